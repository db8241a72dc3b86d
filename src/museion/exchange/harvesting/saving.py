"""One page of a harvest into the database: records, what came from where, problems and the checkpoint, together or not at all."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from museion.core.access import Actor, check_right
from museion.core.bulk import chunk, insert_rows
from museion.core.imports.batches import save_batch
from museion.core.imports.mapping import SourceMapping
from museion.core.imports.quarantine import Rejection
from museion.core.imports.registry import Importer
from museion.core.kinds import KINDS, Kind, find_kind
from museion.core.saving import withdraw_records
from museion.core.wording import keep_wording
from museion.exchange.formats.oai_answers import HarvestedItem
from museion.exchange.harvesting.columns import prepare_item
from museion.exchange.models import Harvest, HarvestedRecord, HarvestProblem, HarvestSource

_CHUNK = 500
_NOTED = ("key", "datestamp", "digest", "is_deleted")


@dataclass(frozen=True, slots=True)
class Intake:
    """Where harvested items go: the importer, the mapping, and in whose name."""

    importer: Importer
    mapping: SourceMapping
    actor: Actor


@transaction.atomic
def save_items(harvest: Harvest, items: Sequence[HarvestedItem], intake: Intake, *, at: datetime) -> None:
    """An identifier that stands twice on a page is what it says last. The harvest's counts are set, not saved."""
    source = harvest.source
    last = {item.identifier: item for item in items if item.identifier}
    held = find_held(source, list(last))
    changed = [item for item in last.values() if not item.is_deleted and _is_changed(item, held)]
    harvest.read += len(items)
    harvest.unchanged += sum(not item.is_deleted for item in last.values()) - len(changed)
    if harvest.is_whole:
        _note_seen(harvest, list(last.values()), held)
    nameless = [item for item in items if not item.identifier]
    _save_changed(harvest, [*changed, *nameless], held, intake, at=at)
    gone = [held[item.identifier] for item in last.values() if item.is_deleted and item.identifier in held]
    _withdraw(harvest, [record for record in gone if not record.is_deleted], intake.actor, at=at)


def _note_seen(harvest: Harvest, items: Sequence[HarvestedItem], held: dict[str, HarvestedRecord]) -> None:
    """Of everything that the list names; also of what was deleted before it ever came here."""
    source, identifiers = harvest.source, [item.identifier for item in items if item.identifier in held]
    HarvestedRecord.objects.bulk_create(
        HarvestedRecord(source=source, identifier=item.identifier, seen_in=harvest.pk, is_deleted=True)
        for item in items
        if item.is_deleted and item.identifier not in held
    )
    for part in chunk(identifiers):
        HarvestedRecord.objects.filter(source=source, identifier__in=part).update(seen_in=harvest.pk)


def find_held(source: HarvestSource, identifiers: Sequence[str]) -> dict[str, HarvestedRecord]:
    held: dict[str, HarvestedRecord] = {}
    for part in chunk(identifiers):
        rows = HarvestedRecord.objects.filter(source=source, identifier__in=part)
        held |= {row.identifier: row for row in rows}
    return held


def _is_changed(item: HarvestedItem, held: dict[str, HarvestedRecord]) -> bool:
    row = held.get(item.identifier)
    return row is None or row.is_deleted or not row.key or bytes(row.digest) != _digest(item)


def _digest(item: HarvestedItem) -> bytes:
    return hashlib.blake2b(item.metadata, digest_size=16).digest()


