"""The filters beside the hits: which facets suit the question, and each with its counts, labels and check marks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from museion.core.kinds import KINDS
from museion.search.documents import SOURCES, TREE_SEPARATOR, Field, get_fields
from museion.search.requests import FacetValue, SearchResult
from museion.website.places import name_nearby
from museion.website.question import KIND, Question

# Beside the kind, the first facets stand open; the others wait folded.
OPEN_FACETS = 3
# Where a record came from interests few readers.
_LAST_FACETS = ("source",)
# A facet whose values are leaves of a tree beside it.
_CONTAINED = {"country": "region", "object_type": "type_tree", "object_type_broad": "type_tree"}
# Of a tree, beside what is checked: a register may have a thousand types, of which most count one.
_MOST_OF_A_BRANCH = 20


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    label: str
    count: int
    is_checked: bool
    depth: int = 0
    """In a tree: how many parts lie above it."""

    @property
    def count_text(self) -> str:
        return number_format(self.count, force_grouping=True)


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: Any
    choices: tuple[Choice, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """One active filter, with the address without it."""

    label: str
    url: str


def choose_facets(question: Question) -> tuple[str, ...]:
    """The kind, then the facets of the chosen kinds; without a choice, those that several kinds share."""
    chosen = [SOURCES[kind] for kind in question.filters.get(KIND, ()) if kind in SOURCES]
    declared: dict[str, int] = {}
    for source in chosen or SOURCES.values():
        for field in source.fields:
            if field.is_facet:
                declared[field.name] = declared.get(field.name, 0) + 1
    least = 1 if chosen else 2
    kept = (name for name, count in declared.items() if count >= least or name in question.filters)
    shown = [
        name
        for name in dict.fromkeys([KIND, *kept])
        if _CONTAINED.get(name) not in declared or name in question.filters
    ]
    return tuple(sorted(shown, key=_LAST_FACETS.__contains__))


def make_facets(question: Question, result: SearchResult, names: Iterable[str], language: str) -> list[Facet]:
    facets = []
    for position, name in enumerate(names):
        checked = question.filters.get(name, ())
        choices = tuple(_make_choices(name, result.facets.get(name, ()), checked, language))
        if choices and (len(choices) > 1 or checked):
            is_open = bool(checked) or position <= OPEN_FACETS
            facets.append(Facet(name, get_label(name), choices, is_open))
    return facets


def make_chips(question: Question, language: str) -> list[Chip]:
    chips = [
        Chip(get_code_label(name, code, language), question.without(name, code).get_address())
        for name, codes in question.filters.items()
        for code in codes
    ]
    for name, span in question.spans.items():
        spans = {held: kept for held, kept in question.spans.items() if held != name}
        years = f"{'' if span.least is None else span.least}–{'' if span.most is None else span.most}"
        chips.append(Chip(f"{get_label(name)} {years}", question.get_address(spans=spans)))
    if question.near:
        chips.append(Chip(name_nearby(question.near, language), question.get_address(near=None)))
    if question.area:
        chips.append(Chip(_("area of the map"), question.get_address(area=None)))
    return chips


def get_label(name: str) -> Any:
    field = get_fields().get(name)
    return field.label if field else _("kind of record")


def get_code_label(name: str, code: str, language: str) -> str:
    if name == KIND:
        return str(KINDS[code].label_plural) if code in KINDS else code
    field: Field | None = get_fields().get(name)
    return field.label_of(code, language) if field and field.label_of else code


def _make_choices(name: str, values: Iterable[FacetValue], checked: tuple[str, ...], language: str) -> Iterable[Choice]:
    """What was counted, and what is checked even where it counts nothing, so that it can be unchecked."""
    if name in get_fields() and get_fields()[name].is_tree:
        yield from _make_branches(name, values, checked, language)
        return
    counted = {value.code: value.count for value in values}
    for code in [*(held for held in checked if held not in counted), *counted]:
        yield Choice(code, get_code_label(name, code, language), counted.get(code, 0), code in checked)


def _make_branches(
    name: str, values: Iterable[FacetValue], checked: tuple[str, ...], language: str
) -> Iterable[Choice]:
    """Each part below the one that it lies in, the largest first."""
    counts = dict.fromkeys(checked, 0) | {value.code: value.count for value in values}

    def is_open(code: str) -> bool:
        return any(held == code or held.startswith(code + TREE_SEPARATOR) for held in checked)

    def list_below(above: str) -> Iterable[Choice]:
        here = [code for code in counts if code.rpartition(TREE_SEPARATOR)[0] == above]
        ordered = sorted(here, key=lambda code: (-counts[code], code))
        for code in [*ordered[:_MOST_OF_A_BRANCH], *(code for code in ordered[_MOST_OF_A_BRANCH:] if is_open(code))]:
            label = get_code_label(name, code, language)
            yield Choice(code, label, counts[code], code in checked, code.count(TREE_SEPARATOR))
            yield from list_below(code)

    return list_below("")
