"""What rooms declare: the fields of their documents, how to make them, and how a hit looks.

All rooms share one index. A field of one name means the same in every room: `title` is searched across museums and
objects alike, `country` is one facet. The first declaration of a name fixes its kind; a room that contradicts it is refused.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from museion.core.languages import LanguageMap


class FieldKind(StrEnum):
    """How a field is indexed.

    TEXT: words, folded and stemmed, found by the one box. TERM: exact codes, for filters and facets. NUMBER: whole numbers,
    for ranges and sorting. YEARS: a span of years, found by every range that it overlaps. POINT: a place on earth.
    """

    TEXT = "text"
    TERM = "term"
    NUMBER = "number"
    YEARS = "years"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Field:
    """One searchable field. `name` is what people type before the colon; `weight` is for texts alone."""

    name: str
    kind: FieldKind
    label: Any
    weight: float = 1.0
    is_facet: bool = False
    is_sortable: bool = False
    is_name: bool = False
    """For texts: what the record is called by (titles, names, inventory numbers); one that equals the question comes first."""
    is_heard: bool = False
    """For texts: names that other scripts write otherwise; they are found by their sound too."""
    is_list: bool = False
    """For texts: labels that name what the record is or shows, parted by semicolons; one that equals the question counts besides."""
    is_said: bool = True
    """For texts: written in words that other languages say otherwise; names of people and numbers are not."""
    is_open: bool = False
    """For terms: the codes come from records, not from a list, so that there may be any number (makers, museums)."""
    is_tree: bool = False
    """For terms: the codes are paths (`150/155/FR`); whoever asks for a part of one finds all that lies below."""
    is_suggested: bool = False
    """For facets: whether its values are offered while a question is typed (countries, cities)."""
    label_of: Callable[[str, str], str] | None = None
    """For facets: (code, reader's language) → what the reader sees. Without it the code is shown."""


class Text(NamedTuple):
    """A text with the language it is in (`und` when nobody said)."""

    text: str
    language: str


@dataclass(slots=True)
class Document:
    """One record as the index sees it. Field names are those of the declared `Field`s."""

    key: str
    kind: str
    access_tokens: tuple[str, ...]
    texts: dict[str, list[Text]] = field(default_factory=dict)
    terms: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    years: dict[str, tuple[int, int]] = field(default_factory=dict)
    points: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Latitude, longitude in degrees."""
    weight: float = 1.0
    """Of the score, from 0.5 to 1: entries of a word list say every word, and must not stand before what they describe."""

    def add_map(self, name: str, texts: dict[str, str]) -> None:
        """Every text of a language map under one field."""
        if texts:
            self.texts.setdefault(name, []).extend([Text(text, tag) for tag, text in texts.items()])

    def add_text(self, name: str, text: str | None, language: str = "und") -> None:
        if text:
            self.texts.setdefault(name, []).append(Text(text, language))

    def add_term(self, name: str, *codes: str | None) -> None:
        held = [code for code in codes if code]
        if held:
            self.terms.setdefault(name, []).extend(held)


@dataclass(frozen=True, slots=True)
class Card:
    """How a record looks in a list: a results page, a related-records strip, an API answer."""

    key: str
    kind: str
    title: LanguageMap
    summary: LanguageMap = field(default_factory=LanguageMap)
    facts: tuple[str, ...] = ()
    """Short facts in the order of interest, already in the reader's words: maker, date, place."""
    thumbnail_url: str = ""
    point: tuple[float, float] | None = None
    days: tuple[date, date] | None = None
    """The first and the last day of what has days of its own (an event, a hazard), for calendars."""

    @property
    def url(self) -> str:
        return f"/id/{self.key}"


@dataclass(frozen=True, slots=True)
class Source:
    """What one room gives of one kind of record.

    `load`: documents of these keys, in bulk; a key without a document (withdrawn, gone) leaves the index. `iterate_keys`:
    every key that has a document, in batches, for a rebuild and to count them. `present`: cards of these keys, in bulk, in the reader's language.
    """

    kind: str
    fields: tuple[Field, ...]
    load: Callable[[Sequence[str]], Iterable[Document]]
    iterate_keys: Callable[[], Iterator[Sequence[str]]]
    present: Callable[[Sequence[str], str], Iterable[Card]]


SOURCES: dict[str, Source] = {}


TREE_SEPARATOR = "/"
LABEL_SEPARATOR = ";"


class ContradictingFieldError(ValueError):
    """Two rooms declare one field name in two ways."""


def register_source(source: Source) -> None:
    for declared in source.fields:
        held = get_fields().get(declared.name)
        if held and held.kind != declared.kind:
            raise ContradictingFieldError(f"field {declared.name} is {held.kind} already, not {declared.kind}")
    SOURCES[source.kind] = source


def get_fields() -> dict[str, Field]:
    """Every declared field by name; the first declaration wins. Read it, do not change it."""
    return _gather_fields(tuple(SOURCES))


def get_point_field() -> str:
    """The field that a part of the map narrows; empty where no room declares places."""
    return next((name for name, declared in get_fields().items() if declared.kind == FieldKind.POINT), "")


def get_years_field() -> str:
    """The field that what is dated sorts by; empty where no room declares years."""
    fields = get_fields().values()
    return next((held.name for held in fields if held.kind == FieldKind.YEARS and held.is_sortable), "")


@lru_cache(maxsize=32)
def _gather_fields(kinds: tuple[str, ...]) -> dict[str, Field]:
    """`kinds` are those registered so far: a page asks a hundred times, and rooms register only at the start."""
    fields: dict[str, Field] = {}
    for source in SOURCES.values():
        for declared in source.fields:
            fields.setdefault(declared.name, declared)
    return fields


def get_cards(keys_by_kind: Sequence[tuple[str, str]], language: str) -> dict[str, Card]:
    """Cards of (key, kind) pairs, one bulk read a kind."""
    wanted: dict[str, list[str]] = {}
    for key, kind in keys_by_kind:
        wanted.setdefault(kind, []).append(key)
    return {card.key: card for kind, keys in wanted.items() for card in SOURCES[kind].present(keys, language)}
