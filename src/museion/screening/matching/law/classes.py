"""The legal classes, from `classes.toml`."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from museion.core.languages import LanguageMap
from museion.screening.matching.facets import Answer, Ground, make_question


@dataclass(frozen=True, slots=True)
class LawClass:
    """One class. An empty condition is not asked.

    `older_than`: more years than that; `least_value`: euros, that much or more; `is_find`: from the ground;
    `is_dismembered`: part of a monument; `asks`: facets that only a person can answer. `outside`: made or found elsewhere.
    """

    code: str
    instrument: str
    titles: LanguageMap
    duties: LanguageMap
    source: str
    certainty: str
    forms: frozenset[str]
    other_than: frozenset[str]
    older_than: int | None
    least_value: float | None
    is_find: bool
    is_dismembered: bool
    asks: tuple[str, ...]
    outside: frozenset[str]
    applies_from: str


@dataclass(frozen=True, slots=True)
class LawAnswer:
    law: LawClass
    answer: Answer
    grounds: tuple[Ground, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(ground.facet for ground in self.grounds if ground.is_missing)

    def ask(self, language: str) -> list[str]:
        return [make_question(each.facet, each.stated, language) for each in self.grounds if each.is_missing]


@lru_cache(maxsize=1)
def load_classes() -> tuple[LawClass, ...]:
    document = tomllib.loads((files(__package__) / "classes.toml").read_text("utf-8"))
    places = {name: frozenset(codes) for name, codes in document["places"].items()}
    return tuple(_make_class(entry, document["instruments"], places) for entry in document["classes"])


def _make_class(entry: dict[str, Any], instruments: dict[str, Any], places: dict[str, frozenset[str]]) -> LawClass:
    instrument = instruments[entry["instrument"]]
    return LawClass(
        code=entry["code"],
        instrument=entry["instrument"],
        titles=LanguageMap(entry["titles"]),
        duties=LanguageMap(entry.get("duties", instrument["duties"])),
        source=entry["source"],
        certainty=instrument["certainty"],
        forms=frozenset(entry.get("forms", ())),
        other_than=frozenset(entry.get("other_than", ())),
        older_than=entry.get("older_than"),
        least_value=entry.get("least_value"),
        is_find=entry.get("is_find", False),
        is_dismembered=entry.get("is_dismembered", False),
        asks=tuple(entry.get("asks", ())),
        outside=places.get(instrument.get("outside", ""), frozenset()),
        applies_from=entry.get("applies_from", instrument["applies_from"]),
    )
