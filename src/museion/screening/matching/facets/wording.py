"""Codes of facets in a reader's language: `jar` → jarre, `SY` → Syrie, `-1500..300` → 1501 av. J.-C. – 300."""

import json
from functools import lru_cache
from importlib.resources import files

from museion.core.countries import get_country_name, is_country
from museion.core.languages import LanguageMap
from museion.screening.matching.facets.description import Years
from museion.screening.matching.facets.knowledge import read_words

_BEFORE_OUR_ERA = LanguageMap(en="{year} BCE", fr="{year} av. J.-C.", es="{year} a. C.", ar="{year} ق.م")


def name_codes(codes: tuple[str, ...], language: str) -> str:
    comma = "، " if language.startswith("ar") else ", "
    return comma.join(name_code(code, language) for code in codes)


@lru_cache(maxsize=8192)
def name_code(code: str, language: str) -> str:
    """A concept, country or people by name; what has none (a year, a sum) stays as it is."""
    if len(code) == 2 and code.isupper() and is_country(code):
        return get_country_name(code, language)
    labels = _load_labels().get(code)
    return labels.pick(language).text if labels else code


def name_years(years: Years, language: str) -> str:
    first, last = ("…" if year is None else name_year(year, language) for year in (years.first, years.last))
    return first if years.first == years.last else f"{first} – {last}"


def name_year(year: int, language: str) -> str:
    """Astronomical years count from zero: 0 is 1 BCE."""
    if year > 0:
        return str(year)
    return _BEFORE_OUR_ERA.pick(language).text.replace("{year}", str(1 - year))


@lru_cache(maxsize=1)
def _load_labels() -> dict[str, LanguageMap]:
    labels: dict[str, LanguageMap] = {}
    for slug in ("object-types", "materials-techniques"):
        text = (files("museion.vocabulary") / "thesauri" / f"{slug}.json").read_text("utf-8")
        labels |= {concept["id"]: LanguageMap(concept["labels"]) for concept in json.loads(text)["concepts"]}
    labels |= {code: LanguageMap(names) for code, names in read_words("peoples").items()}
    for code, entry in read_words("origins")["named"].items():
        labels.setdefault(code, LanguageMap(en=entry["labels"][0]))
    return labels
