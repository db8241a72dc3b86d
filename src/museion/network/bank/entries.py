"""One line of a bank's statement: money that came in."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

_INVOICE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/ ]\s?(\d{6,9})(?!\d)")


class BankFileError(ValueError):
    """The file is no bank statement; the message says where it stops being one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`reference`: the bank's own, by which an entry that comes twice is known. `text`: what the payer wrote."""

    reference: str
    amount: Decimal
    currency: str
    booked_date: date
    text: str
    payer: str = ""
    place: str = ""

    @property
    def invoice_numbers(self) -> tuple[str, ...]:
        """Invoices that the payer names, as `2026-000123`, also with a space or slash for the hyphen."""
        return tuple(dict.fromkeys(f"{year}-{number}" for year, number in _INVOICE.findall(self.text)))
