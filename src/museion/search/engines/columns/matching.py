"""Which records answer: the unscored part of a question, the viewer's access, and the filters."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from museion.search.analysis import fold, split_question
from museion.search.discs import cut_disc
from museion.search.documents import FieldKind
from museion.search.engines.columns.cells import Patch, cover
from museion.search.engines.columns.clauses import Lookup, is_prefix, list_stem_places, make_phrase
from museion.search.engines.columns.index import Query
from museion.search.engines.columns.layout import KEY, WORDS
from museion.search.engines.columns.meanings import match_meanings
from museion.search.engines.columns.sounding import match_initials, match_sounds
from museion.search.questions import All, Any, Code, Meant, Not, Phrase, Question, Range, Word
from museion.search.requests import Box, InvalidRequestError, SearchRequest, Span
from museion.search.stems import stem_question
from museion.search.stopwords import STOP_WORDS

_MOST_CODES = 5000
_MOST_NAMED_CODES = 300
_COMMON_LANGUAGE = "en"


def match_question(question: Question, lookup: Lookup) -> Query:
    match question:
        case Word():
            return _match_word(question, lookup)
        case Phrase():
            return _match_run(question.field, split_question(question.text), lookup)
        case Code():
            return _match_code(question, lookup)
        case Range():
            return match_span(question.field, question.span, lookup)
        case _:
            return _match_joined(question, lookup)


def _match_joined(question: All | Any | Not | Meant, lookup: Lookup) -> Query:
    match question:
        case All():
            return _match_all(question, lookup)
        case Any(parts):
            return lookup.make.either([match_question(part, lookup) for part in parts])
        case Not(part):
            return lookup.make.join(musts=[lookup.make.everything()], nots=[match_question(part, lookup)])
        case Meant(typed, meanings):
            return lookup.make.either([match_question(typed, lookup), *match_meanings(meanings, lookup)])


def match_filters(request: SearchRequest, lookup: Lookup, *, but: str = "") -> list[Query]:
    """One query for each filter; `but` leaves one field's out."""
    queries = [
        lookup.make.either(
            [lookup.make.term(f"t_{_check(name, FieldKind.TERM, lookup)}", code, is_scored=False) for code in codes]
        )
        for name, codes in request.filters.items()
        if name != but
    ]
    queries += [match_span(name, span, lookup) for name, span in request.spans.items()]
    queries += [_match_area(name, [box], lookup) for name, box in request.boxes.items()]
    queries += [_match_area(name, cut_disc(disc), lookup) for name, disc in request.discs.items()]
    if request.keys:
        queries.append(lookup.make.any_of(KEY, request.keys))
    return queries


def match_span(name: str, span: Span, lookup: Lookup) -> Query:
    """A span of years is found by every range that it overlaps."""
    declared = lookup.layout.fields.get(name)
    if declared and declared.kind == FieldKind.YEARS:
        begins = _make_range(f"a_{name}", Span(None, span.most), lookup)
        ends = _make_range(f"b_{name}", Span(span.least, None), lookup)
        return lookup.make.both([query for query in (begins, ends) if query])
    _check(name, FieldKind.NUMBER, lookup)
    return _make_range(f"n_{name}", span, lookup) or lookup.make.exists(f"n_{name}")


def _match_word(word: Word, lookup: Lookup) -> Query:
    """As written; or by its sound, in another script; or by what the initials begin."""
    others = [query for query in (match_initials(word, lookup), *match_sounds(word, lookup)) if query]
    return lookup.make.either([_match_written(word, lookup), *others])


def _match_written(word: Word, lookup: Lookup) -> Query:
    words = split_question(word.text)
    if is_prefix(word, words):
        return lookup.make.prefix(f"w_{word.field}" if word.field else WORDS, words[0][1])
    if len(words) != 1:
        return _match_run(word.field, words, lookup)
    text = words[0][1]
    if not word.field:
        return lookup.make.either(
            [lookup.make.term(WORDS, form, is_scored=False) for form in list_forms(text, lookup.language)]
        )
    places = [(f"w_{word.field}", text), *list_stem_places(word.field, text, lookup.language)]
    return lookup.make.either([lookup.make.term(column, form) for column, form in places])


