"""Payments as a table with a head line: `date`, `amount`, `currency`, `reference`, `text`, and if known `payer`."""

import csv
import io
from collections.abc import Sequence

from museion.core.tables import UnreadableTableError, guess_delimiter, name_line
from museion.core.wording import Wording, get_message
from museion.network.bank.entries import (
    BankFileError,
    Entry,
    Read,
    Statement,
    Unreadable,
    UnreadableError,
    make_statement,
    read_amount,
    read_day,
)

_COLUMNS = {"date", "amount", "currency", "reference", "text"}


def read_table(content: bytes) -> Statement:
    """Comma, semicolon or tab, UTF-8. A line that cannot be read stops no other."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BankFileError(Wording("byte %(byte)s: the table is not UTF-8", byte=str(error.start))) from error
    head = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=guess_delimiter(head))
    try:
        with name_line(rows):
            _check_head(rows.fieldnames or ())
            lines = [_read(row, rows.line_num) for row in rows]
    except UnreadableTableError as error:
        raise BankFileError(get_message(error)) from error
    return make_statement(line for line in lines if isinstance(line, Unreadable) or line.amount > 0)


def _check_head(names: Sequence[str]) -> None:
    missing = _COLUMNS - {(name or "").strip().lower() for name in names}
    if missing:
        raise BankFileError(Wording("line 1: the head line lacks %(names)s", names=sorted(missing)))


def _read(row: dict[str | None, str | list[str] | None], line: int) -> Read:
    cells = {(name or "").strip().lower(): str(value or "").strip() for name, value in row.items()}
    try:
        amount, booked = read_amount(cells["amount"]), read_day(cells["date"])
    except UnreadableError as error:
        return Unreadable(line, error.fault, delimit(cells))
    return Entry(
        cells["reference"],
        amount,
        cells["currency"].upper(),
        booked,
        cells["text"],
        cells.get("payer", ""),
        line,
    )


def delimit(cells: dict[str, str]) -> str:
    """The line as one text, for whoever looks at it."""
    return " | ".join(value for value in cells.values() if value)
