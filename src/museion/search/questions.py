"""A question as a tree: what the query syntax means, before any engine sees it."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, replace

from museion.search.requests import Span


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed. `field`: the only TEXT field to look in, empty for all. `instead_of`: the misspelt word typed."""

    text: str
    field: str = ""
    is_prefix: bool = False
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand together, in order."""

    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """One exact value of a TERM field. `start` and `end`: where the value stands in the question, quotation marks and all."""

    field: str
    value: str
    start: int = dataclasses.field(default=0, compare=False)
    end: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Range:
    """A range of a NUMBER or YEARS field."""

    field: str
    span: Span


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple["Question", ...]


@dataclass(frozen=True, slots=True)
class Any:
    parts: tuple["Question", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Question"


@dataclass(frozen=True, slots=True)
class Form:
    """One other way to say it. `weight`: of the score of the typed word. `path`: from what was typed to this form, by labels."""

    text: str
    language: str
    weight: float
    path: tuple[str, ...] = ()
    is_narrower: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """Records that state the meaning by its code, in whatever words they are written."""

    field: str
    code: str
    weight: float
    form: Form


@dataclass(frozen=True, slots=True)
class Meaning:
    """What some words of a question mean. `key`: of the record that says so, by which a reader switches it off."""

    key: str
    typed: str
    label: str
    language: str
    scheme: str = ""
    forms: tuple[Form, ...] = ()
    marked: tuple[Marked, ...] = ()


@dataclass(frozen=True, slots=True)
class Meant:
    """Words as typed, or whatever else says what they mean."""

    typed: "Question"
    meanings: tuple[Meaning, ...]


Question = Word | Phrase | Code | Range | All | Any | Not | Meant
EVERYTHING = All(())


def find_parts(question: Question) -> Iterator[Question]:
    """Taken apart at AND and OR, in order."""
    match question:
        case All(parts) | Any(parts):
            for part in parts:
                yield from find_parts(part)
        case _:
            yield question


def find_words(question: Question) -> list[Word]:
    """The words that a record should hold, in order; those after NOT are not among them."""
    parts = (part.typed if isinstance(part, Meant) else part for part in find_parts(question))
    return [word for part in parts for word in find_parts(part) if isinstance(word, Word)]


def find_codes(question: Question) -> Iterator[Code]:
    """Those after NOT too."""
    for part in find_parts(question):
        if isinstance(part, Code):
            yield part
        elif isinstance(part, Not):
            yield from find_codes(part.part)


def replace_words(question: Question, corrections: dict[Word, tuple[str, ...]]) -> Question:
    """The question with each misspelt word replaced by any of its corrections."""
    match question:
        case Word() if question in corrections:
            return Any(tuple(replace(question, text=text, instead_of=question.text) for text in corrections[question]))
        case All(parts):
            return All(tuple(replace_words(part, corrections) for part in parts))
        case Any(parts):
            return Any(tuple(replace_words(part, corrections) for part in parts))
        case _:
            return question


def shorten_names(question: Question) -> Question | None:
    """`Claude Monet` as `C. Monet` writes it: the words before the last may be their initials. None for what is no name."""
    parts = question.parts if isinstance(question, All) else ()
    words = [part for part in parts if isinstance(part, Word) and _is_name(part)]
    if not 2 <= len(words) == len(parts) <= 4:
        return None
    family = words[0] if words[0].text.endswith(",") else words[-1]
    return All(tuple(word if word is family else _add_initial(word) for word in words))


def _is_name(word: Word) -> bool:
    return not word.field and not word.is_prefix and word.text.strip(".,").isalpha()


def _add_initial(word: Word) -> Question:
    return Any((word, replace(word, text=word.text[0].lower(), instead_of=word.text)))


def relax(question: Question) -> Question | None:
    """The same with any word instead of all; None where there is nothing to give up."""
    if not isinstance(question, All):
        return None
    words = tuple(part for part in question.parts if isinstance(part, Word | Phrase | Any | Meant))
    if len(words) < 2:
        return None
    return All((Any(words), *(part for part in question.parts if part not in words)))
