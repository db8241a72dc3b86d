"""What is expected from a looted site, as forms and tables tell it: kinds of object that a find can be compared with."""

from typing import Any

from museion.core.dates import UnreadableDateError, read_date
from museion.core.dates.days import get_year
from museion.screening.matching.facets import Description, load_knowledge, read_facets


class IncomparableError(ValueError):
    """No find could ever agree with it. `part`: `object_type`, `materials` or `period`; `text`: what it says there."""

    def __init__(self, part: str, text: str) -> None:
        super().__init__(f"{part}: {text}")
        self.part = part
        self.text = text[:80]


def read_expected_type(word: str, materials: str, period: str, description: str = "") -> dict[str, Any]:
    """One entry of `LootedSite.expected_types`. Raises `IncomparableError`."""
    facets = read_facets(Description(object_type=word, materials=materials), load_knowledge())
    if not facets.forms:
        raise IncomparableError("object_type", word)
    if materials and not facets.materials:
        raise IncomparableError("materials", materials)
    first, last = _read_period(period)
    return {
        "object_type": word[:200],
        "materials": materials[:200],
        "period_from": first,
        "period_to": last,
        "description": description,
    }


def read_looting_year(text: str) -> int | None:
    """In any digits. Raises `ValueError` for what is none."""
    if text and (not text.isdecimal() or not 1000 <= int(text[:6]) <= 2999):
        raise ValueError(text)
    return int(text) if text else None


def _read_period(text: str) -> tuple[int | None, int | None]:
    """First and last year, astronomical."""
    if not text:
        return None, None
    try:
        date = read_date(text)
    except UnreadableDateError as error:
        raise IncomparableError("period", text) from error
    bounds = (date.earliest, date.latest)
    first, last = (None if day is None else get_year(day) for day in bounds)
    return first, last
