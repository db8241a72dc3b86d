"""What of a source could not be used, as a table that can be sent to whoever can mend it there."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from museion.core.tables import make_cell_safe
from museion.exchange.models import HarvestProblem, HarvestSource

COLUMNS = ("identifier", "datestamp", "field", "problem", "raw")


def iterate_report(source: HarvestSource) -> Iterator[str]:
    """CSV, line by line, header first."""
    yield _write(COLUMNS)
    rows = HarvestProblem.objects.filter(source=source).order_by("identifier", "id").values_list(*COLUMNS)
    for row in rows.iterator():
        yield _write([make_cell_safe(str(value)) for value in row])


def write_report(source: HarvestSource, path: Path) -> Path:
    partial = path.with_name(path.name + ".partial")
    with partial.open("w", encoding="utf-8", newline="") as file:
        file.writelines(iterate_report(source))
    return partial.replace(path)


def _write(values: object) -> str:
    held = io.StringIO()
    csv.writer(held).writerow(values)  # type: ignore[arg-type]
    return held.getvalue()