def _save_changed(
    harvest: Harvest, items: Sequence[HarvestedItem], held: dict[str, HarvestedRecord], intake: Intake, *, at: datetime
) -> None:
    source = harvest.source
    prepared = [prepare_item(item, intake.importer, intake.mapping, source.name) for item in items]
    usable = [row for row in prepared if row.typed is not None]
    batch = save_batch(
        intake.importer, usable, actor=intake.actor, at=at, reason=f"harvest of {source.title}", is_final=True
    )
    harvest.created += batch.saved.created
    harvest.updated += batch.saved.updated
    harvest.unchanged += batch.saved.unchanged
    harvest.rejected += len(prepared) - len(usable) + batch.lost
    keys = find_keys(source, [item.identifier for item in items])
    _note_records(harvest, items, keys, held)
    rejections = [*(rejection for row in prepared for rejection in row.rejections), *batch.rejections]
    note_problems(source, items, rejections, at=at)


def find_keys(source: HarvestSource, identifiers: Sequence[str]) -> dict[str, str]:
    """The keys of the records that these identifiers became, whatever kinds the importer makes."""
    keys: dict[str, str] = {}
    for kind in list_kinds(source):
        for part in chunk(identifiers):
            rows = kind.model._default_manager.filter(source=source.name, source_id__in=[name[:255] for name in part])
            keys |= {str(source_id): key for source_id, key in rows.values_list("source_id", "key")}
    return keys


def list_kinds(source: HarvestSource) -> list[Kind]:
    """An importer is called by its records' plural."""
    plural = source.importer
    named = [kind for kind in KINDS.values() if plural in {f"{kind.name}s", kind.model._meta.verbose_name_plural}]
    return named or list(KINDS.values())


def _note_records(
    harvest: Harvest, items: Sequence[HarvestedItem], keys: dict[str, str], held: dict[str, HarvestedRecord]
) -> None:
    """Rows that are new go in at once: a first harvest has nothing else."""
    seen_in = harvest.pk if harvest.is_whole else 0
    known: list[HarvestedRecord] = []
    new: dict[str, tuple[Any, ...]] = {}
    for item in items:
        values = (keys.get(item.identifier[:255], ""), item.datestamp[:40], _digest(item), False)
        if row := held.get(item.identifier):
            row.key, row.datestamp, row.digest, row.is_deleted = values
            row.seen_in = seen_in or row.seen_in
            known.append(row)
        elif item.identifier:
            new[item.identifier] = (harvest.source_id, item.identifier, *values, seen_in)
    insert_rows(HarvestedRecord, ("source_id", "identifier", *_NOTED, "seen_in"), new.values())
    HarvestedRecord.objects.bulk_update(known, [*_NOTED, "seen_in"], batch_size=_CHUNK)


def note_problems(
    source: HarvestSource, items: Sequence[HarvestedItem], rejections: Sequence[Rejection], *, at: datetime
) -> None:
    """What was wrong with these items before is forgotten: they came again."""
    identifiers = [item.identifier for item in items]
    for part in chunk(identifiers):
        HarvestProblem.objects.filter(source=source, identifier__in=part).delete()
    stamps = {item.identifier: item.datestamp for item in items}
    HarvestProblem.objects.bulk_create(
        HarvestProblem(
            source=source,
            identifier=rejection.place[:500],
            datestamp=stamps.get(rejection.place, "")[:40],
            field=rejection.field[:100],
            value=rejection.value,
            problem=str(rejection.problem),
            wording=keep_wording(rejection.problem),
            raw=rejection.raw,
            found_at=at,
        )
        for rejection in rejections
    )


def _withdraw(harvest: Harvest, rows: Sequence[HarvestedRecord], actor: Actor, *, at: datetime) -> None:
    by_kind: dict[str, list[str]] = {}
    for row in rows:
        kind = find_kind(row.key) if row.key else None
        if kind is not None:
            by_kind.setdefault(kind.name, []).append(row.key)
        row.is_deleted = True
    reason = f"deleted at {harvest.source.title}"
    for name, keys in by_kind.items():
        check_right(actor, f"{name}.withdraw")
        harvest.deleted += withdraw_records(KINDS[name].model, keys, kind=name, actor=actor, at=at, reason=reason)
    HarvestedRecord.objects.bulk_update(rows, ["is_deleted"])
