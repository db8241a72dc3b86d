"""Which of the exposed museums to call first, and why.

Urgency is a product of four parts between 0 and 1: how bad the event, how sure, how much the museum stands to lose by what
this hazard brings, and how little it is prepared. What is not known counts as rather bad: a museum that never assessed its
risks must not wait behind one that did.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from museion.response.feeds.terms import Certainty, Hazard, Severity
from museion.response.risk.abc import Assessment
from museion.response.risk.threats import get_threats
from museion.response.risk.vocabulary import Agent

SEVERITY_PARTS: Mapping[Severity, float] = {
    Severity.EXTREME: 1.0,
    Severity.SEVERE: 0.75,
    Severity.MODERATE: 0.5,
    Severity.MINOR: 0.25,
    Severity.UNKNOWN: 0.6,
}
CERTAINTY_PARTS: Mapping[Certainty, float] = {
    Certainty.OBSERVED: 1.0,
    Certainty.LIKELY: 0.8,
    Certainty.POSSIBLE: 0.5,
    Certainty.UNLIKELY: 0.2,
    Certainty.UNKNOWN: 0.6,
}
UNASSESSED = 10.5
"""The magnitude supposed where there is none: in the middle of the high priority."""
_GREATEST = 15.0
_PREPARED_PART = 0.5


@dataclass(frozen=True, slots=True)
class Exposed:
    """A museum in reach. `readiness` from 0, nothing prepared, to 1, salvage planned and practised; None: not known."""

    key: str
    risks: Mapping[Agent, Assessment]
    readiness: float | None = None
    distance_km: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an urgency, and the fact that it rests on."""

    name: str
    value: float
    fact: str


@dataclass(frozen=True, slots=True)
class Urgency:
    key: str
    value: float
    parts: tuple[Part, ...]


def order_exposed(
    museums: Iterable[Exposed], *, hazard: Hazard | None, severity: Severity, certainty: Certainty
) -> tuple[Urgency, ...]:
    """Most urgent first; among equals the nearest."""
    shared = (
        Part("severity", SEVERITY_PARTS[severity], severity.value),
        Part("certainty", CERTAINTY_PARTS[certainty], certainty.value),
    )
    held = [(museum, _rate(museum, hazard, shared)) for museum in museums]
    held.sort(key=lambda pair: (-pair[1].value, pair[0].distance_km, pair[0].key))
    return tuple(urgency for _, urgency in held)


def _rate(museum: Exposed, hazard: Hazard | None, shared: tuple[Part, ...]) -> Urgency:
    parts = (*shared, _rate_risk(museum.risks, hazard), _rate_readiness(museum.readiness))
    value = 1.0
    for part in parts:
        value *= part.value
    return Urgency(museum.key, value, parts)


def _rate_risk(risks: Mapping[Agent, Assessment], hazard: Hazard | None) -> Part:
    """The worst of what the hazard brings: each agent's own magnitude, as much as the hazard brings it."""
    rated = [
        (weight * (risks[agent].magnitude if agent in risks else UNASSESSED) / _GREATEST, agent)
        for agent, weight in get_threats(hazard).items()
    ]
    value, agent = max(rated)
    fact = f"{agent.value} {risks[agent].magnitude:g}" if agent in risks else f"{agent.value} not assessed"
    return Part("risk", value, fact)


def _rate_readiness(readiness: float | None) -> Part:
    if readiness is None:
        return Part("readiness", 1.0, "not known")
    return Part("readiness", 1.0 - _PREPARED_PART * min(max(readiness, 0.0), 1.0), f"{readiness:.0%}")
