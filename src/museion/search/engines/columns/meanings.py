"""What words mean, asked of the index: other forms of the words, and the codes by which records state a meaning.

Of the ways to say one stretch of a question only the best counts in a record's score, so that a concept with many labels does not
outweigh the words beside it.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from museion.core.languages import UNDETERMINED
from museion.search.analysis import split_question
from museion.search.documents import FieldKind
from museion.search.engines.columns.clauses import Clause, Lookup, make_phrase, score_label
from museion.search.engines.columns.index import Maker, Query
from museion.search.engines.columns.layout import LANGUAGES, WORDS
from museion.search.questions import All, Form, Marked, Meaning, Meant, Question, Word, find_parts
from museion.search.stems import stem

# A record that states a meaning by code is scored like one that holds a rather rare word.
_CODE_SCORE = 6.0
# Where records speak the language of the question, other ways to say it come after the words as typed.
_SHARE_BESIDE_TYPED = 0.15
MOST_FORMS = 12
"""Of a stretch's forms that the index holds, the weightiest are asked for; each costs a look into every text field."""
_MOST_PHRASES = 4
_LEAST_WEIGHT_FOR_PHRASES = 1.5

Words = Sequence[tuple[int, str]]


def match_meanings(meanings: Sequence[Meaning], lookup: Lookup) -> list[Query]:
    """Any of these queries is an answer."""
    forms = [_match_words(form, words, lookup) for form, words in _choose_forms(meanings, lookup)]
    codes = [
        lookup.make.term(f"t_{marked.field}", marked.code, is_scored=False)
        for marked in _choose_codes(meanings, lookup)
    ]
    return forms + codes


def score_meanings(question: Question, lookup: Lookup) -> Iterator[Clause]:
    for meant in (part for part in find_parts(question) if isinstance(part, Meant)):
        way = 0
        typed = _count_typed(meant.typed, lookup)
        share = _SHARE_BESIDE_TYPED if typed and _speak_it(meant.meanings, lookup) else 1.0
        for form, words in _choose_forms(meant.meanings, lookup):
            way += 1
            weighed = replace(form, weight=form.weight * share)
            yield from _score_form(weighed, words, (meant.typed, way), typed, lookup)
        for marked in _choose_codes(meant.meanings, lookup):
            way += 1
            query = lookup.make.term(f"t_{marked.field}", marked.code, is_scored=False)
            scored = lookup.make.constant(query, _CODE_SCORE * marked.weight * share)
            yield _make_clause(scored, marked.field, marked.form, (), (meant.typed, way))


def combine(clauses: Sequence[Clause], make: Maker) -> list[Query]:
    """One query for each clause without a choice, one for each stretch: the best of its ways."""
    queries = [clause.query for clause in clauses if clause.choice is None]
    stretches: dict[Question, dict[int, list[Query]]] = {}
    for clause in clauses:
        if clause.choice:
            stretch, way = clause.choice
            stretches.setdefault(stretch, {}).setdefault(way, []).append(clause.query)
    for ways in stretches.values():
        queries.append(make.best([make.either(held) for held in ways.values()]))
    return queries


def keep_best(scored: Sequence[tuple[Clause, float]]) -> list[tuple[Clause, float]]:
    """Of one record's clauses those that made its score: in each stretch the way that weighs most."""
    weights: dict[Question, dict[int, float]] = {}
    for clause, score in scored:
        if clause.choice:
            ways = weights.setdefault(clause.choice[0], {})
            ways[clause.choice[1]] = ways.get(clause.choice[1], 0.0) + score
    best = {stretch: _find_best(ways) for stretch, ways in weights.items()}
    return [
        (clause, score) for clause, score in scored if not clause.choice or best[clause.choice[0]] == clause.choice[1]
    ]


def _find_best(ways: dict[int, float]) -> int:
    """Of equals the first, which is the words as typed."""
    return max(ways, key=lambda way: (ways[way], -way))


def _choose_forms(meanings: Iterable[Meaning], lookup: Lookup) -> list[tuple[Form, Words]]:
    """Those that the index holds, each wording once, the weightiest first."""
    chosen: dict[tuple[str, ...], tuple[Form, Words]] = {}
    phrases = 0
    for form in _list_spoken(meanings, lookup):
        words = _split_form(form.text)
        wording = tuple(word for _, word in words)
        if not words or wording in chosen or not all(_is_held(word, form.language, lookup) for word in wording):
            continue
        phrases += len(words) > 1
        if len(words) == 1 or phrases <= _MOST_PHRASES:
            chosen[wording] = (form, words)
        if len(chosen) >= MOST_FORMS:
            break
    return list(chosen.values())


def _list_spoken(meanings: Iterable[Meaning], lookup: Lookup) -> list[Form]:
    """Those in languages that records have texts in, the weightiest first."""
    forms = [form for meaning in meanings for form in meaning.forms]
    spoken = {tag for tag in {form.language for form in forms} if _is_spoken(tag, lookup)}
    return sorted((form for form in forms if form.language in spoken), key=lambda form: -form.weight)


@lru_cache(maxsize=65536)
def _split_form(text: str) -> Words:
    """Kept, for standing requests are asked of every batch of arrivals."""
    return tuple(split_question(text))


def _speak_it(meanings: Iterable[Meaning], lookup: Lookup) -> bool:
    """Whether records have texts in the language in which the words mean something."""
    return any(lookup.has(LANGUAGES, meaning.language.partition("-")[0]) for meaning in meanings)


