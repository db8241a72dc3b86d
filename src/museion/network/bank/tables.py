"""Payments as a table with a head line: `date`, `amount`, `currency`, `reference`, `text`, and if known `payer`."""

import csv
import io
from datetime import date
from decimal import Decimal, InvalidOperation

from museion.network.bank.entries import BankFileError, Entry

_COLUMNS = {"date", "amount", "currency", "reference", "text"}


def read_table(content: bytes) -> list[Entry]:
    """Comma, semicolon or tab, UTF-8; amounts with a point, as `85.00`."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BankFileError(f"byte {error.start}: the table is not UTF-8") from error
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    rows = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    missing = _COLUMNS - {(name or "").strip().lower() for name in rows.fieldnames or ()}
    if missing:
        raise BankFileError(f"line 1: the head line lacks {', '.join(sorted(missing))}")
    entries = [_read(row, rows.line_num) for row in rows]
    return [entry for entry in entries if entry.amount > 0]


def _read(row: dict[str | None, str | list[str] | None], line: int) -> Entry:
    cells = {(name or "").strip().lower(): str(value or "").strip() for name, value in row.items()}
    try:
        amount, booked = Decimal(cells["amount"]), date.fromisoformat(cells["date"])
    except InvalidOperation as error:
        raise BankFileError(f"line {line}: “{cells['amount']}” is no amount such as 85.00") from error
    except ValueError as error:
        raise BankFileError(f"line {line}: “{cells['date']}” is no day such as 2026-03-14") from error
    if not amount.is_finite() or not cells["reference"]:
        raise BankFileError(f"line {line}: an amount and the bank's reference are needed")
    return Entry(
        cells["reference"],
        amount,
        cells["currency"].upper(),
        booked,
        cells["text"],
        cells.get("payer", ""),
        f"line {line}",
    )
