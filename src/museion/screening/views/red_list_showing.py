"""A type of a Red List as pages and cards show it: every facet in the reader's words."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from museion.core.countries import fold_name, get_country_name
from museion.core.languages import LanguageMap
from museion.screening.matching.facets import Years, load_knowledge
from museion.screening.matching.facets.wording import name_code, name_codes, name_years
from museion.screening.models import RedListType
from museion.screening.terms import Certainty
from museion.vocabulary.sample import read_labels


@dataclass(frozen=True, slots=True)
class ShownType:
    """`size`: the longest side, in centimetres."""

    row: RedListType
    kinds: str
    materials: str
    origin: str
    period: str
    size: str
    certainty: Any


def show_type(row: RedListType, language: str) -> ShownType:
    years = Years(row.period_from, row.period_to)
    return ShownType(
        row=row,
        kinds=name_codes(tuple(row.object_types), language),
        materials=name_codes(tuple(row.materials), language),
        origin=", ".join(
            [*name_countries(row.countries, language), *(name_code(code, language) for code in row.cultures)]
        ),
        period=name_years(years, language) if years != Years() else "",
        size=_write_size(row.least_side, row.most_side),
        certainty=Certainty(row.certainty).label,
    )


def name_countries(codes: Iterable[str], language: str) -> list[str]:
    return sorted((get_country_name(code, language) for code in codes), key=fold_name)


def _write_size(least: int | None, most: int | None) -> str:
    sides = [f"{side / 10:g}" if side else "" for side in (least, most)]
    if all(sides):
        return f"{sides[0]}–{sides[1]} cm"
    return f"≤ {sides[1]} cm" if sides[1] else f"≥ {sides[0]} cm" if sides[0] else ""


@lru_cache(maxsize=1)
def get_families() -> dict[str, LanguageMap]:
    """The broadest object types, by which people browse."""
    tops = {next(iter(_climb(code))) for code in read_labels("object-types")}
    labels = read_labels("object-types")
    return {code: labels[code] for code in sorted(tops)}


def list_families(row: RedListType) -> set[str]:
    return {top for code in row.object_types for top in _climb(code)}


def _climb(code: str) -> set[str]:
    """The concepts above that have none above themselves."""
    above = load_knowledge().form_tree.above
    reached = above.get(code, frozenset([code]))
    return {top for top in reached if above.get(top, frozenset([top])) == frozenset([top])}