def list_forms(text: str, language: str) -> list[str]:
    return list(dict.fromkeys([text, *stem_question(text, language)]))


def _match_run(field: str, words: list[tuple[int, str]], lookup: Lookup) -> Query:
    """Words that stand together in one field. The column of all words, quicker to ask, goes first."""
    if not words:
        # Punctuation alone asks for nothing.
        return lookup.make.everything()
    if field:
        return make_phrase(lookup.make, f"w_{field}", words)
    anywhere = [lookup.make.term(WORDS, word, is_scored=False) for _, word in words]
    if len(words) == 1:
        return anywhere[0]
    together = [
        make_phrase(lookup.make, f"w_{held.name}", words)
        for held in lookup.layout.texts
        if all(lookup.has(f"w_{held.name}", word) for _, word in words)
    ]
    return lookup.make.both([*anywhere, lookup.make.either(together)])


def _match_all(question: All, lookup: Lookup) -> Query:
    wanted = _drop_stop_words(question.parts)
    musts = [match_question(part, lookup) for part in wanted if not isinstance(part, Not)]
    nots = [match_question(part.part, lookup) for part in wanted if isinstance(part, Not)]
    return lookup.make.join(musts=musts or [lookup.make.everything()], nots=nots) if nots else lookup.make.both(musts)


def _drop_stop_words(parts: tuple[Question, ...]) -> list[Question]:
    kept = [part for part in parts if not is_stop_word(part)]
    has_content = any(isinstance(part, Word | Phrase | Any | All | Meant) for part in kept)
    return kept if has_content else list(parts)


def is_stop_word(part: Question) -> bool:
    return isinstance(part, Word) and not part.field and not part.is_prefix and fold(part.text) in STOP_WORDS


def _match_code(code: Code, lookup: Lookup) -> Query:
    """A code is typed as it is (FR), in another case (fr), or by the name that readers see (France)."""
    column = f"t_{code.field}"
    found = [form for form in {code.value, code.value.lower(), code.value.upper()} if lookup.has(column, form)]
    if not found:
        wanted = fold(code.value)
        named = (held for held, name in name_codes(code.field, lookup) if wanted in (fold(held), fold(name)))
        found = list(dict.fromkeys(named))
    return lookup.make.either([lookup.make.term(column, form, is_scored=False) for form in found])


def name_codes(field: str, lookup: Lookup) -> Iterable[tuple[str, str]]:
    """Codes with the names that readers see, and with the English ones of lists; names of records may cost a read each, so a field of
    very many codes goes by code alone."""
    declared = lookup.layout.fields[field]
    label_of = declared.label_of
    codes = [code for code, _count in lookup.index.list_terms(f"t_{field}", "", limit=_MOST_CODES)]
    if label_of is None or len(codes) > _MOST_NAMED_CODES:
        return [(code, code) for code in codes]
    languages = dict.fromkeys((lookup.language, lookup.language if declared.is_open else _COMMON_LANGUAGE))
    return [(code, label_of(code, language)) for code in codes for language in languages]


def _match_area(name: str, boxes: Iterable[Box], lookup: Lookup) -> Query:
    column = f"c_{_check(name, FieldKind.POINT, lookup)}"
    patches = [patch for patch in cover(boxes) if lookup.has(column, patch.tile.code)]
    return lookup.make.either([_match_patch(name, patch, lookup) for patch in patches])


def _match_patch(name: str, patch: Patch, lookup: Lookup) -> Query:
    make = lookup.make
    cell = make.term(f"c_{name}", patch.tile.code, is_scored=False)
    among = [
        make.both([make.between(f"x_{name}", box.south, box.north), make.between(f"y_{name}", box.west, box.east)])
        for box in patch.among
    ]
    return make.both([cell, make.either(among)]) if among else cell


def _make_range(column: str, span: Span, lookup: Lookup) -> Query | None:
    if span.least is None and span.most is None:
        return None
    return lookup.make.span(column, span.least, span.most)


def _check(name: str, kind: FieldKind, lookup: Lookup) -> str:
    declared = lookup.layout.fields.get(name)
    if declared is None or declared.kind != kind:
        raise InvalidRequestError(_("There is no such filter: %(name)s") % {"name": name})
    return name
