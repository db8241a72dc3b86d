"""What came in and could not be used: kept whole with the reason, until a person uses it or lays it aside."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from museion.core.access import Actor, check_right
from museion.core.journal import Change, record_changes
from museion.response.feeds.alerts import Problem
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
                "file_name": file_name[:300],
                "reason": reason,
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


@transaction.atomic
def resolve_quarantined(row: QuarantinedAlert, resolution: str, *, actor: Actor, at: datetime) -> None:
    """A person has dealt with it, and says how."""
    check_right(actor, "alert.resolve")
    row.resolved_at, row.resolved_by, row.resolution = at, actor.name[:200], resolution
    row.save(update_fields=["resolved_at", "resolved_by", "resolution", "event"])
    change = Change("alert.resolve", "", {"digest": row.digest}, {"digest": row.digest, "resolution": resolution})
    record_changes([change], actor=actor, at=at)
