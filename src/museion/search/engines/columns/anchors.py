"""Which of many requests a document could answer: each is filed under words and codes of which the document must hold one.

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
        self._always: list[int] = []
        for place, (request, question) in enumerate(zip(requests, self.questions, strict=True)):
            if question is None:
                continue
            tokens = find_anchors(question, request)
            for token in tokens or ():
                self._by_token.setdefault(token, []).append(place)
            if tokens is None:
                self._always.append(place)

    def find_candidates(self, rows: Iterable[dict[str, Any]]) -> list[int]:
        """Places of the requests that one of these rows may answer."""
        held: set[str] = set()
        for row in rows:
            held.update(_list_tokens(row))
        found = set(self._always)
        for token in held.intersection(self._by_token):
            found.update(self._by_token[token])
        return sorted(found)


def find_anchors(question: Question, request: SearchRequest) -> Tokens | None:
    """Of all that must hold, the choice of fewest tokens; None where nothing must."""
    choices = [anchors for anchors in (_anchor(question, request.language), *_anchor_filters(request)) if anchors]
    return min(choices, key=len) if choices else None


def _anchor_filters(request: SearchRequest) -> Iterable[Tokens]:
    for name, codes in request.filters.items():
        yield frozenset(f"t_{name}:{code}" for code in codes)
    areas = {name: [box] for name, box in request.boxes.items()}
    for name, boxes in (areas | {name: list(cut_disc(disc)) for name, disc in request.discs.items()}).items():
        yield frozenset(f"c_{name}:{patch.tile.code}" for patch in cover(boxes))


def _anchor(question: Question, language: str) -> Tokens | None:
    match question:
        case Word():
            return _anchor_word(question, language)
        case Phrase(text):
            words = [word for _, word in split_question(text)]
            return frozenset({max(words, key=len)}) if words else None
        case All(parts):
            held = [anchors for part in parts if (anchors := _anchor(part, language)) and not is_stop_word(part)]
            return min(held, key=len) if held else None
        case Meant(typed, meanings):
            return _anchor_meant(_anchor(typed, language), meanings)
        case AnyOf(parts):
            each = [_anchor(part, language) for part in parts]
            return frozenset().union(*(anchors for anchors in each if anchors)) if all(each) else None
        case _:
            return None


def _anchor_word(word: Word, language: str) -> Tokens | None:
    words = [found for _, found in split_question(word.text)]
    if word.is_prefix or not words or (len(words) == 1 and len(words[0]) == 1):
        return None
    written = list_forms(words[0], language) if len(words) == 1 else [max(words, key=len)]
    heard = [f"{_HEARD}{token}" for way in hear_word(word.text) for token in way[0]]
    initials = [f"{_INITIAL}{letter}" for letter in read_initials(word)[:1]]
    return frozenset([*written, *heard, *initials])


def _anchor_meant(typed: Tokens | None, meanings: Iterable[Meaning]) -> Tokens | None:
    if typed is None:
        return None
    tokens = set(typed)
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
