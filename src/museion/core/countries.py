"""Countries by ISO 3166-1 alpha-2 code, with their CLDR names."""

import unicodedata
from functools import lru_cache

from babel import Locale, UnknownLocaleError

# CLDR lists groupings, unassigned and test codes beside countries.
_NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"})


@lru_cache(maxsize=16)
def get_countries(language: str) -> dict[str, str]:
    """Code to name in the language, in the order of the codes."""
    try:
        territories = Locale.parse(language, sep="-").territories
    except (UnknownLocaleError, ValueError):
        territories = Locale("en").territories
    names = {code: str(name) for code, name in territories.items() if len(code) == 2 and code.isalpha()}
    return {code: names[code] for code in sorted(names) if code not in _NOT_COUNTRIES}


@lru_cache(maxsize=16)
def list_countries(language: str) -> list[tuple[str, str]]:
    """Code and name in the order of the names, as readers look for them: Åland and Österreich stand under A and O."""
    return sorted(get_countries(language).items(), key=lambda held: fold_name(held[1]))


def fold_name(name: str) -> str:
    """What sorts names as readers look for them."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(part for part in decomposed if not unicodedata.combining(part))


def is_country(code: str) -> bool:
    return code in get_countries("en")


def get_country_name(code: str, language: str) -> str:
    return get_countries(language).get(code, code)
