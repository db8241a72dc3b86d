"""What came in and could not be used: kept whole with the reason, until a person uses it or lays it aside."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from museion.core.access import Actor, check_right
from museion.core.journal import Change, record_changes
from museion.response.alerting.naming import find_name, is_older, list_superseded
from museion.response.feeds.alerts import Alert, Problem
from museion.response.models import Feed, QuarantinedAlert


@dataclass(frozen=True, slots=True)
class Refused:
    """`event_id`: the event that the message made all the same, where only its area cannot be used."""

    problem: Problem
    event_id: int | None = None


def quarantine(
    refused: Sequence[Refused], *, raw: str, file_name: str, feed: Feed | None, actor: Actor, at: datetime
) -> list[QuarantinedAlert]:
    """One row each, once: the same content with the same reason is the row that there is. In the order given."""
    kept, changes = [], []
    for entry in refused:
        reason, text = str(entry.problem), entry.problem.fragment or raw
        about = f"event {entry.event_id}" if entry.event_id else text
        digest = hashlib.sha256(f"{reason}\n{about}".encode()).hexdigest()
        row, is_new = QuarantinedAlert.objects.get_or_create(
            digest=digest,
            defaults={
                "feed": feed,
                "name": find_name(text),
                "file_name": file_name[:300],
                "reason": reason,
                "wording": entry.problem.told.as_json(),
                "raw": text,
                "received_at": at,
                "event_id": entry.event_id,
            },
        )
        kept.append(row)
        if is_new:
            after = {"digest": digest, "reason": reason, "file_name": file_name}
            changes.append(Change("alert.quarantine", "", None, after))
    record_changes(changes, actor=actor, at=at)
    return kept


def settle_superseded(
    alerts: Mapping[int, Sequence[Alert]], placed: Iterable[int], *, feed: Feed | None, actor: Actor, at: datetime
) -> None:
    """What waits resolves itself when a later message that can be used takes its place.

    `alerts`: new messages by the id of their event; `placed`: events that stand somewhere on the globe now. A name alone is not
    enough, because publishers number alike: the sender must stand in what waits, or both must be of one feed.
    """
    waiting = QuarantinedAlert.objects.filter(resolved_at__isnull=True)
    for row in waiting.filter(event__in=list(placed)):
        _settle(row, actor=actor, at=at)
    names = {
        name: (event, alert) for event, held in alerts.items() for alert in held for name in list_superseded(alert)
    }
    for row in waiting.filter(event__isnull=True, name__in=list(names)) if names else ():
        event, alert = names[row.name]
        is_same_source = (feed is not None and row.feed_id == feed.pk) or (alert.sender and alert.sender in row.raw)
        if is_same_source and not is_older(alert, row.raw):
            row.event_id = event
            _settle(row, actor=actor, at=at)


def _settle(row: QuarantinedAlert, *, actor: Actor, at: datetime) -> None:
    _resolve(row, "a later message that can be used has come", actor=actor, at=at)


@transaction.atomic
def resolve_quarantined(row: QuarantinedAlert, resolution: str, *, actor: Actor, at: datetime) -> None:
    """A person has dealt with it, and says how."""
    check_right(actor, "alert.resolve")
    _resolve(row, resolution, actor=actor, at=at)


def _resolve(row: QuarantinedAlert, resolution: str, *, actor: Actor, at: datetime) -> None:
    row.resolved_at, row.resolved_by, row.resolution = at, actor.name[:200], resolution
    row.save(update_fields=["resolved_at", "resolved_by", "resolution", "event"])
    change = Change("alert.resolve", "", {"digest": row.digest}, {"digest": row.digest, "resolution": resolution})
    record_changes([change], actor=actor, at=at)
