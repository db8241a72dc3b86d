"""The first sheet of an XLSX workbook, or the one that the mapping names; its first row is the header."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from museion.core.imports.archives import check_zip_entry
from museion.core.imports.rows import BadRow, Format, Member, Row
from museion.core.imports.streams import BROKEN

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
        yield BadRow(member.name, f"not a workbook that can be read: {error}", is_cut=True)
        return
    if form.sheet and form.sheet not in book.sheetnames:
        names = ", ".join(book.sheetnames)
        yield BadRow(member.name, f"there is no sheet “{form.sheet}”; the sheets are: {names}", is_cut=True)
        return
    sheet = book[form.sheet] if form.sheet else book.worksheets[0]
    rows = sheet.iter_rows(values_only=True, max_row=MOST_ROWS)
    try:
        yield from _read_sheet(f"{member.name}, {sheet.title}", rows)
    except _FLAWED as error:
        yield BadRow(f"{member.name}, {sheet.title}", f"the sheet breaks off here: {error}", is_cut=True)


def _check_package(packed: Any) -> str:
    try:
        with zipfile.ZipFile(packed) as package:
            return next(filter(None, map(check_zip_entry, package.infolist())), "")
    except BROKEN as error:
        return f"the workbook is cut or damaged ({error})"


def _read_sheet(name: str, rows: Iterator[tuple[Any, ...]]) -> Iterator[Row | BadRow]:
    header = [str(cell).strip() if cell is not None else "" for cell in next(rows, ())]
    while header and not header[-1]:
        header.pop()
    if not header:
        yield BadRow(f"{name}, row 1", "there is no header row", is_cut=True)
        return
    for number, cells in enumerate(rows, start=2):
        values = {column: _read_cell(cell) for column, cell in zip(header, cells, strict=False) if column}
        if any(value is not None for value in values.values()):
            yield Row(f"{name}, row {number}", values)


def _read_cell(cell: Any) -> Any:
    if isinstance(cell, datetime) and cell.time() == time.min:
        return cell.date().isoformat()
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    # A workbook keeps every number as a float; an identifier like 1234 must not become 1234.0.
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
