"""Which classes an object falls under on a given day."""

from datetime import date

from museion.screening.matching.facets import (
    Answer,
    Facets,
    Ground,
    Knowledge,
    Years,
)
from museion.screening.matching.facets.judging import judge_forms
from museion.screening.matching.law.classes import LawAnswer, LawClass, load_classes
from museion.screening.matching.law.finds import judge_dismembered, judge_find

# Of a class that asks for more facts than these, nothing useful can be said yet.
MOST_MISSING = 2


def classify_facets(facets: Facets, value_eur: float | None, on_date: date, knowledge: Knowledge) -> list[LawAnswer]:
    current = (law for law in load_classes() if law.applies_from <= on_date.isoformat())
    return [answer for law in current if (answer := _classify(law, facets, value_eur, on_date, knowledge))]


def _classify(
    law: LawClass, facets: Facets, value_eur: float | None, on_date: date, knowledge: Knowledge
) -> LawAnswer | None:
    grounds = [
        ground
        for ground in (
            _judge_kind(law, facets, knowledge),
            judge_find(facets, knowledge) if law.is_find else None,
            judge_dismembered(facets, knowledge) if law.is_dismembered else None,
            _judge_age(law, facets, on_date),
            _judge_value(law, value_eur),
            _judge_place(law, facets),
            *(Ground(facet, agrees=None, stated=facets.written.get("form", "")) for facet in law.asks),
        )
        if ground
    ]
    missing = sum(ground.is_missing for ground in grounds)
    if any(ground.agrees is False for ground in grounds) or missing > MOST_MISSING:
        return None
    return LawAnswer(law, Answer.MAY_FALL if missing else Answer.FALLS, tuple(grounds))


def _judge_kind(law: LawClass, facets: Facets, knowledge: Knowledge) -> Ground | None:
    if not law.forms:
        return None
    agrees = judge_forms(facets, law.forms, knowledge.form_tree)
    if agrees and law.other_than and judge_forms(facets, law.other_than, knowledge.form_tree):
        agrees = False
    return Ground("form", agrees, facets.written.get("form", ""), tuple(sorted(law.forms)))


def _judge_age(law: LawClass, facets: Facets, on_date: date) -> Ground | None:
    if law.older_than is None:
        return None
    limit = on_date.year - law.older_than
    agrees = _is_before(facets.years, limit)
    return Ground("period", agrees, facets.written.get("period", ""), (f"< {limit}",))


def _is_before(years: Years | None, limit: int) -> bool | None:
    if years is None:
        return None
    if years.last is not None and years.last < limit:
        return True
    return False if years.first is not None and years.first >= limit else None


def _judge_value(law: LawClass, value_eur: float | None) -> Ground | None:
    if law.least_value is None:
        return None
    agrees = None if value_eur is None else value_eur >= law.least_value
    return Ground("value", agrees, "" if value_eur is None else f"€{value_eur:,.0f}", (f"≥ €{law.least_value:,.0f}",))


def _judge_place(law: LawClass, facets: Facets) -> Ground | None:
    """Created or discovered outside the territory of those who made the rule."""
    if not law.outside:
        return None
    stated = facets.written.get("origin", "")
    if not facets.countries:
        return Ground("origin", agrees=None, stated=stated)
    if facets.countries.isdisjoint(law.outside):
        return Ground("origin", agrees=True, stated=stated)
    return Ground("origin", agrees=False if facets.countries <= law.outside else None, stated=stated)
