"""An edited table held against the register: what it would change, and what of it cannot be."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from museion.core.access import Viewer
from museion.core.harvesting import get_record_set
from museion.core.kinds import Kind, WriterContext
from museion.core.models import Record
from museion.exchange.sheets.columns import (
    HIDDEN,
    KEY,
    VERSION,
    CellError,
    Column,
    describe,
    is_hidden,
    read_cell,
    read_header,
)

MOST_ROWS = 200_000
_BATCH = 500
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowChange:
    """What a row makes of a record, by column names as the database has them. `key` is empty for a new record."""

    line: int
    key: str
    before: Values
    after: Values


@dataclass(frozen=True, slots=True)
class RowProblem:
    line: int
    key: str
    column: str
    problem: str


@dataclass(slots=True)
class Difference:
    changes: list[RowChange] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    unchanged: int = 0


class UnreadableSheetError(ValueError):
    """The file is no table of this kind."""


def compare_sheet(kind: Kind, content: bytes, viewer: Viewer) -> Difference:
    """Raises `UnreadableSheetError`. A row with a problem changes nothing."""
    reader = _open(content)
    try:
        columns = read_header(kind, reader.fieldnames or [])
    except CellError as error:
        raise UnreadableSheetError(str(error)) from error
    if KEY not in (reader.fieldnames or ()):
        raise UnreadableSheetError(f"there is no column “{KEY}”: begin with a table that was exported here")
    difference, seen = Difference(), set[str]()
    for batch in _split(reader):
        _compare_batch(kind, batch, columns, viewer, difference, seen)
    return difference


def _open(content: bytes) -> "csv.DictReader[str]":
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableSheetError("the file is not in UTF-8: save it as “CSV UTF-8”") from error
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    return csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)


Numbered = tuple[int, dict[str, str]]


def _split(reader: "csv.DictReader[str]") -> Iterator[list[Numbered]]:
    batch: list[Numbered] = []
    try:
        for count, row in enumerate(reader, 1):
            if count > MOST_ROWS:
                raise UnreadableSheetError(f"the table has more than {MOST_ROWS:,} rows")
            batch.append((reader.line_num, {name: value or "" for name, value in row.items() if isinstance(name, str)}))
            if len(batch) == _BATCH:
                yield batch
                batch = []
    except csv.Error as error:
        raise UnreadableSheetError(f"line {reader.line_num}: {error}") from error
    if batch:
        yield batch


def _compare_batch(
    kind: Kind,
    batch: Sequence[Numbered],
    columns: Sequence[Column],
    viewer: Viewer,
    difference: Difference,
    seen: set[str],
) -> None:
    keys = [row[KEY].strip().lower() for _, row in batch if row[KEY].strip()]
    rows = get_record_set(kind.name).prepare(kind.model.objects.current().visible_to(viewer).filter(key__in=keys))
    held = {record.key: record for record in rows}
    context = WriterContext("", ("en",), viewer)
    for line, row in batch:
        key = row[KEY].strip().lower()
        record = held.get(key)
        try:
            if key and (record is None or key in seen):
                told = "stands in the table twice" if key in seen else f"no {kind.name} of yours has this key"
                raise _BadRowError(KEY, told)
            seen |= {key} if key else set()
            change = _compare_row(kind, record, row, columns, context, line)
        except _BadRowError as error:
            difference.problems.append(RowProblem(line, key, error.column, str(error)))
            continue
        if change.after:
            difference.changes.append(change)
        else:
            difference.unchanged += 1


class _BadRowError(Exception):
    def __init__(self, column: str, problem: str) -> None:
        super().__init__(problem)
        self.column = column


def _compare_row(
    kind: Kind,
    record: Record | None,
    row: dict[str, str],
    columns: Sequence[Column],
    context: WriterContext,
    line: int,
) -> RowChange:
    target: Any = record or kind.model()
    described = describe(kind, record, context) if record else {}
    before: Values = {}
    after: Values = {}
    for column in columns:
        text = row.get(column.header, "")
        name = column.field.attname
        value = getattr(target, name)
        if text.strip() == HIDDEN or (record and is_hidden(column.name, value, described)):
            continue
        wanted = _read(column, text, after.get(name, value))
        if wanted != value:
            before[name], after[name] = value, wanted
    if record and after and row.get(VERSION, "").strip() not in {"", record.changed_at.isoformat()}:
        raise _BadRowError(VERSION, "the record was changed here since the table was made: export it anew")
    _check(target, before, after)
    return RowChange(line, record.key if record else "", before if record else {}, after)


def _read(column: Column, text: str, value: Any) -> Any:
    try:
        read = read_cell(column, text)
    except (CellError, ValidationError) as error:
        raise _BadRowError(column.header, _tell(error)) from error
    if not column.language:
        return read
    others = {tag: held for tag, held in (value or {}).items() if tag != column.language}
    return {**others, column.language: read} if read else others


def _check(target: Any, before: Values, after: Values) -> None:
    """The fields' own rules and the table's; the record itself is left as it was."""
    for name, value in after.items():
        setattr(target, name, value)
    try:
        for name, value in after.items():
            target._meta.get_field(name.removesuffix("_id") if name.endswith("_id") else name).clean(value, target)
        target.validate_constraints(exclude=["source", "source_id"])
    except ValidationError as error:
        raise _BadRowError(", ".join(after), _tell(error)) from error
    finally:
        for name, value in before.items():
            setattr(target, name, value)


def _tell(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
