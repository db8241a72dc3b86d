"""Which of many requests a document could answer: each asks for one of some words and codes, several times over, and is filed under
those that are fewest.

A request without such a word (a range alone, a negation) is tried on every document. The file only spares work: whether a request
finds a document is the engine's own answer.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from museion.search.analysis import split_question
from museion.search.discs import cut_disc
from museion.search.engines.columns.cells import cover
from museion.search.engines.columns.layout import WORDS
from museion.search.engines.columns.matching import is_stop_word, list_forms
from museion.search.engines.columns.sounding import read_initials
from museion.search.questions import All, Meaning, Meant, Phrase, Question, Word
from museion.search.questions import Any as AnyOf
from museion.search.requests import SearchRequest
from museion.search.stems import stem
from museion.search.transliteration.hearing import hear_word

Tokens = frozenset[str]
_HEARD, _INITIAL = "r:", "i:"


class Anchors:
    """Requests by their anchors; `questions` are their texts, read once. None stands for one that cannot be read."""

    def __init__(self, requests: Sequence[SearchRequest], read: Callable[[SearchRequest], Question | None]) -> None:
        self.questions = [read(request) for request in requests]
        self._by_token: dict[str, list[int]] = {}
        self._others: list[list[Tokens]] = [[] for _ in requests]
        self._always: list[int] = []
        for place, (request, question) in enumerate(zip(requests, self.questions, strict=True)):
            if question is not None:
                self._file(place, find_anchors(question, request))

    def find_candidates(self, rows: Iterable[dict[str, Any]]) -> list[int]:
        """Places of the requests that one of these rows may answer."""
        found = set(self._always)
        for row in rows:
            held = set(_list_tokens(row))
            for token in held:
                for place in self._by_token.get(token, ()):
                    if place not in found and not any(map(held.isdisjoint, self._others[place])):
                        found.add(place)
        return sorted(found)

    def _file(self, place: int, anchors: list[Tokens]) -> None:
        if not anchors:
            self._always.append(place)
            return
        fewest, *self._others[place] = sorted(anchors, key=len)
        for token in fewest:
            self._by_token.setdefault(token, []).append(place)


def find_anchors(question: Question, request: SearchRequest) -> list[Tokens]:
    """Of each of these a document must hold one token."""
    return [*_anchor(question, request.language), *_anchor_filters(request)]


def _anchor_filters(request: SearchRequest) -> Iterable[Tokens]:
    for name, codes in request.filters.items():
        yield frozenset(f"t_{name}:{code}" for code in codes)
    areas = {name: [box] for name, box in request.boxes.items()}
    for name, boxes in (areas | {name: list(cut_disc(disc)) for name, disc in request.discs.items()}).items():
        yield frozenset(f"c_{name}:{patch.tile.code}" for patch in cover(boxes))


def _anchor(question: Question, language: str) -> list[Tokens]:
    match question:
        case Word():
            return _anchor_word(question, language)
        case Phrase(text):
            return [frozenset({word}) for _, word in split_question(text)]
        case All(parts):
            return [anchors for part in parts if not is_stop_word(part) for anchors in _anchor(part, language)]
        case Meant(typed, meanings):
            meant = _list_meant(meanings)
            return [anchors | meant for anchors in _anchor(typed, language)]
        case AnyOf(parts):
            each = [min(_anchor(part, language), key=len, default=None) for part in parts]
            return [frozenset().union(*(anchors for anchors in each if anchors))] if all(each) else []
        case _:
            return []


def _anchor_word(word: Word, language: str) -> list[Tokens]:
    words = [found for _, found in split_question(word.text)]
    if word.is_prefix or not words or (len(words) == 1 and len(words[0]) == 1):
        return []
    written = list_forms(words[0], language) if len(words) == 1 else [max(words, key=len)]
    heard = [f"{_HEARD}{token}" for way in hear_word(word.text) for token in way[0]]
    initials = [f"{_INITIAL}{letter}" for letter in read_initials(word)[:1]]
    return [frozenset([*written, *heard, *initials])]


def _list_meant(meanings: Iterable[Meaning]) -> Tokens:
    tokens: set[str] = set()
    for meaning in meanings:
        tokens.update(f"t_{marked.field}:{marked.code}" for marked in meaning.marked)
        for form in meaning.forms:
            words = [word for _, word in split_question(form.text)]
            longest = max(words, key=len, default="")
            tokens.update(text for text in (longest, stem(longest, form.language)) if text)
    return frozenset(tokens)


def _list_tokens(row: dict[str, Any]) -> Iterable[str]:
    yield from row[WORDS].split()
    for column, value in row.items():
        if column.startswith(("t_", "c_")):
            yield from (f"{column}:{code}" for code in ([value] if isinstance(value, str) else value))
        elif column.startswith("r_"):
            yield from (f"{_HEARD}{token}" for token in value.split())
        elif column.startswith("i_"):
            yield from (f"{_INITIAL}{letter}" for letter in value.split())
