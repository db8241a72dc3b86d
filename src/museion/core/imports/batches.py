"""Saving a batch of typed rows; a row that the database refuses goes to quarantine, not its neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DataError, IntegrityError, transaction

from museion.core.access import Actor
from museion.core.imports.preparing import Prepared
from museion.core.imports.quarantine import Rejection, reject_field, write_raw
from museion.core.imports.registry import Importer
from museion.core.imports.rows import Row
from museion.core.saving import Saved
from museion.core.wording import Wording

_REFUSALS = (IntegrityError, DataError, OverflowError, UnicodeEncodeError)


@dataclass(slots=True)
class Batch:
    """What became of a batch. `lost`: rows that were not saved."""

    saved: Saved = field(default_factory=Saved)
    lost: int = 0
    rejections: list[Rejection] = field(default_factory=list)


def save_batch(
    importer: Importer, rows: Sequence[Prepared], *, actor: Actor, at: datetime, reason: str, is_final: bool = False
) -> Batch:
    """Call it in a transaction. `is_final`: rows that still name something unknown are told."""
    batch = Batch()
    ready = list(_resolve(importer, rows, batch, is_final=is_final))
    _save(importer, ready, batch, actor=actor, at=at, reason=reason)
    return batch


def _resolve(importer: Importer, rows: Sequence[Prepared], batch: Batch, *, is_final: bool) -> list[Prepared]:
    if importer.resolve is None or not rows:
        return list(rows)
    ready = []
    for item, (typed, error) in zip(rows, importer.resolve([item.typed for item in rows], is_final), strict=True):
        if error is not None and isinstance(item.row, Row):
            batch.rejections.append(reject_field(item.row, error))
        if typed is None:
            batch.lost += 1
        else:
            ready.append(Prepared(item.row, typed))
    return ready


def _save(
    importer: Importer, rows: Sequence[Prepared], batch: Batch, *, actor: Actor, at: datetime, reason: str
) -> None:
    """Halves a batch that the database refuses until the row is found that it means."""
    if not rows:
        return
    try:
        with transaction.atomic():
            saved = importer.save([item.typed for item in rows], actor, at, reason)
    except _REFUSALS as error:
        if len(rows) == 1:
            batch.rejections.append(_reject(rows[0], error))
            batch.lost += 1
            return
        half = len(rows) // 2
        for part in (rows[:half], rows[half:]):
            _save(importer, part, batch, actor=actor, at=at, reason=reason)
        return
    batch.saved.created += saved.created
    batch.saved.updated += saved.updated
    batch.saved.unchanged += saved.unchanged


def _reject(item: Prepared, error: Exception) -> Rejection:
    raw = write_raw(item.row.values) if isinstance(item.row, Row) else item.row.raw
    return Rejection(item.row.place, Wording("the database refuses the row: %(why)s", why=str(error)), raw)
