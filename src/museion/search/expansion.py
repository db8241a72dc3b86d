"""Other words for what a question means. Rooms that know words register an expander; search knows none itself.

A stretch of plain words next to one another is shown to every expander. What they find is put beside the words as typed: a record
answers that holds either. Words in quotation marks, behind a field or with a star are meant as they are typed.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from museion.search.questions import All, Any, Meaning, Meant, Question, Word, find_parts

MOST_WORDS = 16
"""Of a longer question the first words are looked up; whoever pastes a page does not ask for a concept."""


@dataclass(frozen=True, slots=True)
class Found:
    """A meaning of the words from `first` to before `end`."""

    first: int
    end: int
    meaning: Meaning


# (the words as typed, the reader's language) → what stretches of them mean, in any order.
Expander = Callable[[Sequence[str], str], Sequence[Found]]
EXPANDERS: list[Expander] = []
LookUp = Callable[[Sequence[str]], Sequence[Found]]


def register_expander(expander: Expander) -> None:
    EXPANDERS.append(expander)


def expand(question: Question, look_up: LookUp) -> Question:
    """The question with what its words mean beside them; the longest stretch that means something counts."""
    match question:
        case Word() if _is_plain(question):
            return _expand_run([question], look_up)[0]
        case All(parts):
            return All(tuple(_expand_parts(parts, look_up)))
        case Any(parts):
            return Any(tuple(expand(part, look_up) for part in parts))
        case _:
            return question


def make_look_up(expanders: Sequence[Expander], language: str) -> LookUp:
    """What all expanders say of some words to a reader of the language."""
    return lambda texts: [entry for expander in expanders for entry in expander(texts, language)]


def list_meanings(question: Question) -> list[Meaning]:
    """Those in the question, in its order."""
    return [meaning for part in find_parts(question) if isinstance(part, Meant) for meaning in part.meanings]


def switch_off(question: Question, keys: Collection[str]) -> Question:
    """The question without these meanings."""
    match question:
        case Meant(typed, meanings):
            kept = tuple(meaning for meaning in meanings if meaning.key not in keys)
            return Meant(typed, kept) if kept else typed
        case All(parts):
            return All(tuple(_flatten(switch_off(part, keys) for part in parts)))
        case Any(parts):
            return Any(tuple(switch_off(part, keys) for part in parts))
        case _:
            return question


def _flatten(parts: Iterator[Question]) -> Iterator[Question]:
    """Words of a stretch that means nothing any more stand as they stood before."""
    for part in parts:
        yield from part.parts if isinstance(part, All) else (part,)


def _is_plain(question: Question) -> bool:
    is_word = isinstance(question, Word) and not question.field and not question.is_prefix
    return is_word and not question.instead_of  # type: ignore[union-attr]


def _expand_parts(parts: Sequence[Question], look_up: LookUp) -> Iterator[Question]:
    run: list[Word] = []
    for part in parts:
        if isinstance(part, Word) and _is_plain(part):
            run.append(part)
            continue
        yield from _expand_run(run, look_up)
        run = []
        yield expand(part, look_up)
    yield from _expand_run(run, look_up)


def _expand_run(words: list[Word], look_up: LookUp) -> list[Question]:
    texts = [word.text for word in words[:MOST_WORDS]]
    found = look_up(texts) if texts else []
    made: list[Question] = []
    place = 0
    while place < len(words):
        end = max((entry.end for entry in found if entry.first == place), default=0)
        if not end:
            made.append(words[place])
            place += 1
            continue
        meanings = tuple(entry.meaning for entry in found if (entry.first, entry.end) == (place, end))
        stretch = words[place:end]
        made.append(Meant(stretch[0] if len(stretch) == 1 else All(tuple(stretch)), meanings))
        place = end
    return made
