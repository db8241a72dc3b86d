"""A looted site as somebody tells it in a form: where, when, and what is expected to turn up from it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from museion.core.countries import is_country
from museion.screening.incoming.expected_types import IncomparableError, read_expected_type, read_looting_year

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
    try:
        return read_expected_type(word, materials, period)
    except IncomparableError as error:
        told = {
            "object_type": _(
                "“%(word)s” is no kind of object that can be compared; write jar, figurine, coin, relief…"
            ),
            "materials": _("“%(word)s” is no material that can be compared; write stone, bronze, earthenware…"),
            "period": _("“%(word)s” is no period; write it as 2600–1900 BCE or 7th century."),
        }
        raise UnusableSiteError(told[error.part] % {"word": error.text}) from error


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
    try:
        return read_looting_year(text)
    except ValueError as error:
        told_text = _("“%(text)s” is no year of looting; write it as 2011.")
        raise UnusableSiteError(told_text % {"text": text[:40]}) from error
