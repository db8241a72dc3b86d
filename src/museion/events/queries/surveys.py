"""What a survey says, summed up so that nobody is told apart."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import mean
from typing import Any

from museion.events.actions.surveys import LEAST_SHOWN
from museion.events.formats.questions import Question, read_questions
from museion.events.models import Survey


@dataclass(frozen=True, slots=True)
class Summary:
    """`bars`: answers by language and how many gave each; `texts`: what people wrote, in no order of theirs."""

    question: Question
    answered: int
    bars: list[tuple[Mapping[str, str], int]]
    texts: list[str]
    average: float | None
    most: int


def sum_up(survey: Survey) -> list[Summary]:
    """Empty while too few answered."""
    answers = list(survey.answers.order_by("voice").values_list("answers", flat=True))
    if len(answers) < LEAST_SHOWN:
        return []
    return [_sum_up(question, answers) for question in read_questions(survey.questions)]


def _sum_up(question: Question, answers: list[dict[str, Any]]) -> Summary:
    given = [held[question.name] for held in answers if held.get(question.name) not in (None, "", [])]
    counted = Counter(value for answer in given for value in (answer if isinstance(answer, list) else [answer]))
    bars: list[tuple[Mapping[str, str], int]] = []
    match question.kind:
        case "choice" | "choices":
            bars = [(option, counted[place]) for place, option in enumerate(question.options)]
        case "rating":
            bars = [({"und": str(mark)}, counted[mark]) for mark in range(5, 0, -1)]
        case "check":
            bars = [({"und": "✓"}, counted[True]), ({"und": "–"}, len(answers) - counted[True])]
    is_number = question.kind in {"rating", "number"} and bool(given)
    return Summary(
        question=question,
        answered=len(given),
        bars=bars,
        texts=[str(text) for text in given] if question.kind in {"line", "text"} else [],
        average=round(mean(given), 2) if is_number else None,
        most=max((count for _label, count in bars), default=0),
    )
