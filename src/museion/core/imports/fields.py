"""Reading one field of a row as a record's column wants it; each raises `FieldError` in the words of whoever made the file."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models

from museion.core.countries import is_country
from museion.core.dates import HistoricalDate, UnreadableDateError, read_date
from museion.core.imports.registry import FieldError
from museion.core.languages import InvalidLanguageError, LanguageMap, read_language_map
from museion.core.places import look_swapped
from museion.core.wording import Wording, get_message

Values = Mapping[str, Any]
KEPT_AS_WRITTEN = Wording("kept as written")


def tell_too_long(text: str, longest: int) -> Wording:
    return Wording("at most %(longest)s characters, found %(found)s", longest=str(longest), found=str(len(text)))


def tell_choices(codes: Iterable[str]) -> Wording:
    return Wording("one of %(codes)s", codes=list(codes))


def tell_fate(expected: str, fate: str = KEPT_AS_WRITTEN) -> Wording:
    """What was expected, and what became of the value."""
    return Wording("%(expected)s; %(fate)s", expected=expected, fate=fate)


def _tell_swapped(expected: str) -> Wording:
    return Wording("%(expected)s; latitude and longitude look swapped", expected=expected)


def read_text(values: Values, name: str, longest: int = 0) -> str:
    value = values.get(name)
    if isinstance(value, dict | list):
        raise FieldError(name, value, Wording("one text"))
    text = "" if value is None else str(value).strip()
    if longest and len(text) > longest:
        raise FieldError(name, text, tell_too_long(text, longest))
    return text


def read_texts(values: Values, name: str) -> LanguageMap:
    """Texts by language."""
    value = values.get(name)
    if isinstance(value, Mapping):
        value = {tag: str(text) for tag, text in value.items() if text is not None}
    elif value is not None:
        value = str(value)
    try:
        return read_language_map(value)
    except InvalidLanguageError as error:
        raise FieldError(name, value, Wording("texts by language: %(why)s", why=get_message(error))) from error


def read_list(values: Values, name: str) -> list[Any]:
    value = values.get(name)
    return value if isinstance(value, list) else [] if value is None else [value]


def read_choice(values: Values, name: str, choices: type[models.TextChoices], default: str = "") -> str:
    text = read_text(values, name) or default
    if text and text not in _get_codes(choices):
        raise FieldError(name, text, tell_choices(choices.values))
    return text


@lru_cache(maxsize=256)
def _get_codes(choices: type[models.TextChoices]) -> frozenset[str]:
    return frozenset(choices.values)


def read_choices(values: Values, name: str, choices: type[models.TextChoices]) -> list[str]:
    return list(dict.fromkeys(read_choice({name: text}, name, choices) for text in read_list(values, name)))


def read_country(values: Values, name: str = "country") -> str:
    code = read_text(values, name)
    if code and not is_country(code):
        raise FieldError(name, code, Wording("a country's code of two letters (ISO 3166-1), such as BR"))
    return code


def read_countries(values: Values, name: str) -> list[str]:
    return list(dict.fromkeys(read_country({name: code}, name) for code in read_list(values, name)))


def read_coordinates(values: Values, countries: Sequence[str] = ()) -> tuple[float | None, float | None]:
    """Latitude and longitude in degrees, both or neither. `countries`: where the point ought to be, if that is known."""
    latitude, longitude = (_read_degrees(values, name) for name in ("latitude", "longitude"))
    if latitude is not None and abs(latitude) > 90:
        swapped = longitude is not None and abs(longitude) <= 90 and abs(latitude) <= 180
        told = Wording("degrees from -90 to 90")
        raise FieldError("latitude", latitude, _tell_swapped(told) if swapped else told)
    if longitude is not None and abs(longitude) > 180:
        raise FieldError("longitude", longitude, Wording("degrees from -180 to 180"))
    if (latitude is None) != (longitude is None):
        stated = "latitude" if longitude is None else "longitude"
        raise FieldError(stated, values.get(stated), Wording("both latitude and longitude, one is missing"))
    if latitude is not None and longitude is not None and look_swapped(latitude, longitude, countries):
        expected = _tell_swapped(Wording("a place in %(countries)s", countries=list(countries)))
        raise FieldError("latitude", f"{latitude}, {longitude}", expected)
    return latitude, longitude


def _read_degrees(values: Values, name: str) -> float | None:
    value = values.get(name)
    if value in (None, ""):
        return None
    try:
        degrees = float(value)
    except (TypeError, ValueError):
        raise FieldError(name, value, Wording("decimal degrees, such as -23.6026")) from None
    if degrees != degrees:
        raise FieldError(name, value, Wording("decimal degrees, such as -23.6026"))
    return degrees


def read_address(values: Values, name: str, longest: int) -> str:
    """A web address. One that is too long is refused, for a cut one leads elsewhere."""
    text = read_text(values, name, longest)
    if text and (not text.lower().startswith(("http://", "https://")) or any(mark in text for mark in ' <>"\n\t')):
        raise FieldError(name, text, Wording("a web address that begins with http:// or https://"))
    return text


def read_email(values: Values, name: str) -> str:
    text = read_text(values, name, 254)
    try:
        if text:
            validate_email(text)
    except ValidationError:
        raise FieldError(name, text, Wording("an e-mail address")) from None
    return text


def read_day(values: Values, name: str) -> date | None:
    text = read_text(values, name)
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        raise FieldError(name, text, Wording("a day such as 2004-10-08")) from None


def read_historical_date(
    values: Values, name: str, longest: int, warnings: list[FieldError], *, fate: str = KEPT_AS_WRITTEN
) -> HistoricalDate:
    """A date that cannot be read costs its bounds, not the row, and is told with its `fate`: museums write many."""
    text = read_text(values, name, longest)
    try:
        return read_date(text) if text else HistoricalDate("")
    except UnreadableDateError as error:
        warnings.append(FieldError(name, text, tell_fate(error.expected, fate)))
        return HistoricalDate(text)


def read_identifiers(values: Values, name: str = "identifiers") -> dict[str, str]:
    """Identifiers elsewhere by scheme, such as `{"wikidata": "Q190804"}`."""
    value = values.get(name) or {}
    if not isinstance(value, Mapping):
        raise FieldError(name, value, Wording("identifiers by scheme"))
    return {str(scheme): str(text).strip() for scheme, text in value.items() if text not in (None, "")}


def read_origin(values: Values) -> dict[str, Any]:
    """Where the row comes from, as `core.saving` wants it."""
    return {"source": read_text(values, "source", 64), "source_id": read_text(values, "source_id", 255)}
