"""The one explainer: what a score is made of, for whoever reads it. Search, screening and the choice of teams show their reasons by it.

A scorer hands over its own parts, in its own unit; nothing is computed a second time. Shares are of the whole score, or of the
strongest part where parts speak against as well as for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Measure(Enum):
    """What a share is a share of."""

    WHOLE = "whole"
    STRONGEST = "strongest"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that moved a score by `points`, against it when negative.

    `label`: what was compared (a field, a feature), for readers. `asked`, `held`: what either side says. `via`: how the one became the
    other. `tag`, `language`: of `held`, where that is known. `path`: over which concepts, by their labels.
    """

    label: Any
    points: float
    held: str = ""
    asked: str = ""
    via: str = ""
    tag: str = ""
    language: str = ""
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """A part with its `share`, in per cent."""

    part: Part
    share: int

    @property
    def is_against(self) -> bool:
        return self.part.points < 0


def explain(parts: Sequence[Part], measure: Measure, *, least: float = 0.0) -> list[Explained]:
    """The weightiest first; parts of fewer points than `least` move nothing and only lengthen the list."""
    told = sorted((part for part in parts if abs(part.points) >= least), key=lambda part: -abs(part.points))
    whole = _measure(told, measure) or 1.0
    return [Explained(part, max(1, round(100 * abs(part.points) / whole))) for part in told]


def _measure(parts: Sequence[Part], measure: Measure) -> float:
    sizes = [abs(part.points) for part in parts]
    return sum(sizes) if measure is Measure.WHOLE else max(sizes, default=0.0)
