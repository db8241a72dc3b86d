"""Questions that organisers put together themselves: what they may look like, and whether an answer fits one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

KINDS = ("line", "text", "choice", "choices", "number", "rating", "check")
MOST_QUESTIONS = 40
MOST_OPTIONS = 50
LONGEST_ANSWER = 5000
_NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")
Texts = dict[str, str]


class InvalidQuestionError(ValueError):
    """The question cannot be asked like this; `place` counts from 1."""

    def __init__(self, place: int, message: str) -> None:
        super().__init__(f"question {place}: {message}")
        self.place, self.message = place, message


@dataclass(frozen=True, slots=True)
class Question:
    """`labels` and each of `options` by language. An answer to a choice is the option's place, from 0."""

    name: str
    kind: str
    labels: Texts
    options: tuple[Texts, ...] = ()
    is_required: bool = False

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "options": list(self.options)}


@dataclass(slots=True)
class Answers:
    """`problems`: name of the question to what is wrong with its answer (`missing`, `unknown`, `number`, `long`)."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def read_questions(stored: Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    """From JSON. Raises `InvalidQuestionError`."""
    if len(stored) > MOST_QUESTIONS:
        raise InvalidQuestionError(MOST_QUESTIONS + 1, f"a form has at most {MOST_QUESTIONS} questions")
    read = tuple(_read_question(place, entry) for place, entry in enumerate(stored, start=1))
    names = [question.name for question in read]
    for place, name in enumerate(names, start=1):
        if name in names[: place - 1]:
            raise InvalidQuestionError(place, f"“{name}” is asked twice")
    return read


def _read_question(place: int, entry: Mapping[str, Any]) -> Question:
    question = Question(
        name=str(entry.get("name") or f"q{place}"),
        kind=str(entry.get("kind", "")),
        labels={tag: str(text).strip() for tag, text in dict(entry.get("labels") or {}).items() if str(text).strip()},
        options=tuple({str(tag): str(text) for tag, text in option.items()} for option in entry.get("options") or ()),
        is_required=bool(entry.get("is_required")),
    )
    if question.kind not in KINDS:
        raise InvalidQuestionError(place, f"“{question.kind}” is no kind of question")
    if not _NAME.fullmatch(question.name):
        raise InvalidQuestionError(place, f"“{question.name}” is no name: small letters, digits and _")
    if not question.labels:
        raise InvalidQuestionError(place, "it has no words, in no language")
    if question.kind in {"choice", "choices"} and not 2 <= len(question.options) <= MOST_OPTIONS:
        raise InvalidQuestionError(
            place, f"a choice has 2 to {MOST_OPTIONS} options, this one has {len(question.options)}"
        )
    return question


def read_answers(questions: Sequence[Question], sent: Mapping[str, Sequence[str]]) -> Answers:
    """`sent`: name to the values a form sent. What is not asked is left away."""
    answers = Answers()
    for question in questions:
        texts = [text.strip() for text in sent.get(question.name, ()) if text.strip()]
        value, problem = _read_answer(question, texts)
        if problem:
            answers.problems[question.name] = problem
        elif value not in (None, "", []):
            answers.values[question.name] = value
        elif question.is_required:
            answers.problems[question.name] = "missing"
    return answers


def _read_answer(question: Question, texts: list[str]) -> tuple[Any, str]:
    first = texts[0] if texts else ""
    match question.kind:
        case "check":
            return (True if first else None), ""
        case "choice" | "choices":
            return _read_places(question, texts)
        case "rating":
            return (int(first), "") if first in {"1", "2", "3", "4", "5"} else (None, "unknown" if first else "")
        case "number":
            return _read_number(first)
        case _:
            return (first, "") if len(first) <= LONGEST_ANSWER else (None, "long")


def _read_places(question: Question, texts: list[str]) -> tuple[Any, str]:
    places = [int(text) for text in texts if text.isdecimal() and len(text) < 4]
    if len(places) != len(texts) or any(place >= len(question.options) for place in places):
        return None, "unknown"
    if question.kind == "choices":
        return sorted(set(places)), ""
    return (places[0] if places else None), ""


def _read_number(text: str) -> tuple[Any, str]:
    if not text:
        return None, ""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None, "number"
    if not abs(number) < 1e12:
        return None, "number"
    return (int(number) if number.is_integer() else number), ""
