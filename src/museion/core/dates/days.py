"""Arithmetic of day numbers, and the EDTF spelling of years, months and days."""

from calendar import monthrange
from dataclasses import dataclass

# How far a “circa” reaches: Carnegie Museum of Art states five years either way for 4 of 5 of its “c. 1934”.
CIRCA_YEARS = 5
CIRCA_DECADE = 10
CIRCA_CENTURY = 25


def make_day_number(year: int, month: int = 1, day: int = 1) -> int:
    return year * 10000 + month * 100 + day


def get_year(day_number: int) -> int:
    return day_number // 10000


def shift_years(day_number: int, years: int) -> int:
    return day_number + years * 10000


def get_last_day(year: int, month: int = 12) -> int:
    """The last day of the month, in the proleptic Gregorian calendar that ISO 8601 counts in."""
    # The calendar repeats every 400 years; Python's begins in year 1.
    return make_day_number(year, month, monthrange(year % 400 + 2000, month)[1])


def get_next_day(day_number: int) -> int:
    year, month, _ = split_day_number(day_number)
    if day_number < get_last_day(year, month):
        return day_number + 1
    return make_day_number(year, month + 1) if month < 12 else make_day_number(year + 1)


def get_previous_day(day_number: int) -> int:
    year, month, day = split_day_number(day_number)
    if day > 1:
        return day_number - 1
    return get_last_day(year, month - 1) if month > 1 else get_last_day(year - 1)


def split_day_number(day_number: int) -> tuple[int, int, int]:
    year, rest = divmod(day_number, 10000)
    return year, rest // 100, rest % 100


def write_year(year: int) -> str:
    """`1914`, `-0043`, `Y-12000` for years beyond four digits (ISO 8601-2, level 1)."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"


@dataclass(frozen=True, slots=True)
class Span:
    """From a first to a last day, with the EDTF of the whole, of its beginning and of its end. None is open."""

    earliest: int | None
    latest: int | None
    edtf: str
    begins: str = ""
    ends: str = ""

    @property
    def first(self) -> str:
        return self.begins or self.edtf

    @property
    def last(self) -> str:
        return self.ends or self.edtf


def make_interval(first: Span, last: Span) -> Span:
    """From the beginning of one to the end of the other; a swapped pair is put in order."""
    if first.earliest is not None and last.latest is not None and first.earliest > last.latest:
        first, last = last, first
    return Span(first.earliest, last.latest, f"{first.first}/{last.last}", first.first, last.last)


def make_years(first: int, last: int) -> Span:
    begins, ends = write_year(first), write_year(last)
    edtf = begins if first == last else f"{begins}/{ends}"
    return Span(make_day_number(first), get_last_day(last), edtf, begins, ends)
