"""Whether one facet of an object agrees with what is asked: yes, no, or not to be told from what is stated."""

from collections.abc import Iterable

from museion.screening.matching.facets.description import Facets, Years
from museion.screening.matching.facets.knowledge import Hierarchy

# A measured side may be this much beyond what a type states: frames, mounts and rounding.
SIZE_TOLERANCE = 1.25


def judge_forms(facets: Facets, asked: frozenset[str], tree: Hierarchy) -> bool | None:
    """A jar is a vessel; a vessel may be a jar; what a title names besides may be shown, not be."""
    certain = _judge_codes(facets.forms, asked, tree)
    if certain is False and not asked.isdisjoint(tree.widen(facets.other_forms)):
        return None
    return certain


def judge_materials(facets: Facets, asked: frozenset[str], tree: Hierarchy) -> bool | None:
    return _judge_codes(facets.materials, asked, tree)


def _judge_codes(stated: frozenset[str], asked: frozenset[str], tree: Hierarchy) -> bool | None:
    if not stated:
        return None
    if not asked.isdisjoint(tree.widen(stated)):
        return True
    is_wider = any(tree.could_be(code, wanted) for code in stated for wanted in asked)
    return None if is_wider else False


def judge_origin(
    facets: Facets, countries: frozenset[str], peoples: Iterable[str], lands: frozenset[str]
) -> bool | None:
    """By people, else by country. Of several possible countries all must be asked for.

    `lands`: the countries of the peoples. Where a type names peoples alone, a country cannot prove but only exclude it.
    """
    asked_peoples = frozenset(peoples)
    if facets.peoples & asked_peoples:
        return True
    if asked_peoples and facets.peoples and not countries:
        return False
    if not facets.countries:
        return None
    if facets.countries.isdisjoint(countries | lands):
        return False
    return True if facets.countries <= countries else None


def judge_years(stated: Years | None, asked: Years) -> bool | None:
    """Yes where at least half of the stated span lies within, no where none of it does."""
    if stated is None:
        return None
    if _is_before(stated.last, asked.first) or _is_before(asked.last, stated.first):
        return False
    if stated.first is None or stated.last is None:
        return _judge_open(stated, asked)
    first = stated.first if asked.first is None else max(stated.first, asked.first)
    last = stated.last if asked.last is None else min(stated.last, asked.last)
    return True if 2 * (last - first + 1) >= stated.last - stated.first + 1 else None


def _is_before(last: int | None, first: int | None) -> bool:
    return last is not None and first is not None and last < first


def _judge_open(stated: Years, asked: Years) -> bool | None:
    """`Before 1500` lies within what is asked only if that is open on the same side."""
    begins_within = asked.first is None or (stated.first is not None and stated.first >= asked.first)
    ends_within = asked.last is None or (stated.last is not None and stated.last <= asked.last)
    return True if begins_within and ends_within else None


def judge_size(measurements: tuple[float, ...], least: int | None, most: int | None) -> bool | None:
    """The longest side; only what is measured can speak against a type."""
    if not measurements:
        return None
    longest = max(measurements)
    if most is not None and longest > most * SIZE_TOLERANCE:
        return False
    return not (least is not None and longest * SIZE_TOLERANCE < least)
