"""Harvesting what changed from IIIF Change Discovery 1.0 and Linked Art streams (W3C Activity Streams).

The stream is read from its newest page back to where the last harvest ended; then its objects are fetched, oldest change first, so
that a break loses only what is newer than the checkpoint.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db import transaction

from museion.core.bulk import chunk
from museion.core.fetching import FetchError
from museion.core.wording import Wording, get_message
from museion.exchange.formats.json_ld import wrap_json
from museion.exchange.formats.oai_answers import HarvestedItem
from museion.exchange.harvesting.asking import MOST_TRIES, Asker, HarvestError, give_up, read_patience
from museion.exchange.harvesting.saving import Intake, save_items
from museion.exchange.models import Harvest

_BATCH = 50
_MOST_PAGES = 100_000
_GONE = frozenset({404, 410})
_REMOVALS = frozenset({"Delete", "Remove"})
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class ObjectChange:
    """The newest thing that happened to an object. `at`: the stream's own words for when."""

    url: str
    at: str
    is_deleted: bool


def harvest_changes(
    harvest: Harvest, asker: Asker, intake: Intake, clock: Clock, on_page: Callable[[Harvest], None] | None = None
) -> bool:
    """Raises `HarvestError`. Always comes to the end."""
    changes = sorted(read_changes(asker, harvest.since), key=lambda change: change.at)
    harvest.promised = harvest.read + len(changes)
    for part in chunk(changes, _BATCH):
        items = [fetch_object(asker, change) for change in part]
        with transaction.atomic():
            save_items(harvest, items, intake, at=clock())
            harvest.pages += 1
            # The last moment may have more changes in the next batch, so it is read once more.
            harvest.since = harvest.stamp = part[-1].at
            harvest.save()
        if on_page:
            on_page(harvest)
    return True


def read_changes(asker: Asker, since: str) -> list[ObjectChange]:
    """Each object once, with the newest change after `since`; a change at that very moment comes once more."""
    found: dict[str, ObjectChange] = {}
    for activity in _iterate_activities(asker):
        at = str(activity.get("endTime") or activity.get("published") or activity.get("startTime") or "")
        if since and at and at < since:
            break
        if activity.get("type") == "Refresh":
            break
        url = _get_id(activity.get("object"))
        if url:
            found.setdefault(url, ObjectChange(url, at, activity.get("type") in _REMOVALS))
    return list(found.values())


def _iterate_activities(asker: Asker) -> Iterator[dict[str, Any]]:
    """Newest first."""
    top = ask_json(asker, asker.url)
    if top.get("type") not in {"OrderedCollection", "OrderedCollectionPage"}:
        told = Wording(
            "%(address)s is no stream of changes: its type is %(type)s", address=asker.url, type=repr(top.get("type"))
        )
        raise HarvestError(told)
    address, seen = (_get_id(top.get("last")), set[str]()) if "last" in top else ("", set())
    page = ask_json(asker, address) if address else top
    while True:
        items = page.get("orderedItems")
        yield from (item for item in reversed(items if isinstance(items, list) else []) if isinstance(item, dict))
        address = _get_id(page.get("prev"))
        if not address:
            return
        if address in seen or len(seen) >= _MOST_PAGES:
            told = Wording(
                "the pages of %(address)s go in circles: %(page)s came again", address=asker.url, page=address
            )
            raise HarvestError(told)
        seen.add(address)
        page = ask_json(asker, address)


def fetch_object(asker: Asker, change: ObjectChange) -> HarvestedItem:
    """As an item whose metadata is the object's JSON; what is gone is deleted, what cannot be read is told."""
    if change.is_deleted:
        return HarvestedItem(change.url, change.at, is_deleted=True)
    try:
        content = orjson.dumps(ask_json(asker, change.url))
    except GoneError:
        return HarvestedItem(change.url, change.at, is_deleted=True)
    return HarvestedItem(change.url, change.at, metadata=wrap_json(content, "application/ld+json"))


class GoneError(HarvestError):
    """The address says that there is nothing any more."""


def ask_json(asker: Asker, address: str) -> dict[str, Any]:
    problem = ""
    for turn in range(MOST_TRIES):
        try:
            held = orjson.loads(asker.fetch_politely(address).content or b"")
            if isinstance(held, dict):
                return held
            problem = Wording("the document is no object")
        except orjson.JSONDecodeError as error:
            problem = Wording("no JSON came: %(why)s", why=str(error))
        except FetchError as error:
            if error.status in _GONE:
                raise GoneError(get_message(error)) from error
            asker.refuse_lasting(error)
            problem = get_message(error)
            asker.sleep(read_patience(error.retry_after))
        asker.sleep(2.0**turn)
    raise give_up(address, problem)


def _get_id(value: Any) -> str:
    found = value.get("id") or value.get("@id") if isinstance(value, dict) else value
    return found if isinstance(found, str) else ""
