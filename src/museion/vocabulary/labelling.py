"""Labels in the form in which questions look for them, so that *Jarres* meets *jarre* and *Amphora (vessel)* meets *amphorae*."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from museion.search.analysis import drop_elisions, split_words
from museion.search.stems import stem

PREFERRED, ALTERNATIVE, QUALIFIED, HIDDEN = range(4)
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
    return join_stems(split_label(text), tag)


@lru_cache(maxsize=65536)
def split_label(text: str) -> tuple[str, ...]:
    """The folded words of a label or question, without what leans on the next word (l'éducation)."""
    return split_words(drop_elisions(text))


def join_stems(words: Sequence[str], tag: str) -> str:
    return " ".join(stem(word, tag) or word for word in words)


def list_labels(
    preferred: Mapping[str, str], alternative: Mapping[str, Sequence[str]], hidden: Mapping[str, Sequence[str]]
) -> list[LabelRow]:
    """Every label once a language, the surest first; one with a qualifier in parentheses also stands without it."""
    found: dict[tuple[str, str], LabelRow] = {}
    for tag, text, rank in sorted(_iterate(preferred, alternative, hidden), key=lambda label: label[2]):
        form = make_form(text, tag)
        if form and len(form) <= _LONGEST_FORM and len(text) <= _LONGEST_TEXT:
            found.setdefault((tag, form), LabelRow(tag, text, form, rank))
    return list(found.values())


def drop_qualifier(text: str) -> str:
    """`Brocade (fabric)` is what people call brocade."""
    return _QUALIFIER.sub("", text)


def _iterate(
    preferred: Mapping[str, str], alternative: Mapping[str, Sequence[str]], hidden: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str, int]]:
    named = [(tag, text, PREFERRED) for tag, text in preferred.items()]
    named += [(tag, text, ALTERNATIVE) for tag, texts in alternative.items() for text in texts]
    for tag, text, rank in named:
        yield tag, text, rank
        if (bare := drop_qualifier(text)) != text:
            yield tag, bare, QUALIFIED
    for tag, texts in hidden.items():
        for text in texts if len(texts) <= _MOST_HIDDEN else ():
            yield tag, text, HIDDEN
