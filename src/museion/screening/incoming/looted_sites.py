"""A looted site as somebody tells it in a form: where, when, and what is expected to turn up from it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from museion.core.countries import is_country
from museion.core.dates import UnreadableDateError, read_date
from museion.core.dates.days import get_year
from museion.screening.matching.facets import Description, load_knowledge, read_facets

TYPES = 4


class UnusableSiteError(ValueError):
    """What was told cannot be kept; the message says what to change."""


def read_looted_site(told: Mapping[str, str], language: str) -> dict[str, Any]:
    """`told`: `name`, `country`, `place`, `latitude`…, and `type_1`, `materials_1`, `period_1` up to `TYPES`."""
    name, country = told.get("name", "").strip(), told.get("country", "")
    if not name or not is_country(country):
        raise UnusableSiteError(_("Name the site and choose its country."))
    expected = _read_types(told)
    if not expected:
        raise UnusableSiteError(_("Say at least one kind of object that may turn up: nothing else can be compared."))
    latitude, longitude = _read_degrees(told, "latitude", 90), _read_degrees(told, "longitude", 180)
    if (latitude is None) != (longitude is None):
        raise UnusableSiteError(_("Give both latitude and longitude, or neither."))
    description = told.get("description", "").strip()
    return {
        "names": {language: name[:300]},
        "descriptions": {language: description} if description else {},
        "country": country,
        "place": told.get("place", "").strip()[:200],
        "latitude": latitude,
        "longitude": longitude,
        "looted_from_year": _read_year(told, "looted_from"),
        "looted_to_year": _read_year(told, "looted_to"),
        "expected_types": expected,
    }


def _read_types(told: Mapping[str, str]) -> Sequence[dict[str, Any]]:
    return [
        _read_type(word, told.get(f"materials_{place}", "").strip(), told.get(f"period_{place}", "").strip())
        for place in range(1, TYPES + 1)
        if (word := told.get(f"type_{place}", "").strip())
    ]


def _read_type(word: str, materials: str, period: str) -> dict[str, Any]:
    """One that no word of an object could ever agree with would never be found."""
    facets = read_facets(Description(object_type=word, materials=materials), load_knowledge())
    if not facets.forms:
        told = _("“%(word)s” is no kind of object that can be compared; write jar, figurine, coin, relief…")
        raise UnusableSiteError(told % {"word": word[:80]})
    if materials and not facets.materials:
        told = _("“%(word)s” is no material that can be compared; write stone, bronze, earthenware…")
        raise UnusableSiteError(told % {"word": materials[:80]})
    first, last = _read_period(period)
    return {
        "object_type": word[:200],
        "materials": materials[:200],
        "period_from": first,
        "period_to": last,
        "description": "",
    }


def _read_period(text: str) -> tuple[int | None, int | None]:
    """First and last year, astronomical."""
    if not text:
        return None, None
    try:
        date = read_date(text)
    except UnreadableDateError as error:
        told = _("“%(text)s” is no period; write it as 2600–1900 BCE or 7th century.")
        raise UnusableSiteError(told % {"text": text[:80]}) from error
    bounds = (date.earliest, date.latest)
    first, last = (None if day is None else get_year(day) for day in bounds)
    return first, last


def _read_degrees(told: Mapping[str, str], name: str, most: int) -> float | None:
    text = told.get(name, "").strip().replace(",", ".")
    try:
        degrees = float(text) if text else None
    except ValueError:
        degrees = float("nan")
    if degrees is not None and not -most <= degrees <= most:
        raise UnusableSiteError(_("“%(text)s” is no place; write decimal degrees such as 31.32.") % {"text": text[:40]})
    return degrees


def _read_year(told: Mapping[str, str], name: str) -> int | None:
    text = told.get(name, "").strip()
    if not text:
        return None
    if not text.isdecimal() or not 1000 <= int(text[:6]) <= 2999:
        raise UnusableSiteError(_("“%(text)s” is no year of looting; write it as 2011.") % {"text": text[:40]})
    return int(text)