def _is_spoken(language: str, lookup: Lookup) -> bool:
    return any(lookup.has(LANGUAGES, tag) for tag in (language.partition("-")[0], UNDETERMINED))


def _is_held(word: str, language: str, lookup: Lookup) -> bool:
    return any(lookup.has(WORDS, form) for form in _list_forms(word, language))


def _list_forms(word: str, language: str) -> list[str]:
    return list(dict.fromkeys([word, stem(word, language) or word]))


def _choose_codes(meanings: Iterable[Meaning], lookup: Lookup) -> list[Marked]:
    """A field that no room declares, or a code that no record has, is not asked for."""
    found: dict[tuple[str, str], Marked] = {}
    for marked in (marked for meaning in meanings for marked in meaning.marked):
        declared = lookup.layout.fields.get(marked.field)
        if declared and declared.kind == FieldKind.TERM and lookup.has(f"t_{marked.field}", marked.code):
            found.setdefault((marked.field, marked.code), marked)
    return list(found.values())


def _match_words(form: Form, words: Words, lookup: Lookup) -> Query:
    """In records with texts of the form's language: *Fortune* is wealth in French alone."""
    held = [_match_anywhere(word, form.language, lookup) for _, word in words]
    if len(words) > 1:
        together = [make_phrase(lookup.make, f"w_{name}", words) for name in _list_phrase_fields(words, lookup)]
        if not together:
            return lookup.make.nothing()
        held.append(lookup.make.either(together))
    return lookup.make.both([*held, _match_language(form.language, lookup)])


def _match_language(language: str, lookup: Lookup) -> Query:
    tags = dict.fromkeys((language.partition("-")[0], UNDETERMINED))
    return lookup.make.either([lookup.make.term(LANGUAGES, tag, is_scored=False) for tag in tags])


def _match_anywhere(word: str, language: str, lookup: Lookup) -> Query:
    """The column of all words is the quick way; where a name is written alike (Klee is clover), field by field."""
    forms = _list_forms(word, language)
    unsaid = [held.name for held in lookup.layout.texts if not held.is_said]
    if not any(lookup.has(f"w_{name}", form) for name in unsaid for form in forms):
        return lookup.make.either([lookup.make.term(WORDS, form, is_scored=False) for form in forms])
    places = [place for held in lookup.layout.said for place in _list_places(held.name, forms, lookup)]
    return lookup.make.either([lookup.make.term(*place) for place in places])


def _list_places(name: str, forms: Sequence[str], lookup: Lookup) -> list[tuple[str, str]]:
    places = [(column, text) for text in forms for column in (f"w_{name}", f"s_{name}")]
    return [place for place in places if lookup.has(*place)]


def _list_phrase_fields(words: Words, lookup: Lookup) -> list[str]:
    """Titles, makers, types, materials, subjects: where a phrase of a thesaurus stands, and phrases are cheap."""
    return [
        held.name
        for held in lookup.layout.said
        if held.weight >= _LEAST_WEIGHT_FOR_PHRASES and all(lookup.has(f"w_{held.name}", word) for _, word in words)
    ]


def _count_typed(typed: Question, lookup: Lookup) -> int:
    """How many records hold the rarest of the words as typed; of others too, for it only weighs."""
    words = [split_question(part.text) for part in _list_words(typed)]
    return min((_count(held, lookup.language, lookup) for held in words if held), default=0)


def _list_words(typed: Question) -> list[Word]:
    parts = typed.parts if isinstance(typed, All) else (typed,)
    return [part for part in parts if isinstance(part, Word)]


def _count(words: Words, language: str, lookup: Lookup) -> int:
    counts = [max(lookup.index.count_holders(WORDS, form) for form in _list_forms(word, language)) for _, word in words]
    return min(counts, default=0)


def _compare(form: Form, words: Words, typed: int, lookup: Lookup) -> float:
    """Where many records hold the word as typed, a rarer form must not come before them for being rare."""
    return min(1.0, math.sqrt(_count(words, form.language, lookup) / typed)) if typed else 1.0


def _score_form(form: Form, words: Words, choice: tuple[Question, int], typed: int, lookup: Lookup) -> Iterator[Clause]:
    form = replace(form, weight=form.weight * _compare(form, words, typed, lookup))
    marks = tuple(word for _, word in words)
    for name in sorted(lookup.layout.lists):
        for label in score_label(name, " ".join(marks), form.weight, lookup):
            yield _make_clause(label.query, name, form, marks, choice)
    if len(words) > 1:
        for name in _list_phrase_fields(words, lookup):
            phrase = make_phrase(lookup.make, f"w_{name}", words)
            yield _make_clause(_weigh(phrase, name, form, lookup, words=len(words)), name, form, marks, choice)
        return
    forms = _list_forms(marks[0], form.language)
    for held in lookup.layout.said:
        queries = [lookup.make.term(*place) for place in _list_places(held.name, forms, lookup)]
        if queries:
            yield _make_clause(
                _weigh(lookup.make.best(queries), held.name, form, lookup), held.name, form, tuple(forms), choice
            )


def _weigh(query: Query, name: str, form: Form, lookup: Lookup, *, words: int = 1) -> Query:
    """The engine sums the words of a phrase; a form of three words is to weigh no more than one of one."""
    return lookup.make.boost(query, lookup.layout.fields[name].weight * form.weight / words)


def _make_clause(
    query: Query, name: str, form: Form, marks: tuple[str, ...], choice: tuple[Question, int] | None
) -> Clause:
    via = "narrower" if form.is_narrower else "concept"
    return Clause(query, name, form.text, via, marks, form.language, form.path, choice)
