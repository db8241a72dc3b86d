"""Harvesting a table or a list of JSON over HTTPS: the whole file each time, of which only what changed costs anything."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from museion.core.fetching import FetchError
from museion.core.imports.runner import Order, import_file
from museion.core.imports.specs import UnusableMappingError
from museion.core.models import QuarantinedRow
from museion.exchange.harvesting.asking import Asker, HarvestError, read_patience
from museion.exchange.harvesting.saving import Intake
from museion.exchange.models import Harvest, HarvestProblem

LARGEST_FILE = 512 * 1024 * 1024
_MOST_TOLD = 10_000


def harvest_file(harvest: Harvest, asker: Asker, intake: Intake, clock: Callable[[], datetime]) -> bool:
    """Raises `HarvestError`. A file that was cut is refused whole: its missing rows are no deletions."""
    content = _fetch(asker)
    if len(content) > LARGEST_FILE:
        raise HarvestError(f"{asker.url}: the file is larger than {LARGEST_FILE // 1024**2} MiB")
    name = Path(urlsplit(asker.url).path).name or "file"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        _import(harvest, path, intake, clock)
    return True


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
            problem=row.problem,
            raw=row.raw,
            found_at=clock(),
        )
        for row in rows
    )
    if outcome.is_cut:
        raise HarvestError(f"{harvest.source.address}: the file ends too early; the rows before the end were taken")
