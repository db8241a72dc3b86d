"""One line of a bank's statement: money that came in, or a line that could not be read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

_INVOICE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/ ]\s?(\d{6,9})(?!\d)")
_POINT = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
_COMMA = re.compile(r"[+-]?(\d+|\d{1,3}([. ]\d{3})+),\d{1,2}")
_DOTTED_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


class BankFileError(ValueError):
    """The file is no bank statement; the message says where it stops being one."""


class Fault(StrEnum):
    """Why a line could not be read."""

    AMOUNT = "no_amount"
    DAY = "no_day"


class UnreadableError(ValueError):
    """This line cannot be read; the next ones may."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Entry:
    """`reference`: the bank's own, by which an entry that comes twice is known. `text`: what the payer wrote."""

    reference: str
    amount: Decimal
    currency: str
    booked_date: date
    text: str
    payer: str = ""
    line: int = 0

    @property
    def invoice_numbers(self) -> tuple[str, ...]:
        """Invoices that the payer names, as `2026-000123`, also with a space or slash for the hyphen."""
        return tuple(dict.fromkeys(f"{year}-{number}" for year, number in _INVOICE.findall(self.text)))


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line of which the amount or the day is missing. `text`: what stands in it."""

    line: int
    fault: Fault
    text: str


Read = Entry | Unreadable


@dataclass(frozen=True, slots=True)
class Statement:
    """What a file holds: what can be booked, and lines for a person to look at."""

    entries: list[Entry]
    unreadable: list[Unreadable]


def make_statement(lines: Iterable[Read]) -> Statement:
    held = list(lines)
    entries = [line for line in held if isinstance(line, Entry)]
    return Statement(entries, [line for line in held if isinstance(line, Unreadable)])


def read_amount(text: str) -> Decimal:
    """As `1,234.50`, or as banks of the continent write it: `1.234,50`. `1,234` alone is a thousand and more."""
    written = text.strip().replace("\u00a0", " ")
    if _COMMA.fullmatch(written):
        written = written.replace(".", "").replace(" ", "").replace(",", ".")
    elif _POINT.fullmatch(written):
        written = written.replace(",", "")
    else:
        raise UnreadableError(Fault.AMOUNT)
    try:
        return Decimal(written)
    except InvalidOperation as error:
        raise UnreadableError(Fault.AMOUNT) from error


def read_day(text: str) -> date:
    """As `2026-03-14` or `14.03.2026`; with slashes nobody can tell the day from the month."""
    dotted = _DOTTED_DAY.fullmatch(text.strip())
    try:
        if dotted:
            day, month, year = map(int, dotted.groups())
            return date(year, month, day)
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise UnreadableError(Fault.DAY) from error
