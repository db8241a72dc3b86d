"""Many museums' risks together: which agent, in which country, threatens most value."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from museion.response.risk.abc import Assessment, compute_magnitude
from museion.response.risk.vocabulary import Agent


@dataclass(frozen=True, slots=True)
class AssessedRisk:
    museum: str
    country: str
    agent: Agent
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class Total:
    """One country's or agent's line. `yearly_loss` counts every museum's value alike, as one."""

    name: str
    museums: int
    yearly_loss: float
    share: float
    worst: float

    @property
    def mean_magnitude(self) -> float:
        """Of an average museum among those assessed."""
        return compute_magnitude(self.yearly_loss / self.museums) if self.museums else 0.0


def total_by_country(risks: Iterable[AssessedRisk]) -> tuple[Total, ...]:
    return _total((risk.country, risk) for risk in risks)


def total_by_agent(risks: Iterable[AssessedRisk]) -> tuple[Total, ...]:
    return _total((risk.agent.value, risk) for risk in risks)


def _total(named: Iterable[tuple[str, AssessedRisk]]) -> tuple[Total, ...]:
    """Greatest loss first."""
    groups: dict[str, list[AssessedRisk]] = defaultdict(list)
    for name, risk in named:
        groups[name].append(risk)
    losses = {name: sum(risk.assessment.yearly_loss for risk in held) for name, held in groups.items()}
    whole = sum(losses.values()) or 1.0
    totals = (
        Total(
            name=name,
            museums=len({risk.museum for risk in held}),
            yearly_loss=losses[name],
            share=losses[name] / whole,
            worst=max(risk.assessment.magnitude for risk in held),
        )
        for name, held in groups.items()
    )
    return tuple(sorted(totals, key=lambda total: (-total.yearly_loss, total.name)))
