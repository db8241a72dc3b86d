"""Comparing what could be done about risks: what each option takes away, and what that costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from museion.response.risk.abc import Assessment, ScoreError, compute_magnitude
from museion.response.risk.vocabulary import Layer, Stage


@dataclass(frozen=True, slots=True)
class Option:
    """A measure with the risks as they would be with it; risks not named stay as they are.

    `yearly_cost` is everything it costs, spread over the years it lasts, in any one currency.
    """

    name: str
    yearly_cost: float
    afterwards: Mapping[str, Assessment]
    stages: frozenset[Stage] = frozenset()
    layers: frozenset[Layer] = frozenset()

    def __post_init__(self) -> None:
        if self.yearly_cost < 0:
            raise ScoreError(f"{self.name}: it cannot cost less than nothing")


@dataclass(frozen=True, slots=True)
class Comparison:
    """`reduction` in points of magnitude of all risks together; None per cost where it costs nothing."""

    option: Option
    reduction: float
    avoided_yearly_loss: float
    reduction_per_cost: float | None
    avoided_loss_per_cost: float | None


def compare_options(risks: Mapping[str, Assessment], options: Sequence[Option]) -> tuple[Comparison, ...]:
    """Best first: what costs nothing and helps, then by reduction per cost; what makes it worse last."""
    compared = [_compare(risks, option) for option in options]
    return tuple(sorted(compared, key=_get_order))


def _compare(risks: Mapping[str, Assessment], option: Option) -> Comparison:
    unknown = sorted(option.afterwards.keys() - risks.keys())
    if unknown:
        raise ScoreError(f"{option.name} changes risks that were not assessed: {', '.join(unknown)}")
    before = sum(risk.yearly_loss for risk in risks.values())
    after = sum(risk.yearly_loss for risk in {**risks, **option.afterwards}.values())
    reduction = compute_magnitude(before) - compute_magnitude(after)
    cost = option.yearly_cost
    return Comparison(
        option=option,
        reduction=reduction,
        avoided_yearly_loss=before - after,
        reduction_per_cost=reduction / cost if cost else None,
        avoided_loss_per_cost=(before - after) / cost if cost else None,
    )


def _get_order(compared: Comparison) -> tuple[bool, bool, float, str]:
    is_free = compared.reduction_per_cost is None
    return (
        compared.reduction <= 0,
        not is_free,
        -(compared.reduction_per_cost or compared.reduction),
        compared.option.name,
    )
