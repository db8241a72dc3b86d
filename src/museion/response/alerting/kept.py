"""An alert as its row keeps it: as JSON, with an identity, and with the names by which messages of one event meet."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import TypeAdapter

from museion.core.bulk import chunk
from museion.response.feeds.alerts import Alert
from museion.response.feeds.timeline import get_identity
from museion.response.models import AlertMessage, AlertName

_LONGEST_IDENTITY = 500
_ALERT: TypeAdapter[Alert] = TypeAdapter(Alert)


def write_parsed(alert: Alert) -> dict[str, Any]:
    parsed: dict[str, Any] = _ALERT.dump_python(alert, mode="json")
    return parsed


def read_parsed(parsed: dict[str, Any]) -> Alert:
    return _ALERT.validate_python(parsed)


def write_identity(alert: Alert) -> str:
    """Sender and identifier, as CAP references have them; what is longer than the column ends in its own hash."""
    text = ",".join(get_identity(alert))
    if len(text) <= _LONGEST_IDENTITY:
        return text
    return f"{text[:400]}…{hashlib.sha256(text.encode()).hexdigest()}"


def list_names(alert: Alert) -> set[str]:
    """Its own identifier, those that it refers to, and its source's number of the event.

    Senders are left out: some publishers name another one in a reference. What meets here without belonging together is
    parted again by `feeds.timeline`.
    """
    names = {f"identifier {alert.identifier}", *(f"identifier {held.identifier}" for held in alert.references)}
    if alert.event:
        names.add(f"event {alert.source} {alert.event}")
    return {hashlib.blake2b(name.encode(), digest_size=16).hexdigest() for name in names}


def find_connected(message_ids: Iterable[int]) -> list[AlertMessage]:
    """These messages and all that share a name with them, or with those, and so on."""
    known: set[int] = set()
    fresh = set(message_ids)
    asked: set[str] = set()
    while fresh:
        known |= fresh
        names = {name for part in chunk(list(fresh)) for name in _list_names_of(part)} - asked
        asked |= names
        fresh = {number for part in chunk(list(names)) for number in _list_bearers(part)} - known
    return [row for part in chunk(list(known)) for row in AlertMessage.objects.filter(pk__in=part)]


def _list_names_of(message_ids: Sequence[int]) -> Iterable[str]:
    return AlertName.objects.filter(message_id__in=message_ids).values_list("name", flat=True)


def _list_bearers(names: Sequence[str]) -> Iterable[int]:
    return AlertName.objects.filter(name__in=names).values_list("message_id", flat=True)


def list_unseen_links(urls: Iterable[str]) -> list[str]:
    """Those under which no alert was fetched yet: an index repeats its entries for days."""
    hashes = {_hash_link(url): url for url in urls}
    seen = {
        name
        for part in chunk(list(hashes))
        for name in AlertName.objects.filter(name__in=part).values_list("name", flat=True)
    }
    return [url for name, url in hashes.items() if name not in seen]


def note_link(url: str, alerts: Iterable[Alert]) -> None:
    messages = AlertMessage.objects.filter(identity__in=[write_identity(alert) for alert in alerts])
    AlertName.objects.bulk_create(AlertName(message=message, name=_hash_link(url)) for message in messages)


def _hash_link(url: str) -> str:
    return hashlib.blake2b(f"link {url}".encode(), digest_size=16).hexdigest()
