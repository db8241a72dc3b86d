"""An edited table held against the register: what it would change, and what of it cannot be."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from museion.core.access import Actor, NotAllowedError
from museion.core.harvesting import get_record_set
from museion.core.kinds import Kind, WriterContext
from museion.core.models import Record
from museion.core.round_trips import SheetRule, get_sheet_rule
from museion.core.tables import UnreadableTableError, guess_delimiter, name_line
from museion.core.telling import tell
from museion.core.wording import get_message
from museion.exchange.sheets.columns import (
    HIDDEN,
    KEY,
    VERSION,
    CellError,
    Column,
    describe,
    is_hidden,
    list_fields,
    read_cell,
    read_header,
    select_targets,
    write_cell,
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


def compare_sheet(kind: Kind, content: bytes, actor: Actor) -> Difference:
    """Raises `UnreadableSheetError`. A row with a problem changes nothing."""
    reader = _open(content)
    try:
        with name_line(reader):
            return _compare(kind, reader, actor)
    except UnreadableTableError as error:
        raise UnreadableSheetError(tell(get_message(error))) from error


def _compare(kind: Kind, reader: "csv.DictReader[str]", actor: Actor) -> Difference:
    try:
        columns = read_header(kind, reader.fieldnames or [])
    except CellError as error:
        raise UnreadableSheetError(str(error)) from error
    if KEY not in (reader.fieldnames or ()):
        raise UnreadableSheetError(
            _("there is no column “%(name)s”: begin with a table that was exported here") % {"name": KEY}
        )
    difference, seen = Difference(), set[str]()
    for batch in _split(reader, difference.problems):
        _compare_batch(kind, batch, columns, actor, difference, seen)
    return difference


def _open(content: bytes) -> "csv.DictReader[str]":
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableSheetError(_("the file is not in UTF-8: save it as “CSV UTF-8”")) from error
    head = text.partition("\n")[0]
    return csv.DictReader(io.StringIO(text, newline=""), delimiter=guess_delimiter(head))


Numbered = tuple[int, dict[str, str]]


def _split(reader: "csv.DictReader[str]", problems: list[RowProblem]) -> Iterator[list[Numbered]]:
    """Rows with a cell in them. One with more cells than columns is a problem: none of them stands where it belongs."""
    batch: list[Numbered] = []
    for count, row in enumerate(reader, 1):
        if count > MOST_ROWS:
            raise UnreadableSheetError(_("the table has more than %(most)s rows") % {"most": MOST_ROWS})
        if any(row.pop(None, ())):
            told = _("more cells than columns: put texts that hold the separator in quotation marks")
            problems.append(RowProblem(reader.line_num, row[KEY] or "", KEY, told))
        elif any(row.values()):
            batch.append((reader.line_num, {name: value or "" for name, value in row.items()}))
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _compare_batch(
    kind: Kind,
    batch: Sequence[Numbered],
    columns: Sequence[Column],
    actor: Actor,
    difference: Difference,
    seen: set[str],
) -> None:
    keys = [row[KEY].strip().lower() for _, row in batch if row[KEY].strip()]
    rows = select_targets(kind, kind.model.objects.current().visible_to(actor.viewer).filter(key__in=keys))
    held = {record.key: record for record in get_record_set(kind.name).prepare(rows)}
    comparison = _Comparison(kind, get_sheet_rule(kind.name), columns, actor)
    for line, row in batch:
        key = row[KEY].strip().lower()
        record = held.get(key)
        try:
            if key and (record is None or key in seen):
                told = _("stands in the table twice") if key in seen else _("no record of yours has this key")
                raise _BadRowError(KEY, told)
            seen |= {key} if key else set()
            change = comparison.compare_row(record, row, line)
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


@dataclass(frozen=True, slots=True)
class _Comparison:
    """What is the same for all rows of a table."""

    kind: Kind
    rule: SheetRule
    columns: Sequence[Column]
    actor: Actor

    def compare_row(self, record: Record | None, row: dict[str, str], line: int) -> RowChange:
        if record is None and not self.rule.makes_new:
            raise _BadRowError(KEY, _("a new record is not made by this table: every row needs its key"))
        before, after = self._find_changes(record, row)
        if record and after and row.get(VERSION, "").strip() not in {"", record.changed_at.isoformat()}:
            raise _BadRowError(VERSION, _("the record was changed here since the table was made: export it anew"))
        if record is None:
            self._check_whole(after)
        if after:
            self._check(record, before, after)
        return RowChange(line, record.key if record else "", before if record else {}, after)

    def _find_changes(self, record: Record | None, row: dict[str, str]) -> tuple[Values, Values]:
        context = WriterContext("", ("en",), self.actor.viewer)
        described = describe(self.kind, record, context) if record else {}
        target, before, after = record or self.kind.model(), dict[str, Any](), dict[str, Any]()
        for column in self.columns:
            name = column.field.attname
            text, value = row.get(column.header, ""), getattr(target, name)
            if text.strip() == HIDDEN or (record and self._is_untouched(column, record, described, text)):
                continue
            wanted = _read(column, text, after.get(name, value))
            if wanted == value:
                continue
            if column.name in self.rule.kept:
                raise _BadRowError(
                    column.header, _("is changed by a step of its own, not by a table: leave it as it was")
                )
            before[name], after[name] = value, wanted
        return before, after

    def _check_whole(self, after: Values) -> None:
        """A new record has what the register cannot do without."""
        fresh = self.kind.model()
        for name, held in list_fields(self.kind).items():
            if not held.null and after.get(held.attname, getattr(fresh, held.attname)) is None:
                raise _BadRowError(name, _("is needed for a new record"))
            if held.unique and held.attname not in after:
                after[held.attname] = getattr(fresh, held.attname)

    def _is_untouched(self, column: Column, record: Record, described: Values, text: str) -> bool:
        """What stands there as it went out needs no reading, and what the reader may not see no answer."""
        value = getattr(record, column.field.attname)
        return is_hidden(column.name, value, described) or text == write_cell(column, record, described)

    def _check(self, record: Record | None, before: Values, after: Values) -> None:
        """The fields' own rules, the table's and the room's; the record itself is left as it was."""
        target: Any = record or self.kind.model()
        try:
            self.rule.check(self.actor, record, after)
        except (NotAllowedError, ValueError) as error:
            raise _BadRowError(", ".join(after), str(error)) from error
        _check_fields(target, before, after)


def _read(column: Column, text: str, value: Any) -> Any:
    try:
        read = read_cell(column, text)
    except (CellError, ValidationError) as error:
        raise _BadRowError(column.header, _tell(error)) from error
    if not column.language:
        return read
    others = {tag: held for tag, held in (value or {}).items() if tag != column.language}
    return {**others, column.language: read} if read else others


def _check_fields(target: Any, before: Values, after: Values) -> None:
    for name, value in after.items():
        setattr(target, name, value)
    try:
        for name, value in after.items():
            target._meta.get_field(name.removesuffix("_id") if name.endswith("_id") else name).clean(value, target)
        target.validate_unique(exclude={held.name for held in target._meta.fields if held.attname not in after})
        target.validate_constraints(exclude=["source", "source_id"])
    except ValidationError as error:
        raise _BadRowError(", ".join(after), _tell(error)) from error
    finally:
        for name, value in before.items():
            setattr(target, name, value)


def _tell(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
