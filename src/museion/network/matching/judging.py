"""What a comparison says: evidence for and against in log odds, summed to a probability, each piece with its words."""

from dataclasses import dataclass
from math import exp

LIKELY, POSSIBLE = 0.9, 0.5


@dataclass(frozen=True, slots=True)
class Reason:
    """`code` says which sort of evidence, `detail` what was compared; `weight` is negative where it speaks against."""

    code: str
    detail: str
    weight: float


@dataclass(frozen=True, slots=True)
class Judged:
    score: float
    reasons: tuple[Reason, ...]


def weigh(reasons: list[Reason], *, prior: float) -> Judged:
    """`prior`: log odds of a pair of which nothing is known but that some key brought it here."""
    total = prior + sum(reason.weight for reason in reasons)
    return Judged(1 / (1 + exp(-max(-30.0, min(30.0, total)))), tuple(reasons))
