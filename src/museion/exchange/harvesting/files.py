"""Harvesting a table or a list of JSON over HTTPS: the whole file each time, of which only what changed costs anything."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from museion.core.fetching import FetchError
from museion.core.imports.registry import Importer
from museion.core.imports.runner import Order, import_file
from museion.core.imports.specs import UnusableMappingError
from museion.core.models import QuarantinedRow
from museion.exchange.harvesting.asking import Asker, HarvestError, read_patience
from museion.exchange.harvesting.missing import is_believable, withdraw_keys
from museion.exchange.harvesting.saving import Intake, list_kinds
from museion.exchange.models import Harvest, HarvestProblem

LARGEST_FILE = 512 * 1024 * 1024
_MOST_TOLD = 10_000


def harvest_file(
    harvest: Harvest, asker: Asker, intake: Intake, clock: Callable[[], datetime], *, accepts_missing: bool = False
) -> bool:
    """Raises `HarvestError`. A file that was cut is refused whole: its missing rows are no deletions."""
    source, seen = harvest.source, set[str]()
    content = _fetch(asker)
    if len(content) > LARGEST_FILE:
        raise HarvestError(f"{asker.url}: the file is larger than {LARGEST_FILE // 1024**2} MiB")
    name = Path(urlsplit(asker.url).path).name or "file"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        _import(harvest, path, replace(intake, importer=_note_rows(intake.importer, seen)), clock)
    if source.withdraws_missing:
        _withdraw_missing(harvest, seen, intake, clock(), is_accepted=accepts_missing)
    return True


def _note_rows(importer: Importer, seen: set[str]) -> Importer:
    """The same importer, which notes which records the file names, whether they can be used or not."""

    def read(values: dict[str, Any]) -> Any:
        seen.add(str(values.get("source_id") or ""))
        return importer.read(values)

    return replace(importer, read=read)


def _withdraw_missing(harvest: Harvest, seen: set[str], intake: Intake, at: datetime, *, is_accepted: bool) -> None:
    """A row that cannot be read, or has no number of its own, could be any record, so with one nothing is taken for missing."""
    held: dict[str, str] = {}
    for kind in list_kinds(harvest.source):
        rows = kind.model.objects.current().filter(source=harvest.source.name)
        held |= {key: str(number) for key, number in rows.values_list("key", "source_id")}
    missing = [key for key, number in held.items() if number not in seen]
    if missing and (harvest.rejected or "" in seen):
        harvest.problem = (
            f"{len(missing):,} records are missing, or stand in rows that cannot be used: nothing was withdrawn"
        )
    elif missing and is_believable(harvest, len(missing), len(held), is_accepted=is_accepted):
        withdraw_keys(harvest, missing, actor=intake.actor, at=at)


def _fetch(asker: Asker) -> bytes:
    try:
        return asker.fetch_politely(asker.url).content or b""
    except FetchError as error:
        asker.refuse_lasting(error)
        asker.sleep(read_patience(error.retry_after))
        raise HarvestError(str(error)) from error


def _import(harvest: Harvest, path: Path, intake: Intake, clock: Callable[[], datetime]) -> None:
    mapping = replace(intake.mapping, source=harvest.source.name)
    try:
        outcome = import_file(Order(intake.importer, mapping, path, intake.actor, clock))
    except UnusableMappingError as error:
        raise HarvestError(str(error)) from error
    harvest.pages += 1
    for name in ("read", "created", "updated", "unchanged", "rejected"):
        setattr(harvest, name, getattr(outcome, name))
    HarvestProblem.objects.filter(source=harvest.source).delete()
    rows = QuarantinedRow.objects.filter(run__file_name=str(path)).order_by("id")[:_MOST_TOLD]
    HarvestProblem.objects.bulk_create(
        HarvestProblem(
            source=harvest.source,
            identifier=row.place[:500],
            field=row.field,
            value=row.value,
            problem=row.problem,
            wording=row.wording,
            raw=row.raw,
            found_at=clock(),
        )
        for row in rows
    )
    if outcome.is_cut:
        raise HarvestError(f"{harvest.source.address}: the file ends too early; the rows before the end were taken")
