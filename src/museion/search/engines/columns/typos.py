"""Words put right: what a misspelt word may have been, among the words of records that the viewer sees.

One edit (a letter too many, too few, other, or two swapped) is tried for words of four letters and more by looking up every
possible edit; two edits for words of eight and more, among the words that begin with the same two letters.
"""

from collections.abc import Iterable, Iterator

from museion.search.analysis import is_unspaced, split_question
from museion.search.engines.columns.clauses import Lookup
from museion.search.engines.columns.index import Access
from museion.search.engines.columns.layout import WORDS
from museion.search.nearness import measure_distance
from museion.search.questions import Question, Word, find_words
from museion.search.stems import stem_question

_LEAST_FOR_ONE, _LEAST_FOR_TWO = 4, 8
_MOST_CORRECTIONS = 3
_MOST_CANDIDATES = 20_000
_MOST_WORDS = 8
FEW = 3
"""Hits: so few may be due to a misspelling that somebody else made too."""
FAR_MORE = 10
_MOST_RARE_WORDS = 3
_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґјљњћџ",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "ءابتثجحخدذرزسشصضطظعغفقكلمنهويئؤپچژگ",
    "אבגדהוזחטיכלמנסעפצקרשת",
)


def find_corrections(question: Question, lookup: Lookup, access: Access) -> dict[Word, tuple[str, ...]]:
    """For each word that no visible record holds: the likeliest words instead, best first."""
    corrections = {}
    for word in find_words(question)[:_MOST_WORDS]:
        text = _get_correctable(word)
        if text and not _count_visible([text, *stem_question(text, lookup.language)], lookup, access):
            found = _find_similar(text, lookup, access)
            if found:
                corrections[word] = found
    return corrections


def find_commoner(question: Question, lookup: Lookup, access: Access) -> dict[Word, tuple[str, ...]]:
    """For words that few visible records hold: the likeliest of the words of one edit that far more of them hold."""
    commoner = {}
    for word in find_words(question)[:_MOST_RARE_WORDS]:
        text = _get_correctable(word)
        count = _count_visible([text, *stem_question(text, lookup.language)], lookup, access) if text else 0
        if 0 < count <= FEW:
            better = _rank(_list_edits(text), lookup, access)[:1]
            if better and _count_visible(better, lookup, access) >= count * FAR_MORE:
                commoner[word] = tuple(better)
    return commoner


def put_right(text: str, corrections: dict[Word, tuple[str, ...]]) -> str:
    """The question as it may have been meant; empty where nothing was put right."""
    for word, better in corrections.items():
        text = text.replace(word.text, better[0])
    return text if corrections else ""


def _get_correctable(word: Word) -> str:
    words = split_question(word.text)
    text = words[0][1] if len(words) == 1 else ""
    is_correctable = len(text) >= _LEAST_FOR_ONE and text.isalpha() and not is_unspaced(text) and not word.is_prefix
    return text if is_correctable and len(text) <= 30 else ""


def _find_similar(text: str, lookup: Lookup, access: Access) -> tuple[str, ...]:
    found = _rank(_list_edits(text), lookup, access)
    if not found and len(text) >= _LEAST_FOR_TWO:
        found = _rank(_list_neighbours(text, lookup), lookup, access)
    return tuple(found[:_MOST_CORRECTIONS])


def _rank(candidates: Iterable[str], lookup: Lookup, access: Access) -> list[str]:
    """Those that a visible record holds as a word (not merely as a stem), most frequent first."""
    held = {word for word in candidates if lookup.has(WORDS, word) and _is_whole_word(word, lookup)}
    counted = [(-_count_visible([word], lookup, access), word) for word in held]
    return [word for count, word in sorted(counted) if count]


def _is_whole_word(word: str, lookup: Lookup) -> bool:
    return any(lookup.has(f"w_{field.name}", word) for field in lookup.layout.texts)


def _count_visible(words: list[str], lookup: Lookup, access: Access) -> int:
    held = lookup.make.any_of(WORDS, list(dict.fromkeys(words)))
    return lookup.index.count(access.narrow([held]))


def _list_edits(text: str) -> Iterator[str]:
    letters = next((alphabet for alphabet in _ALPHABETS if text[0] in alphabet), "")
    for place in range(len(text) + 1):
        head, tail = text[:place], text[place:]
        yield from (head + letter + tail for letter in letters)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters if letter != tail[0])
        if len(tail) > 1 and tail[0] != tail[1]:
            yield head + tail[1] + tail[0] + tail[2:]


def _list_neighbours(text: str, lookup: Lookup) -> Iterator[str]:
    for word, _count in lookup.index.list_terms(WORDS, text[:2], limit=_MOST_CANDIDATES):
        if abs(len(word) - len(text)) <= 2 and measure_distance(text, word, 2) <= 2:
            yield word
