"""Labels in the form in which questions look for them, so that *Jarres* meets *jarre* and *Amphora (vessel)* meets *amphorae*."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from museion.search.analysis import split_words
from museion.search.stems import stem

PREFERRED, ALTERNATIVE, HIDDEN = 0, 1, 2
# A word among many that should find a concept names none of them: Iconclass has whole lists of such keywords.
_MOST_HIDDEN = 3
_LONGEST_TEXT, _LONGEST_FORM = 300, 200
_QUALIFIER = re.compile(r"\s*\([^()]*\)\s*$")


class LabelRow(NamedTuple):
    tag: str
    text: str
    form: str
    rank: int


def make_form(text: str, tag: str) -> str:
    """Folded words by their stems in the language, joined by spaces; empty where the text has no word."""
    return join_stems(split_words(text), tag)


def join_stems(words: Sequence[str], tag: str) -> str:
    return " ".join(stem(word, tag) or word for word in words)


def list_labels(
    preferred: Mapping[str, str], alternative: Mapping[str, Sequence[str]], hidden: Mapping[str, Sequence[str]]
) -> list[LabelRow]:
    """Every label once a language, the preferred first; one with a qualifier in parentheses also stands without it."""
    found: dict[tuple[str, str], LabelRow] = {}
    for tag, text, rank in _iterate(preferred, alternative, hidden):
        for wording in dict.fromkeys((text, _QUALIFIER.sub("", text))):
            form = make_form(wording, tag)
            if form and len(form) <= _LONGEST_FORM and len(wording) <= _LONGEST_TEXT:
                found.setdefault((tag, form), LabelRow(tag, wording, form, rank))
    return list(found.values())


def _iterate(
    preferred: Mapping[str, str], alternative: Mapping[str, Sequence[str]], hidden: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str, int]]:
    for tag, text in preferred.items():
        yield tag, text, PREFERRED
    for tag, texts in alternative.items():
        for text in texts:
            yield tag, text, ALTERNATIVE
    for tag, texts in hidden.items():
        for text in texts if len(texts) <= _MOST_HIDDEN else ():
            yield tag, text, HIDDEN
