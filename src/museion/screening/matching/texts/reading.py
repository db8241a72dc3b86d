"""What a free text says of sizes and years, for questions that come as one text."""

import re
from dataclasses import replace

from museion.screening.matching.texts.records import ObjectText

_UNITS = {
    "mm": 1.0,
    "cm": 10.0,
    "m": 1000.0,
    "in": 25.4,
    "inch": 25.4,
    "inches": 25.4,
    '"': 25.4,
    "”": 25.4,
    "ft": 304.8,
}
_NUMBER = r"\d+(?:[.,]\d+)?(?:\s+\d+/\d+)?"
_SIZES = re.compile(
    rf"({_NUMBER}(?:\s*(?:x|×|by|par|por|\*)\s*{_NUMBER}){{0,3}})\s*(mm|cm|m|inches|inch|in|ft|\"|”)(?![a-z])",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d.,])(1[0-9]{3}|20[0-2][0-9])(?![\d.,]*\s*(?:mm|cm|x|×))")


def complete(record: ObjectText) -> ObjectText:
    """The record with sizes and years that only its free text states."""
    if not record.text:
        return record
    sizes = record.measurements or find_sizes(record.text)
    return replace(record, measurements=sizes, years=record.years or find_years(record.text))


def find_sizes(text: str) -> tuple[float, ...]:
    """Millimetres of the first group of measurements that states a unit."""
    found = _SIZES.search(text)
    if not found:
        return ()
    factor = _UNITS[found[2].lower()]
    return tuple(_read_number(number) * factor for number in re.findall(_NUMBER, found[1]))


def find_years(text: str) -> tuple[int, int] | None:
    years = [int(year) for year in _YEAR.findall(text)]
    return (min(years), max(years)) if years else None


def _read_number(text: str) -> float:
    whole, _, fraction = text.replace(",", ".").partition(" ")
    value = float(whole)
    if "/" in fraction:
        above, below = fraction.split("/")
        value += float(above) / float(below) if float(below) else 0.0
    return value
