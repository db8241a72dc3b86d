"""A kind of object at risk, and the answer that screening gives about one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from museion.screening.matching.facets import Answer, Ground, Years, make_question


@dataclass(frozen=True, slots=True)
class RiskType:
    """One type of a Red List. Of each facet any value will do; an empty facet is not asked for. Sides in mm.

    `key`, `list_key`: of the records. `peoples` beside `countries`: either proves the origin; peoples alone must be stated.
    """

    key: str
    list_key: str
    forms: frozenset[str]
    materials: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    peoples: frozenset[str] = frozenset()
    years: Years | None = None
    least_side: int | None = None
    most_side: int | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    list_titles: Mapping[str, str] = field(default_factory=dict)
    category: str = ""


@dataclass(frozen=True, slots=True)
class TypeAnswer:
    """`grounds`: every facet that the type asks for, with what was stated of it."""

    type: RiskType
    answer: Answer
    grounds: tuple[Ground, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The facets that would decide."""
        return tuple(ground.facet for ground in self.grounds if ground.is_missing)

    @property
    def confirmed(self) -> int:
        return sum(ground.agrees is True for ground in self.grounds)

    def ask(self, language: str) -> list[str]:
        """What to ask next, in the reader's language, about what the asker wrote."""
        return [make_question(each.facet, each.stated, language) for each in self.grounds if each.is_missing]
