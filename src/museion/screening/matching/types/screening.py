"""Compares an object with all types at once."""

from collections.abc import Iterable

from museion.screening.matching.facets import (
    Answer,
    Description,
    Facets,
    Ground,
    Knowledge,
    load_knowledge,
    read_facets,
)
from museion.screening.matching.facets.judging import (
    judge_forms,
    judge_materials,
    judge_origin,
    judge_size,
    judge_years,
)
from museion.screening.matching.types.types import RiskType, TypeAnswer

# With more facets unknown, everything would have to be called possible.
MOST_MISSING = 2


class TypeScreen:
    """All types, ready to be asked about many objects."""

    def __init__(self, types: Iterable[RiskType], knowledge: Knowledge | None = None) -> None:
        self._knowledge = knowledge or load_knowledge()
        self._types = [(each, self._find_lands(each)) for each in types]

    def screen(self, description: Description) -> list[TypeAnswer]:
        return self.screen_facets(read_facets(description, self._knowledge))

    def screen_facets(self, facets: Facets) -> list[TypeAnswer]:
        """What the object falls under, then what it may fall under, the best confirmed first."""
        answers = [answer for each, lands in self._types if (answer := self._judge(each, lands, facets))]
        return sorted(answers, key=_rank)

    def _find_lands(self, asked: RiskType) -> frozenset[str]:
        facts = self._knowledge.origin_facts
        return frozenset().union(*(facts[people].countries for people in asked.peoples if people in facts))

    def _judge(self, asked: RiskType, lands: frozenset[str], facets: Facets) -> TypeAnswer | None:
        """None as soon as one facet speaks against the type."""
        origin = judge_origin(facets, asked.countries, asked.peoples, lands)
        form = judge_forms(facets, asked.forms, self._knowledge.form_tree)
        if origin is False or form is False:
            return None
        material = period = None
        if asked.materials:
            material = judge_materials(facets, asked.materials, self._knowledge.material_tree)
        if asked.years:
            period = judge_years(facets.years, asked.years)
        size = judge_size(facets.measurements, asked.least_side, asked.most_side)
        if (asked.materials and material is False) or (asked.years and period is False) or size is False:
            return None
        return _answer(
            asked, facets, {"form": form, "material": material, "origin": origin, "period": period, "size": size}
        )


def _answer(asked: RiskType, facets: Facets, agreements: dict[str, bool | None]) -> TypeAnswer | None:
    codes = {
        "form": tuple(sorted(asked.forms)),
        "material": tuple(sorted(asked.materials)),
        "origin": (*sorted(asked.countries), *sorted(asked.peoples)),
        "period": (str(asked.years),) if asked.years else (),
        "size": _write_size(asked) if agreements["size"] else (),
    }
    grounds = tuple(
        Ground(facet, agreements[facet], facets.written.get(facet, ""), values)
        for facet, values in codes.items()
        if values
    )
    missing = sum(ground.is_missing for ground in grounds)
    if missing > MOST_MISSING or missing == len(grounds):
        return None
    return TypeAnswer(asked, Answer.MAY_FALL if missing else Answer.FALLS, grounds)


def _write_size(asked: RiskType) -> tuple[str, ...]:
    least, most = asked.least_side, asked.most_side
    return (f"{least or '…'} – {most or '…'} mm",) if least or most else ()


def _rank(answer: TypeAnswer) -> tuple[bool, int, int, str]:
    return answer.answer != Answer.FALLS, len(answer.missing), -answer.confirmed, answer.type.key
