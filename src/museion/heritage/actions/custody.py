"""Confirming an object's chain of custody."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from museion.core.access import Actor, check_right
from museion.core.bulk import delete_rows, insert_rows, update_rows
from museion.core.journal import Change, record_changes
from museion.core.outbox import announce
from museion.heritage.custody.events import CustodyEvent
from museion.heritage.models import CulturalObject, CustodyLine

Chain = tuple[CulturalObject, str, Sequence[CustodyEvent]]
_COLUMNS = tuple(field.attname for field in CustodyLine._meta.concrete_fields if field.attname != "id")


def set_custody(
    record: CulturalObject, text: str, events: Sequence[CustodyEvent], *, actor: Actor, at: datetime, reason: str = ""
) -> None:
    """The whole chain at once, with the paragraph that it was read from; the one before stands in the journal."""
    check_right(actor, "object.update", record)
    _write([(record, text, events)], actor=actor, at=at, reason=reason)
    record.provenance, record.changed_at = text, at


def save_custody_chains(chains: Sequence[Chain], *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Many chains at once, as the sample and imports write them."""
    check_right(actor, "object.import")
    _write(chains, actor=actor, at=at, reason=reason)


@transaction.atomic
def _write(chains: Sequence[Chain], *, actor: Actor, at: datetime, reason: str) -> None:
    numbers = [record.id for record, _, _ in chains]
    before: dict[int, list[str]] = {}
    for start in range(0, len(numbers), 500):
        held = CustodyLine.objects.filter(object_id__in=numbers[start : start + 500]).order_by("object_id", "position")
        for number, line in held.values_list("object_id", "text"):
            before.setdefault(number, []).append(line)
    delete_rows(CustodyLine, "object", numbers)
    insert_rows(CustodyLine, _COLUMNS, [row for record, _, events in chains for row in _make_rows(record, events)])
    update_rows(
        CulturalObject, ("provenance", "changed_at", "id"), [(text, at, record.id) for record, text, _ in chains]
    )
    changes = [
        Change(
            "object.set_custody",
            record.key,
            {"provenance": record.provenance, "custody": before.get(record.id, [])},
            {"provenance": text, "custody": [event.text or event.party for event in events]},
        )
        for record, text, events in chains
    ]
    record_changes(changes, actor=actor, at=at, reason=reason)
    announce("object", [record.key for record, _, _ in chains])


def _make_rows(record: CulturalObject, events: Sequence[CustodyEvent]) -> Iterable[tuple[Any, ...]]:
    for position, event in enumerate(events):
        values = {
            "object_id": record.id,
            "position": position,
            "begin_earliest": event.begin.earliest,
            "begin_latest": event.begin.latest,
            "end_earliest": event.end.earliest,
            "end_latest": event.end.latest,
            "birth_earliest": event.life.birth.earliest,
            "death_latest": event.life.death.latest,
            "method": event.method.value if event.method else "",
            "papers": list(event.papers),
            "notes": list(event.notes),
            **{name: getattr(event, name)[:300] for name in ("party", "giver", "place", "country", "dates_text")},
            **{name: getattr(event, name) for name in ("is_direct", "is_agent", "is_certain", "is_read", "text")},
        }
        yield tuple(values[name] for name in _COLUMNS)
