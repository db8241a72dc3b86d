"""Rows that could not be used, kept whole with the reason: in the database with their run, and as a file to work through."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings

from museion.core.bulk import insert_rows
from museion.core.imports.registry import FieldError
from museion.core.imports.rows import RAW_LENGTH, BadRow, Row
from museion.core.models import ImportRun, QuarantinedRow
from museion.core.wording import Wording, keep_wording


@dataclass(frozen=True, slots=True)
class Rejection:
    """One row, or one field of it, that was not used."""

    place: str
    problem: str
    raw: str
    field: str = ""
    value: str = ""


def reject_bad_row(bad: BadRow) -> Rejection:
    return Rejection(place=bad.place, problem=bad.problem, raw=bad.raw)


def reject_field(row: Row, error: FieldError, *, problem: str = "") -> Rejection:
    told = problem or Wording("%(field)s: expected %(expected)s", field=error.field, expected=error.expected)
    return Rejection(row.place, told, write_raw(row.values), error.field, error.value)


def leave_field_out(row: Row, error: FieldError) -> Rejection:
    """The row was used without it."""
    told = Wording("%(field)s was left out: expected %(expected)s", field=error.field, expected=error.expected)
    return reject_field(row, error, problem=told)


def write_raw(values: dict[str, Any]) -> str:
    return orjson.dumps(values, default=str).decode()[:RAW_LENGTH]


def record_rejections(run: ImportRun, rejections: Sequence[Rejection]) -> None:
    """Call it in the transaction that moves the run's position."""
    insert_rows(
        QuarantinedRow,
        ("run", "place", "field", "value", "problem", "wording", "raw"),
        [
            (run.pk, row.place[:300], row.field[:100], row.value, str(row.problem), keep_wording(row.problem), row.raw)
            for row in rejections
        ],
    )


def write_quarantine(run: ImportRun) -> Path | None:
    """The run's rejected rows as JSON Lines; none, no file."""
    rows = QuarantinedRow.objects.filter(run=run).order_by("id")
    if not rows.exists():
        return None
    folder: Path = settings.HOME / "quarantine"
    folder.mkdir(parents=True, exist_ok=True)
    path, unfinished = folder / f"{run.pk}.jsonl", folder / f"{run.pk}.jsonl.part"
    with unfinished.open("wb") as file:
        for row in rows.values("place", "field", "value", "problem", "raw").iterator():
            file.write(orjson.dumps(row) + b"\n")
    return unfinished.replace(path)
