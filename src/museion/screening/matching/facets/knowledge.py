"""What reading needs to know: the thesauri, peoples and dynasties, countries by name and adjective, named periods."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from museion.core.countries import get_countries
from museion.screening.matching.facets.description import Years
from museion.screening.matching.facets.lexicon import Lexicon

_LANGUAGES = ("en", "fr", "es", "ar", "de", "it", "pt", "ru", "uk")


@dataclass(frozen=True, slots=True)
class Origin:
    """A people, dynasty, period, region or country by one name. `is_people`: whoever made it is nobody else."""

    countries: frozenset[str]
    years: Years | None = None
    is_people: bool = False


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """The concepts above each concept, itself included, and what families stand for."""

    above: Mapping[str, frozenset[str]]
    families: Mapping[str, frozenset[str]]

    def widen(self, codes: Iterable[str]) -> frozenset[str]:
        return frozenset().union(*(self.above.get(code, frozenset([code])) for code in codes))

    def could_be(self, code: str, other: str) -> bool:
        """Whether something called `code` can turn out to be `other` when it is named better."""
        above = self.above.get(other, frozenset([other]))
        return code in above or bool(self.families.get(code, frozenset()) & above)


@dataclass(frozen=True, slots=True)
class Knowledge:
    forms: Lexicon
    form_tree: Hierarchy
    form_materials: Mapping[str, str]
    made_of: Mapping[str, frozenset[str]]
    """By form, the materials that suggest it."""

    materials: Lexicon
    material_tree: Hierarchy
    origins: Lexicon
    origin_facts: Mapping[str, Origin]
    excavated: Lexicon


@lru_cache(maxsize=1)
def load_knowledge() -> Knowledge:
    """From the shipped thesauri and the word lists beside this file."""
    forms, materials, origins = (read_words(name) for name in ("forms", "materials", "origins"))
    form_concepts, material_concepts = _read_thesaurus("object-types"), _read_thesaurus("materials-techniques")
    return Knowledge(
        forms=_make_lexicon(form_concepts, forms["labels"]),
        form_tree=_make_hierarchy(form_concepts, forms),
        form_materials=forms["materials"],
        made_of={form: frozenset(codes) for form, codes in forms["made_of"].items()},
        materials=_make_lexicon(material_concepts, materials["labels"]),
        material_tree=_make_hierarchy(material_concepts, materials),
        origins=Lexicon(_gather_origin_labels(origins)),
        origin_facts=_make_origins(origins),
        excavated=Lexicon({"excavated": forms["excavated"]}),
    )


def read_words(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "words" / f"{name}.toml").read_text("utf-8"))


def _read_thesaurus(slug: str) -> dict[str, dict[str, Any]]:
    text = (files("museion.vocabulary") / "thesauri" / f"{slug}.json").read_text("utf-8")
    return {concept["id"]: concept for concept in json.loads(text)["concepts"]}


def _make_lexicon(concepts: Mapping[str, dict[str, Any]], more: Mapping[str, list[str]]) -> Lexicon:
    """With the words beside the thesaurus, which also name a few materials that it lacks."""
    labels = {code: _gather_labels(concept) for code, concept in concepts.items()}
    return Lexicon(labels | {code: [*labels.get(code, ()), *texts] for code, texts in more.items()})


def _gather_labels(concept: Mapping[str, Any]) -> list[str]:
    others = concept.get("alt", {}).values()
    return [*concept["labels"].values(), *(label for labels in others for label in labels)]


def _make_hierarchy(concepts: Mapping[str, dict[str, Any]], words: Mapping[str, Any]) -> Hierarchy:
    parents = {code: {concept["broader"]} if concept.get("broader") else set() for code, concept in concepts.items()}
    for code, broader in words["broader"].items():
        parents.setdefault(code, set()).update(broader)
    families = {code: frozenset(members) for code, members in words.get("families", {}).items()}
    return Hierarchy({code: frozenset(_climb(code, parents)) for code in parents}, families)


def _climb(code: str, parents: Mapping[str, set[str]]) -> set[str]:
    above, waiting = {code}, [code]
    while waiting:
        for parent in parents.get(waiting.pop(), ()):
            if parent not in above:
                above.add(parent)
                waiting.append(parent)
    return above


def _gather_origin_labels(origins: Mapping[str, Any]) -> dict[str, list[str]]:
    labels = {code: list(adjectives) for code, adjectives in origins["adjectives"].items()}
    for language in _LANGUAGES:
        for code, name in get_countries(language).items():
            labels.setdefault(code, []).append(name)
    return labels | {code: entry["labels"] for code, entry in origins["named"].items()}


def _make_origins(origins: Mapping[str, Any]) -> dict[str, Origin]:
    facts = {code: Origin(frozenset([code])) for code in get_countries("en")}
    for code, entry in origins["named"].items():
        years = Years(*entry["years"]) if "years" in entry else None
        facts[code] = Origin(frozenset(entry.get("countries", ())), years, entry.get("people", False))
    return facts
