"""The ABC method (Canadian Conservation Institute and ICCROM, 2016): how big a risk is, and how sure that is.

A says how often, B how much of its value each affected item loses, C how much of the asset's value is affected. The scales
are logarithmic: a point more is ten times more. Their sum, the magnitude of risk (MR), is at most 15, and 10^(MR - 15) is the
part of the asset's value lost in a year.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

from museion.core.wording import Wording

LEAST, MOST = 0.5, 5.0
HALF = 0.5
HIGH_MAGNITUDE = 9.5
"""From here on the priority is high or above."""
WIDE_UNCERTAINTY = 2.0
"""More than two points between high and low, a hundredfold, counts as very unsure."""


class ScoreError(ValueError):
    """A score that is not on the scale, or estimates out of order."""


class Priority(StrEnum):
    CATASTROPHIC = "catastrophic"
    EXTREME = "extreme"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Decision(StrEnum):
    """What magnitude and uncertainty together advise."""

    TREAT_SOON = "treat_soon"
    REVIEW_SOON = "review_soon"
    NO_ACTION = "no_action"
    REVIEW_LATER = "review_later"


# The least magnitude of each priority, in half points: a magnitude has no values between.
PRIORITY_BOUNDS: tuple[tuple[float, Priority], ...] = (
    (13.5, Priority.CATASTROPHIC),
    (11.5, Priority.EXTREME),
    (9.5, Priority.HIGH),
    (7.5, Priority.MEDIUM),
    (-math.inf, Priority.LOW),
)


@dataclass(frozen=True, slots=True)
class Estimate:
    """One component at its low, probable and high value."""

    low: float
    probable: float
    high: float

    def __post_init__(self) -> None:
        for score in (self.low, self.probable, self.high):
            if not LEAST <= score <= MOST or score * 2 != int(score * 2):
                raise ScoreError(
                    Wording("%(score)s is not on the scale of half points from 0.5 to 5", score=f"{score:g}")
                )
        if not self.low <= self.probable <= self.high:
            stated = {"low": f"{self.low:g}", "probable": f"{self.probable:g}", "high": f"{self.high:g}"}
            raise ScoreError(
                Wording(
                    "low %(low)s, probable %(probable)s, high %(high)s: a low score is no higher than a high one",
                    **stated,
                )
            )


@dataclass(frozen=True, slots=True)
class Assessment:
    """One risk's three components."""

    a: Estimate
    b: Estimate
    c: Estimate

    @property
    def low(self) -> float:
        return self.a.low + self.b.low + self.c.low

    @property
    def magnitude(self) -> float:
        return self.a.probable + self.b.probable + self.c.probable

    @property
    def high(self) -> float:
        return self.a.high + self.b.high + self.c.high

    @property
    def uncertainty(self) -> float:
        return self.high - self.low

    @property
    def priority(self) -> Priority:
        return rank_magnitude(self.magnitude)

    @property
    def decision(self) -> Decision:
        is_high, is_unsure = self.magnitude >= HIGH_MAGNITUDE, self.uncertainty > WIDE_UNCERTAINTY
        if is_high:
            return Decision.REVIEW_SOON if is_unsure else Decision.TREAT_SOON
        return Decision.REVIEW_LATER if is_unsure else Decision.NO_ACTION

    @property
    def yearly_loss(self) -> float:
        """The part of the asset's value expected to be lost in a year."""
        return compute_yearly_loss(self.magnitude)

    def compute_loss(self, years: float) -> float:
        """The part of today's value expected to be lost in so many years; what is lost cannot be lost again."""
        return 1.0 if self.yearly_loss >= 1 else -math.expm1(years * math.log1p(-self.yearly_loss))


def rank_magnitude(magnitude: float) -> Priority:
    return next(priority for bound, priority in PRIORITY_BOUNDS if magnitude >= bound)


def compute_yearly_loss(magnitude: float) -> float:
    return float(10.0 ** (magnitude - 15.0))


def compute_magnitude(yearly_loss: float) -> float:
    """The magnitude that stands for a loss; of several risks together, the magnitude of the sum of their losses."""
    return 15.0 + math.log10(yearly_loss) if yearly_loss > 0 else 0.0


def score_years(years: float) -> float:
    """A: mean years between events, or years in which the damage builds up."""
    return _settle(5.0 - math.log10(_require_positive(years)))


def score_fraction(fraction: float) -> float:
    """B or C: a part between 0 and 1 of a value."""
    if fraction > 1:
        raise ScoreError(Wording("%(percent)s %% is more than all of it", percent=f"{100 * fraction:g}"))
    return _settle(5.0 + math.log10(_require_positive(fraction)))


def _settle(score: float) -> float:
    return min(max(round(score / HALF) * HALF, LEAST), MOST)


def _require_positive(number: float) -> float:
    if not number > 0:
        raise ScoreError(Wording("%(number)s is not more than nothing", number=f"{number:g}"))
    return number
