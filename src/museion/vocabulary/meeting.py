"""Which concepts the words of a question name: whole labels, in any language and any ending, by one read of the database."""

import time
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from museion.core.access import AccessLevel
from museion.core.bulk import read_rows
from museion.search.stems import stem
from museion.search.stopwords import STOP_WORDS
from museion.vocabulary.labelling import HIDDEN, QUALIFIED, split_label
from museion.vocabulary.models import Concept, Label, Scheme

_LONGEST_LABEL = 6
"""Words of the stretches that are looked up; beyond that only the question as a whole."""
_MOST_ROWS = 400
MOST_CONCEPTS = 5
_LEAST_LETTERS = 2
_LEAST_LETTERS_ABROAD = 5
_SEEN_SECONDS = 60
_LONGEST_SECONDS = 3600

Edition = tuple[Hashable, ...]
"""When a concept and when a scheme was last changed."""


@dataclass(frozen=True, slots=True)
class Met:
    """The words from `first` to before `end` are a label, in the language `tag`, of this concept."""

    first: int
    end: int
    tag: str
    concept: int


class _Row(NamedTuple):
    form: str
    tag: str
    rank: int
    text: str
    concept: int


class _Stretch(NamedTuple):
    """`forms`: the stems of its words joined, by language."""

    first: int
    end: int
    words: tuple[str, ...]
    forms: dict[str, str]


def meet_labels(texts: Sequence[str], language: str) -> list[Met]:
    """The concepts of the longest stretches that name some, the surest first."""
    stretches = _list_stretches(texts)
    held: dict[tuple[str, str], list[_Row]] = {}
    for row in _read_rows({form for stretch in stretches for form in stretch.forms.values()}):
        held.setdefault((row.tag, row.form), []).append(row)
    met: list[Met] = []
    covered: set[int] = set()
    for stretch in stretches:
        places = range(stretch.first, stretch.end)
        rows = (
            []
            if covered.intersection(places)
            else [row for form in stretch.forms.items() for row in held.get(form, ())]
        )
        if chosen := _choose(stretch.words, rows, language):
            covered.update(places)
            met += [Met(stretch.first, stretch.end, row.tag, row.concept) for row in chosen]
    return met


def _list_stretches(texts: Sequence[str]) -> list[_Stretch]:
    """The longest first. Small words alone name nothing."""
    words = [split_label(text) for text in texts]
    starts = range(len(texts))
    spans = {(first, end) for first in starts for end in range(first + 1, min(len(texts), first + _LONGEST_LABEL) + 1)}
    tags = list_tags()
    stretches = []
    for first, end in sorted(spans | {(0, len(texts))}, key=lambda span: (span[0] - span[1], span[0])):
        held = tuple(word for part in words[first:end] for word in part)
        if _says_something(held):
            # One language after the other: the stems of the first word in all of them, of the second, and so on.
            joined = map(" ".join, zip(*(_list_stems(word, tags) for word in held), strict=True))
            stretches.append(_Stretch(first, end, held, dict(zip(tags, joined, strict=True))))
    return stretches


@lru_cache(maxsize=16384)
def _list_stems(word: str, tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(stem(word, tag) or word for tag in tags)


def _says_something(words: Sequence[str]) -> bool:
    return any(word not in STOP_WORDS and (len(word) >= _LEAST_LETTERS or not word.isascii()) for word in words)


def _read_rows(forms: Iterable[str]) -> list[_Row]:
    shut = list_shut_concepts()
    found = map(_Row._make, read_rows(Label, _Row._fields, where="form", values=sorted(forms)))
    return sorted((row for row in found if row.concept not in shut), key=_get_place)[:_MOST_ROWS]


def _get_place(row: _Row) -> tuple[int, int]:
    return row.rank, row.concept


def _choose(typed: Sequence[str], rows: Sequence[_Row], language: str) -> list[_Row]:
    """A word that the reader's language has is taken in that language: *pain* is bread to a French reader only."""
    own = [row for row in rows if _is_same_language(row.tag, language)]
    abroad = [row for row in rows if _is_sure_abroad(typed, row)]
    surest = _keep_surest(tuple(typed), own or abroad)
    return list({row.concept: row for row in reversed(surest)}.values())[::-1][:MOST_CONCEPTS]


def _is_same_language(tag: str, language: str) -> bool:
    return tag.partition("-")[0] == language.partition("-")[0]


def _is_sure_abroad(typed: Sequence[str], row: _Row) -> bool:
    """Stems of short words collide between languages: *van* is no ending of *vanità*."""
    return min(map(len, typed)) >= _LEAST_LETTERS_ABROAD or split_label(row.text) == tuple(typed)


def _keep_surest(typed: tuple[str, ...], rows: Sequence[_Row]) -> list[_Row]:
    """Labels as typed, with other endings in the same language; else those with a qualifier; else other endings; else hidden ones."""
    exact = [row for row in rows if split_label(row.text) == typed]
    named = [row for row in exact if row.rank < QUALIFIED]
    if named:
        tags = {row.tag for row in named}
        return named + [row for row in rows if row.rank < QUALIFIED and row.tag in tags and row not in named]
    ladder = (
        [row for row in exact if row.rank == QUALIFIED],
        [row for row in rows if row.rank < QUALIFIED],
        [row for row in rows if row.rank < HIDDEN],
        list(rows),
    )
    return next((step for step in ladder if step), [])


def list_tags() -> tuple[str, ...]:
    """The languages in which there are labels."""
    return _read_tags(get_edition())


def get_edition() -> Edition:
    """What is kept in memory of the thesauri is kept until this changes; it is looked at once a minute.

    It changes by itself every hour, for of two changes at once the one that began first may be written last.
    """
    now = int(time.monotonic())
    return (*_read_edition(now // _SEEN_SECONDS), now // _LONGEST_SECONDS)


@lru_cache(maxsize=2)
def _read_edition(minute: int) -> Edition:
    """The newest of each by the index of `changed_at`; counting would read every concept."""
    rows = (model.objects.order_by("-changed_at").values_list("changed_at", flat=True) for model in (Concept, Scheme))
    return tuple(moments.first() for moments in rows)


@lru_cache(maxsize=2)
def _read_tags(edition: Edition) -> tuple[str, ...]:
    return tuple(Label.objects.order_by("tag").values_list("tag", flat=True).distinct())


def list_shut_concepts() -> frozenset[int]:
    """The concepts that take no part: withdrawn ones, and those that are not public."""
    return _read_shut(get_edition())


@lru_cache(maxsize=2)
def _read_shut(edition: Edition) -> frozenset[int]:
    shut = Concept.objects.exclude(access=AccessLevel.PUBLIC, withdrawn_at__isnull=True)
    return frozenset(shut.values_list("id", flat=True))


def forget_tags() -> None:
    _read_edition.cache_clear()
    _read_tags.cache_clear()
    _read_shut.cache_clear()
