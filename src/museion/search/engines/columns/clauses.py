"""The scored part of a question: one clause for each way in which a field may hold a word.

Which records match is asked of one column of all words (`matching`); how well, of the fields. Clauses are plain values, so
that `explanation` asks the engine for the score of each.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from museion.search.analysis import is_unspaced, split_question
from museion.search.engines.columns.index import Index, Maker, Query
from museion.search.engines.columns.layout import NAMES, Layout, make_name
from museion.search.questions import All, Any, Meant, Phrase, Question, Word
from museion.search.stems import stem_question

_STEM_SHARE = 0.7
_TYPO_SHARE = 0.4
_PREFIX_SCORE = 1.0
_EXACT_SCORE = 40.0
# Of a record that states just what was asked: a little less than being called so.
_LABEL_SCORE = 38.0


@dataclass(frozen=True, slots=True)
class Clause:
    """`term` is what the reader is told that the field held; `marks` are the words to highlight for it.

    `choice`: which stretch of the question, and which of the ways to say it; of these ways only the best counts.
    """

    query: Query
    field: str
    term: str
    via: str = ""
    marks: tuple[str, ...] = ()
    language: str = ""
    path: tuple[str, ...] = ()
    choice: tuple[Question, int] | None = None


@dataclass(frozen=True, slots=True)
class Lookup:
    """What clauses are made with."""

    layout: Layout
    index: Index
    language: str

    @property
    def make(self) -> Maker:
        return self.index.make

    def has(self, column: str, word: str) -> bool:
        return self.index.count_holders(column, word) > 0

    def count_all(self) -> int:
        return max(1, sum(count for _kind, count in self.index.list_terms("t_kind", "")))

    def has_prefix(self, column: str, prefix: str) -> bool:
        return self.index.has_prefix(column, prefix)


def make_clauses(question: Question, lookup: Lookup) -> list[Clause]:
    """Of the words as typed; what they mean is scored by `meanings`."""
    clauses = [
        replace(clause, choice=(stretch, 0)) if stretch else clause
        for leaf, stretch in _find_leaves(question)
        for clause in _score_leaf(leaf, lookup)
    ]
    return [*clauses, *_score_whole_name(question, lookup)]


def is_prefix(word: Word, words: list[tuple[int, str]]) -> bool:
    """Asked for with a star, or one character of a script whose words begin with any."""
    return len(words) == 1 and (word.is_prefix or (len(words[0][1]) == 1 and is_unspaced(words[0][1])))


def make_phrase(make: Maker, column: str, words: Sequence[tuple[int, str]]) -> Query:
    return make.term(column, words[0][1]) if len(words) == 1 else make.phrase(column, words)


def _find_leaves(
    question: Question, stretch: Question | None = None
) -> Iterator[tuple[Word | Phrase, Question | None]]:
    """With the stretch of words that each belongs to, where the stretch means something."""
    match question:
        case Word() | Phrase():
            yield question, stretch
        case All(parts) | Any(parts):
            for part in parts:
                yield from _find_leaves(part, stretch)
        case Meant(typed):
            yield from _find_leaves(typed, typed)


def _score_leaf(leaf: Word | Phrase, lookup: Lookup) -> Iterable[Clause]:
    words = split_question(leaf.text)
    names = [leaf.field] if leaf.field else [held.name for held in lookup.layout.texts]
    if len(words) == 1 and not (isinstance(leaf, Word) and is_prefix(leaf, words)):
        yield from _score_word(names, leaf, words[0][1], lookup)
        return
    for name in names if words else ():
        if isinstance(leaf, Word) and is_prefix(leaf, words):
            yield from _score_prefix(name, words[0][1], lookup)
        else:
            yield from _score_phrase(name, words, lookup)


def _score_word(names: Sequence[str], leaf: Word | Phrase, word: str, lookup: Lookup) -> Iterable[Clause]:
    is_typo = isinstance(leaf, Word) and bool(leaf.instead_of)
    share = _TYPO_SHARE if is_typo else 1.0
    yield from _score_form("w", word, word, names, share, "typo" if is_typo else "", lookup)
    for column, stem in _list_stems(word, lookup.language) if isinstance(leaf, Word) else ():
        yield from _score_form(column, stem, word, names, share * _STEM_SHARE, "typo" if is_typo else "stem", lookup)


def _score_form(
    column: str, form: str, word: str, names: Sequence[str], share: float, via: str, lookup: Lookup
) -> Iterable[Clause]:
    counts = {held.name: lookup.index.count_holders(f"{column}_{held.name}", form) for held in lookup.layout.texts}
    for name in names:
        if counts[name]:
            rarity = _compare_rarity(max(counts.values()), counts[name], lookup.count_all())
            weight = lookup.layout.fields[name].weight * share * rarity
            query = lookup.make.boost(lookup.make.term(f"{column}_{name}", form), weight)
            yield Clause(query, name, word, via, (form,))


def _compare_rarity(most: int, count: int, total: int) -> float:
    """So that a word is as rare in every field as in the one where it is commonest (BM25F): one that is common among makers
    must not weigh more in the few titles that hold it."""
    rare, commonest = (math.log(1 + (total - held + 0.5) / (held + 0.5)) for held in (count, most))
    return commonest / rare


def list_stem_places(name: str, word: str, language: str) -> list[tuple[str, str]]:
    """Where words of the same stem stand in a field."""
    return [(f"{column}_{name}", stem) for column, stem in _list_stems(word, language)]


def _list_stems(word: str, language: str) -> list[tuple[str, str]]:
    """As stems, and as words that are their own stem, each with the sort of column."""
    stems = stem_question(word, language)
    return [("s", stem) for stem in stems] + [("w", stem) for stem in stems if stem != word]


def _score_phrase(name: str, words: list[tuple[int, str]], lookup: Lookup) -> Iterable[Clause]:
    if all(lookup.has(f"w_{name}", word) for _, word in words):
        query = make_phrase(lookup.make, f"w_{name}", words)
        weight = lookup.layout.fields[name].weight
        marks = tuple(word for _, word in words)
        yield Clause(lookup.make.boost(query, weight), name, " ".join(marks), "phrase", marks)


def _score_prefix(name: str, prefix: str, lookup: Lookup) -> Iterable[Clause]:
    if lookup.has_prefix(f"w_{name}", prefix):
        query = lookup.make.prefix(f"w_{name}", prefix)
        score = lookup.layout.fields[name].weight * _PREFIX_SCORE
        yield Clause(lookup.make.constant(query, score), name, f"{prefix}*", "prefix", (f"{prefix}*",))


def _score_whole_name(question: Question, lookup: Lookup) -> Iterable[Clause]:
    """A record called exactly what was typed comes before those that only mention it."""
    leaves = [leaf for leaf, _ in _find_leaves(question)]
    texts = [leaf.text for leaf in leaves if not leaf.field and not (isinstance(leaf, Word) and leaf.is_prefix)]
    if not texts or len(texts) != len(leaves) or _has_alternatives(question):
        return
    whole = " ".join(word for text in texts for _, word in split_question(text))
    for name in sorted(lookup.layout.names):
        yield from _score_label(name, whole, _EXACT_SCORE, "exact", lookup)
    for name in sorted(lookup.layout.lists):
        yield from score_label(name, whole, 1.0, lookup)


def score_label(name: str, label: str, share: float, lookup: Lookup) -> Iterable[Clause]:
    """A record that states just this as its type, material or subject."""
    return _score_label(name, label, _LABEL_SCORE * share, "label", lookup)


def _score_label(name: str, label: str, score: float, via: str, lookup: Lookup) -> Iterable[Clause]:
    held = make_name(name, label)
    if label and lookup.has(NAMES, held):
        query = lookup.make.term(NAMES, held, is_scored=False)
        yield Clause(lookup.make.constant(query, score), name, label, via)


def _has_alternatives(question: Question) -> bool:
    return isinstance(question, Any) or (isinstance(question, All) and any(map(_has_alternatives, question.parts)))
