"""MRR, recall and nDCG at ten."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Question:
    """`relevant`: keys of the records that answer."""

    text: str
    language: str
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class Judged:
    name: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """Means over the questions; `nothing`: the share of questions without any hit."""

    mrr: float
    recall: float
    ndcg: float
    nothing: float


def measure(questions: Sequence[Question], find: Callable[[str, str], Sequence[str]]) -> Measured:
    scored = [_score(question, list(find(question.text, question.language))[:DEPTH]) for question in questions]
    count = max(len(scored), 1)
    return Measured(*(sum(entry[place] for entry in scored) / count for place in range(4)))


def _score(question: Question, found: list[str]) -> tuple[float, float, float, float]:
    """Recall is of what ten places could hold."""
    hits = [key in question.relevant for key in found]
    first = next((place for place, hit in enumerate(hits, start=1) if hit), 0)
    possible = min(DEPTH, len(question.relevant))
    gain = sum(1 / math.log2(place + 1) for place, hit in enumerate(hits, start=1) if hit)
    ideal = sum(1 / math.log2(place + 1) for place in range(1, possible + 1))
    return (1 / first if first else 0.0, sum(hits) / possible, gain / ideal, float(not found))
