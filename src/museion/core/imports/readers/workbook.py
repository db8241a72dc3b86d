"""The first sheet of an XLSX workbook, or the one that the mapping names; its first row is the header."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl
import orjson
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import WorkSheetParser

from museion.core.imports.archives import check_zip_entry
from museion.core.imports.rows import RAW_LENGTH, BadRow, Format, Member, Row
from museion.core.imports.streams import BROKEN
from museion.core.wording import Wording

MOST_ROWS = 1_048_576  # as many as a sheet of Excel holds; a row says itself which it is
# Flaws of the XML inside are syntax errors of Python, and numbers that are none are wrong values.
_FLAWED = (InvalidFileException, KeyError, IndexError, SyntaxError, *BROKEN)
LARGEST_PACKED = 256 * 1024 * 1024


def read_workbook(member: Member, form: Format) -> Iterator[Row | BadRow]:
    packed: Any = member.stream
    if not packed.seekable():
        packed = io.BytesIO(member.stream.read(LARGEST_PACKED + 1))
    problem = _check_package(packed)
    if problem:
        yield BadRow(member.name, problem, is_cut=True)
        return
    try:
        book = openpyxl.load_workbook(packed, read_only=True, data_only=True)
    except _FLAWED as error:
        yield BadRow(member.name, Wording("not a workbook that can be read: %(why)s", why=str(error)), is_cut=True)
        return
    if form.sheet and form.sheet not in book.sheetnames:
        told = Wording(
            "there is no sheet “%(name)s”; the sheets are: %(names)s", name=form.sheet, names=book.sheetnames
        )
        yield BadRow(member.name, told, is_cut=True)
        return
    sheet = book[form.sheet] if form.sheet else book.worksheets[0]
    try:
        yield from _read_sheet(f"{member.name}, {sheet.title}", _iterate_rows(sheet))
    except _FLAWED as error:
        yield BadRow(
            f"{member.name}, {sheet.title}", Wording("the sheet breaks off here: %(why)s", why=str(error)), is_cut=True
        )


def _check_package(packed: Any) -> str:
    try:
        with zipfile.ZipFile(packed) as package:
            return next(filter(None, map(check_zip_entry, package.infolist())), "")
    except BROKEN as error:
        return Wording("the workbook is cut or damaged (%(why)s)", why=str(error))


def _iterate_rows(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Every row with the number that it gives itself. `iter_rows` passes over those whose number is not above the last one's."""
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=sheet.parent.epoch,
            date_formats=sheet.parent._date_formats,
            timedelta_formats=sheet.parent._timedelta_formats,
        )
        for number, cells in parser.parse():
            yield number, sheet._get_row(cells, values_only=True)


def _read_sheet(name: str, rows: Iterator[tuple[int, tuple[Any, ...]]]) -> Iterator[Row | BadRow]:
    last, first_cells = next(rows, (1, ()))
    header = [str(cell).strip() if cell is not None else "" for cell in first_cells] if last == 1 else []
    while header and not header[-1]:
        header.pop()
    if not header:
        yield BadRow(f"{name}, row 1", Wording("there is no header row"), is_cut=True)
        return
    for number, cells in rows:
        values = {column: _read_cell(cell) for column, cell in zip(header, cells, strict=False) if column}
        if not any(value is not None for value in values.values()):
            continue
        if last < number <= MOST_ROWS:
            last = number
            yield Row(f"{name}, row {number}", values)
        else:
            yield BadRow(f"{name}, after row {last}", _tell_misnumbered(number, last), _write(values))


def _write(values: dict[str, Any]) -> str:
    return orjson.dumps(values, default=str).decode()[:RAW_LENGTH]


def _tell_misnumbered(number: int, last: int) -> Wording:
    return Wording(
        "the row says that it is row %(number)s; expected a number above %(last)s, at most %(most)s",
        number=str(number),
        last=str(last),
        most=MOST_ROWS,
    )


def _read_cell(cell: Any) -> Any:
    if isinstance(cell, datetime) and cell.time() == time.min:
        return cell.date().isoformat()
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    # A workbook keeps every number as a float; an identifier like 1234 must not become 1234.0.
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
