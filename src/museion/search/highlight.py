"""Marks in a text the words that a search matched; what comes back is safe HTML."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from museion.search.analysis import find_runs, fold, is_unspaced, split_words
from museion.search.stems import stem

_OPEN, _CLOSE = "<mark>", "</mark>"


def highlight(text: str, words: Iterable[str], language: str = "") -> SafeString:
    """`words`: those of `SearchResult`, where `paint*` is a beginning; `language`: that of the text."""
    wanted = frozenset(words)
    parts: list[str] = []
    written = 0
    for start, end in _find_spans(text, wanted, language) if wanted else ():
        parts += [escape(text[written:start]), _OPEN, escape(text[start:end]), _CLOSE]
        written = end
    return mark_safe("".join([*parts, escape(text[written:])]))  # noqa: S308 every part of the text is escaped above


def _find_spans(text: str, wanted: frozenset[str], language: str) -> Iterable[tuple[int, int]]:
    beginnings = tuple(word[:-1] for word in wanted if word.endswith("*"))
    for start, end in find_runs(text):
        run = text[start:end]
        if any(is_unspaced(character) for character in run):
            yield from _find_pairs(run, start, wanted, beginnings)
        elif any(_is_wanted(word, wanted, beginnings, language) for word in split_words(run)):
            yield start, end


def _is_wanted(word: str, wanted: frozenset[str], beginnings: tuple[str, ...], language: str) -> bool:
    if word in wanted or (beginnings and word.startswith(beginnings)):
        return True
    return bool(language) and stem(word, language) in wanted


def _find_pairs(
    run: str, offset: int, wanted: frozenset[str], beginnings: tuple[str, ...]
) -> Iterable[tuple[int, int]]:
    """Spans of a run without spaces whose pairs of characters are wanted, joined where they touch."""
    marked = [False] * len(run)
    for place in range(len(run)):
        pair = fold(run[place : place + 2])
        if len(pair) == 2 and pair in wanted:
            marked[place : place + 2] = [True] * len(run[place : place + 2])
        elif beginnings and pair.startswith(beginnings):
            marked[place] = True
    place = 0
    while place < len(run):
        if marked[place]:
            start = place
            while place < len(run) and marked[place]:
                place += 1
            yield offset + start, offset + place
        place += 1
