"""Handing things to partners' programs: packages, and what changed since they were last told. Signed, and tried until taken."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from museion.core.access import make_operator
from museion.core.fetching import Answer, FetchError, post
from museion.core.signing.keys import get_signing_key
from museion.core.signing.statements import sign
from museion.core.waiting import has_come
from museion.exchange.actions.packages import get_store, take_receipt
from museion.exchange.formats.dublin_core import PREFIX
from museion.exchange.formats.packages import PackageError
from museion.exchange.identity import get_public_base, make_identifier
from museion.exchange.models import Delivery, Partner, Publication

Post = Callable[..., Answer]
SIGNATURE = "Museion-Signature"
MOST_ATTEMPTS = 12
_FIRST_RETRY = timedelta(seconds=30)
_DOUBLINGS = 10
_CHANGES_AT_ONCE = 200
_MOST_AT_ONCE = 5


def deliver_due(now: datetime, *, send: Post = post) -> int:
    """Note what changed for who wants to be told, then try what is due."""
    for partner in Partner.objects.current().exclude(webhook=""):
        note_changes(partner, now)
    is_due = has_come("next_at", now, _FIRST_RETRY * 2**_DOUBLINGS)
    due = Delivery.objects.filter(is_due).select_related("partner", "package").order_by("next_at", "id")
    deliveries = list(due[:_MOST_AT_ONCE])
    for delivery in deliveries:
        deliver(delivery, now, send=send)
    return len(deliveries)


@transaction.atomic
def note_changes(partner: Partner, now: datetime) -> None:
    """One delivery of what was published since the last; a partner that is new is told from now on."""
    if partner.told_until is None:
        _move_on(partner, now.replace(microsecond=0), 0)
        return
    after = Q(datestamp__gt=partner.told_until) | Q(datestamp=partner.told_until, id__gt=partner.told_number)
    rows = Publication.objects.filter(after, prefix=PREFIX).order_by("datestamp", "id")
    if partner.webhook_set:
        rows = rows.filter(Q(set_spec=partner.webhook_set) | Q(kind=partner.webhook_set))
    changed: list[Any] = list(rows.values("id", "key", "set_spec", "datestamp", "is_deleted")[:_CHANGES_AT_ONCE])
    if not changed:
        return
    body = orjson.dumps({"type": "records.changed", "records": [_describe_change(row) for row in changed]})
    Delivery.objects.create(partner=partner, address=partner.webhook, body=body, made_at=now, next_at=now)
    _move_on(partner, changed[-1]["datestamp"], changed[-1]["id"])


def _move_on(partner: Partner, stamp: datetime, number: int) -> None:
    partner.told_until, partner.told_number = stamp, number
    partner.save(update_fields=["told_until", "told_number"])


def _describe_change(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "identifier": make_identifier(row["key"]),
        "url": f"{get_public_base()}/id/{row['key']}",
        "set": row["set_spec"],
        "datestamp": row["datestamp"],
        "deleted": row["is_deleted"],
    }


def deliver(delivery: Delivery, now: datetime, *, send: Post = post) -> bool:
    """One try. A package is delivered once its receipt is here and holds."""
    delivery.attempts += 1
    try:
        body = _read_body(delivery)
        answer = send(
            delivery.address,
            body,
            headers=make_headers(delivery, body, now),
            allow_private=settings.ALLOW_PRIVATE_FEEDS,
        )
        if delivery.package is not None:
            receipt = (answer.content or b"").decode("ascii", errors="replace")
            take_receipt(delivery.package, receipt, actor=make_operator("worker", via="worker"), at=now)
    except (FetchError, PackageError) as error:
        _put_off(delivery, str(error), now)
        return False
    delivery.done_at, delivery.next_at, delivery.problem = now, None, ""
    delivery.save()
    return True


def _read_body(delivery: Delivery) -> bytes:
    return get_store().read(delivery.package.file_name) if delivery.package else bytes(delivery.body)


def make_headers(delivery: Delivery, body: bytes, now: datetime) -> dict[str, str]:
    """What is signed names body, address and moment, so that it can be sent to no other place and no other time."""
    if delivery.package is not None:
        return {"Content-Type": "application/zip", SIGNATURE: delivery.package.signature}
    statement = {
        "type": "delivery",
        "id": secrets.token_hex(8),
        "to": delivery.address,
        "sha256": hashlib.sha256(body).hexdigest(),
        "at": now.astimezone(UTC).isoformat(timespec="seconds"),
        "attempt": delivery.attempts,
    }
    return {"Content-Type": "application/json", SIGNATURE: sign(statement, get_signing_key())}


def _put_off(delivery: Delivery, problem: str, now: datetime) -> None:
    """Half a minute, doubling, for some 17 hours; then it is given up, and the page says so."""
    delivery.problem = problem
    wait = _FIRST_RETRY * 2 ** min(delivery.attempts - 1, _DOUBLINGS)
    delivery.next_at = None if delivery.attempts >= MOST_ATTEMPTS else now + wait
    delivery.save()
