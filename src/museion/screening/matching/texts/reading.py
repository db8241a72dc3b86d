"""What a free text says of sizes, years and numbers, for questions that come as one text."""

import re
from dataclasses import replace
from functools import lru_cache

from museion.core.dates import UnreadableDateError, read_date
from museion.core.dates.days import get_year
from museion.heritage.formats.measurements import read_measurements
from museion.screening.matching.texts.records import ObjectText

_NOT_SIZES = frozenset({"weight", "duration", "circumference"})
_BEFORE = r"(?:c\.|ca\.?|circa|about|around|vers|hacia|um|verso)\s*"
_ERA = r"(?:\s*(?:B\.?C\.?E?\.?|A\.?D\.?|av\.\s*J\.-C\.|a\.\s*C\.|v\.\s*Chr\.))"
_CENTURIES = (
    r"(?:\d{1,2}(?:st|nd|rd|th|e|er|ème|\.)?|[IVX]{1,5}e?)\s*(?:century|centuries|siècle|Jahrhundert|Jh\.|secolo)"
)
# A number with a unit, a sign of multiplication or another digit beside it is no year.
_YEARS = r"(?<![\d.,/x×])\d{3,4}s?(?:\s*[-–/]\s*\d{2,4})?(?![\d,/]*\s*(?:mm|cm|m|kg|g|in|x|×|\d)(?![a-z]))"
_DATES = re.compile(
    rf"{_CENTURIES}{_ERA}?|siglo\s+[IVX]+{_ERA}?|(?<!\w){_BEFORE}\d{{1,4}}s?(?:\s*[-–]\s*\d{{1,4}})?{_ERA}?(?!\w)|{_YEARS}{_ERA}?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?<!\w)(?:lots?|no|nr|n[°º]|inv|nos)\W{0,3}\d[\d./-]*", re.IGNORECASE)
_INVENTORIED = re.compile(
    r"(?<!\w)(?:inv(?:entory|entaire|entario|entar)?|accession|acc)\b[\s.-]*(?:no|nr|n[°º]|num\w*|number|nummer|numéro|número)?"
    r"\.?\s*:?\s*([A-Z]{0,6}[ .-]?\d[\w./-]*\w|\d)",
    re.IGNORECASE,
)
_PLAIN_YEAR = re.compile(r"1[0-9]{3}|20[0-2][0-9]")
# What an expression means that spans more than this is no help to tell objects apart.
_WIDEST = 1000


def complete(record: ObjectText) -> ObjectText:
    """The record with sizes, years and an inventory number that only its free text states."""
    if not record.text:
        return record
    return replace(
        record,
        measurements=record.measurements or find_sizes(record.text),
        years=record.years or find_years(record.text),
        inventory_number=record.inventory_number or find_inventory_number(record.text),
    )


def find_sizes(text: str) -> tuple[float, ...]:
    """Millimetres of the first thing measured; a frame or a plate that is named after it is another thing."""
    sides: dict[str, float] = {}
    part = ""
    for found in read_measurements(text):
        if found.dimension in _NOT_SIZES:
            continue
        if found.dimension in sides or (sides and found.part not in {"", part}):
            break
        part = found.part or part
        sides[found.dimension] = found.normalised
    return tuple(sides.values())


def find_inventory_number(text: str) -> str:
    """What follows “inv. no.” and the like."""
    found = _INVENTORIED.search(text)
    return found[1] if found else ""


def find_years(text: str) -> tuple[int, int] | None:
    """First and last year of all dates in the text that can be read."""
    spans = [span for match in _DATES.finditer(_NUMBERED.sub(" ", text)) if (span := _read_years(match[0].strip()))]
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None


@lru_cache(maxsize=4096)
def _read_years(words: str) -> tuple[int, int] | None:
    """A bare number below 1000 or beyond today is a count or a lot, not a year."""
    if words.isdecimal() and not _PLAIN_YEAR.fullmatch(words):
        return None
    try:
        date = read_date(words)
    except UnreadableDateError:
        return None
    if date.earliest is None or date.latest is None:
        return None
    first, last = get_year(date.earliest), get_year(date.latest)
    return (first, last) if last - first <= _WIDEST else None
