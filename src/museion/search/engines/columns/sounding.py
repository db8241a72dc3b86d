"""Names as they sound, and as their initials begin: what a reader typed in one script, or shortened, finds names in full."""

import re
from collections.abc import Iterator

from museion.search.analysis import fold
from museion.search.engines.columns.clauses import Clause, Lookup
from museion.search.engines.columns.index import Query
from museion.search.questions import Question, Word, find_words
from museion.search.transliteration.hearing import Part, hear_word

_SOUND_SHARE = 0.5
_INITIAL_SHARE = 0.3
# `C`, `C.`, `J.M.W.`: capitals alone, so that *a* and *vitamin c* stay words.
_INITIALS = re.compile(r"[^\W\d_](?:\.(?:-?[^\W\d_]\.)*)?,?")


def match_sounds(word: Word, lookup: Lookup) -> list[Query]:
    """One query for each way in which another script may write the word."""
    return [lookup.make.both([_match_part(word, part, lookup) for part in way]) for way in _find_ways(word, lookup)]


def _match_part(word: Word, part: Part, lookup: Lookup) -> Query:
    return lookup.make.either([query for name in _list_fields(word, lookup) for query in _ask(name, part, lookup)])


def match_initials(word: Word, lookup: Lookup) -> Query | None:
    letters = read_initials(word)
    if not letters:
        return None
    fields = _list_fields(word, lookup)
    return lookup.make.both(
        [lookup.make.either([lookup.make.term(f"i_{name}", letter) for name in fields]) for letter in letters]
    )


def make_sound_clauses(question: Question, lookup: Lookup) -> Iterator[Clause]:
    for word in find_words(question):
        yield from _score_sounds(word, lookup)
        yield from _score_initials(word, lookup)


def _score_sounds(word: Word, lookup: Lookup) -> Iterator[Clause]:
    for name in _list_fields(word, lookup):
        weight = lookup.layout.fields[name].weight * _SOUND_SHARE
        for way in _find_ways(word, lookup):
            asked = [_ask(name, part, lookup) for part in way]
            if all(asked):
                query = lookup.make.boost(lookup.make.both([lookup.make.either(queries) for queries in asked]), weight)
                yield Clause(query, name, fold(word.text), "script")


def _score_initials(word: Word, lookup: Lookup) -> Iterator[Clause]:
    for letter in read_initials(word):
        for name in _list_fields(word, lookup):
            if lookup.has(f"i_{name}", letter):
                query = lookup.make.term(f"i_{name}", letter)
                score = lookup.layout.fields[name].weight * _INITIAL_SHARE
                yield Clause(lookup.make.constant(query, score), name, f"{letter}.", "initial")


def _find_ways(word: Word, lookup: Lookup) -> list[list[Part]]:
    """Those of which the index holds every part; mostly none, which a few looks into its dictionary tell."""
    if word.is_prefix or word.instead_of:
        return []
    fields = _list_fields(word, lookup)
    return [
        way
        for way in hear_word(word.text)
        if all(any(lookup.has(f"r_{name}", token) for token in part for name in fields) for part in way)
    ]


def _ask(name: str, part: Part, lookup: Lookup) -> list[Query]:
    return [lookup.make.term(f"r_{name}", token) for token in part if lookup.has(f"r_{name}", token)]


def _list_fields(word: Word, lookup: Lookup) -> tuple[str, ...]:
    heard = lookup.layout.heard
    return heard if not word.field else tuple(name for name in heard if name == word.field)


def read_initials(word: Word) -> list[str]:
    is_short = _INITIALS.fullmatch(word.text) and word.text.isupper() and not word.is_prefix
    return [fold(letter) for letter in word.text if letter.isalpha()] if is_short else []
