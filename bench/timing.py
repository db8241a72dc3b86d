"""Paired timing: every engine answers the same question in turn, so that a noisy machine is noisy for all."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar


@dataclass(slots=True)
class Timing:
    """Milliseconds of each call."""

    values: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def mean(self) -> float:
        return statistics.fmean(self.values)

    @property
    def p95(self) -> float:
        return sorted(self.values)[min(len(self.values) - 1, int(len(self.values) * 0.95))]


Question = TypeVar("Question")


def time_in_turn(
    engines: Mapping[str, Callable[[Question], object] | None], questions: Sequence[Question], *, warm: int = 5
) -> dict[str, Timing]:
    """Each engine's time for each question; an engine that has no such question (None) is left out."""
    able = {name: ask for name, ask in engines.items() if ask is not None}
    for question in questions[:warm]:
        for ask in able.values():
            ask(question)
    timings = {name: Timing() for name in able}
    for question in questions:
        for name, ask in able.items():
            begun = time.perf_counter()
            ask(question)
            timings[name].values.append((time.perf_counter() - begun) * 1000)
    return timings
