"""Harvesting a table or a list of JSON over HTTPS: the whole file each time, of which only what changed costs anything."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction

from museion.core.fetching import FetchError
from museion.core.imports.registry import Importer
from museion.core.imports.runner import Order, Outcome, import_file
from museion.core.imports.specs import UnusableMappingError
from museion.core.models import QuarantinedRow
from museion.core.wording import Wording, get_message
from museion.exchange.harvesting.asking import Asker, HarvestError, read_patience
from museion.exchange.harvesting.missing import is_believable, withdraw_keys
from museion.exchange.harvesting.saving import Intake, list_kinds
from museion.exchange.models import Harvest, HarvestProblem, HarvestSource

LARGEST_FILE = 512 * 1024 * 1024
_MOST_TOLD = 10_000


def harvest_file(
    harvest: Harvest, asker: Asker, intake: Intake, clock: Callable[[], datetime], *, accepts_missing: bool = False
) -> bool:
    """Raises `HarvestError`. A file that was cut is refused whole: its missing rows are no deletions."""
    source, seen = harvest.source, set[str]()
    content = _fetch(asker)
    if len(content) > LARGEST_FILE:
        told = Wording(
            "%(address)s: the file is larger than %(size)s MiB", address=asker.url, size=LARGEST_FILE // 1024**2
        )
        raise HarvestError(told)
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
        told = Wording(
            "%(count)s records are missing, or stand in rows that cannot be used: nothing was withdrawn",
            count=len(missing),
        )
        harvest.state_problem(told)
    elif missing and is_believable(harvest, len(missing), len(held), is_accepted=is_accepted):
        withdraw_keys(harvest, missing, actor=intake.actor, at=at)


def _fetch(asker: Asker) -> bytes:
    try:
        return asker.fetch_politely(asker.url).content or b""
    except FetchError as error:
        asker.refuse_lasting(error)
        asker.sleep(read_patience(error.retry_after))
        raise HarvestError(get_message(error)) from error


def _import(harvest: Harvest, path: Path, intake: Intake, clock: Callable[[], datetime]) -> None:
    mapping = replace(intake.mapping, source=harvest.source.name)
    try:
        outcome = import_file(Order(intake.importer, mapping, path, intake.actor, clock))
    except UnusableMappingError as error:
        raise HarvestError(get_message(error)) from error
    harvest.pages += 1
    for name in ("read", "created", "updated", "unchanged", "rejected"):
        setattr(harvest, name, getattr(outcome, name))
    _take_problems(harvest.source, outcome, clock())
    if outcome.is_cut:
        told = Wording(
            "%(address)s: the file ends too early; the rows before the end were taken", address=harvest.source.address
        )
        raise HarvestError(told)


@transaction.atomic
def _take_problems(source: HarvestSource, outcome: Outcome, at: datetime) -> None:
    """The source's page tells of the rows; kept with each run too they would be there once for every hour."""
    HarvestProblem.objects.filter(source=source).delete()
    rows = QuarantinedRow.objects.filter(run=outcome.run_id)
    HarvestProblem.objects.bulk_create(
        HarvestProblem(
            source=source,
            identifier=row.place[:500],
            field=row.field,
            value=row.value,
            problem=row.problem,
            wording=row.wording,
            raw=row.raw,
            found_at=at,
        )
        for row in rows.order_by("id")[:_MOST_TOLD]
    )
    rows.delete()
    if outcome.quarantine:
        outcome.quarantine.unlink(missing_ok=True)
