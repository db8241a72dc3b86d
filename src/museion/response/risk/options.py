"""Comparing what could be done about risks: what each measure takes away, and what that costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from museion.response.risk.abc import compute_magnitude, compute_yearly_loss

T = TypeVar("T")
COST_UNIT = 10_000


@dataclass(frozen=True, slots=True)
class Option(Generic[T]):
    """A measure, and the one of the museum's risks that it changes; `yearly_cost`: all it costs, spread over the years it lasts, in EUR."""

    about: T
    risk: int
    magnitude_after: float
    yearly_cost: float


@dataclass(frozen=True, slots=True)
class Comparison(Generic[T]):
    """`reduction`: points of magnitude of all risks of the museum together; `per_cost`: for each 10,000 EUR, None where it costs nothing."""

    option: T
    reduction: float
    per_cost: float | None


def compare_options(magnitudes: Mapping[int, float], options: Sequence[Option[T]]) -> tuple[Comparison[T], ...]:
    """Best first: what costs nothing and helps, then by reduction per cost; what makes it worse last."""
    losses = {risk: compute_yearly_loss(magnitude) for risk, magnitude in magnitudes.items()}
    compared = [_compare(losses, option) for option in options]
    return tuple(sorted(compared, key=_get_order))


def _compare(losses: Mapping[int, float], option: Option[T]) -> Comparison[T]:
    before = sum(losses.values())
    after = sum({**losses, option.risk: compute_yearly_loss(option.magnitude_after)}.values())
    reduction = compute_magnitude(before) - compute_magnitude(after)
    per_cost = reduction / option.yearly_cost * COST_UNIT if option.yearly_cost else None
    return Comparison(option.about, reduction, per_cost)


def _get_order(compared: Comparison[T]) -> tuple[bool, bool, float]:
    is_free = compared.per_cost is None
    return (
        compared.reduction <= 0,
        not is_free,
        -(compared.reduction if compared.per_cost is None else compared.per_cost),
    )
