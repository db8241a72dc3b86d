"""The museums as the finder of exposed places takes them, and what each stands to lose; read anew when the tables changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from django.db.models import Count, Max, Sum

from museion.network.models import Museum
from museion.response.exposure.geodesy import Floats
from museion.response.exposure.places import Places, arrange_places
from museion.response.models import RiskAssessment, RiskStatement
from museion.response.risk.abc import Assessment, Estimate
from museion.response.risk.vocabulary import Agent

Stamp = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """Column by column; a place's number is the position in each."""

    ids: list[int]
    keys: list[str]
    countries: list[str]
    latitudes: Floats
    longitudes: Floats
    places: Places


@dataclass(frozen=True, slots=True)
class Stakes:
    """What a museum's latest assessment says: the worst risk by each agent, and how ready it is to salvage."""

    risks: Mapping[Agent, Assessment]
    readiness: float


def get_register() -> Register:
    """Museums without a position are in it too: an alert may name their whole country."""
    return _load_register(_stamp_museums())


def get_stakes() -> Mapping[int, Stakes]:
    """By the museum's id; museums never assessed are not in it."""
    held = RiskAssessment.objects.current().aggregate(Count("id"), Max("changed_at"), Max("id"))
    statements = RiskStatement.objects.aggregate(Count("id"), Max("id"), Sum("a_probable"), Sum("c_probable"))
    return _load_stakes((*held.values(), *statements.values()))


def _stamp_museums() -> Stamp:
    held = Museum.objects.current().aggregate(
        Count("id"), Max("changed_at"), Sum("id"), Sum("latitude"), Sum("longitude")
    )
    return tuple(held.values())


@lru_cache(maxsize=1)
def _load_register(_stamp: Stamp) -> Register:
    rows = list(Museum.objects.current().order_by("id").values_list("id", "key", "country", "latitude", "longitude"))
    latitudes = np.array([row[3] for row in rows], dtype=np.float64)
    longitudes = np.array([row[4] for row in rows], dtype=np.float64)
    return Register(
        ids=[row[0] for row in rows],
        keys=[row[1] for row in rows],
        countries=[row[2] for row in rows],
        latitudes=latitudes,
        longitudes=longitudes,
        places=arrange_places(latitudes, longitudes),
    )


@lru_cache(maxsize=1)
def _load_stakes(_stamp: Stamp) -> Mapping[int, Stakes]:
    """Of several assessments of one museum the latest counts."""
    held = RiskAssessment.objects.current().order_by("assessed_date", "id")
    latest = {museum: (number, readiness) for number, museum, readiness in held.values_list(*_ASSESSMENT)}
    risks: dict[int, dict[Agent, Assessment]] = {number: {} for number, _ in latest.values()}
    for number, agent, *scores in RiskStatement.objects.values_list(*_STATEMENT):
        if number in risks and agent in _AGENTS:
            _keep_worst(risks[number], _AGENTS[agent], _read_scores(scores))
    return {museum: Stakes(risks[number], readiness) for museum, (number, readiness) in latest.items()}


def _keep_worst(held: dict[Agent, Assessment], agent: Agent, assessment: Assessment) -> None:
    if agent not in held or assessment.magnitude > held[agent].magnitude:
        held[agent] = assessment


def _read_scores(scores: list[float]) -> Assessment:
    return Assessment(Estimate(*scores[0:3]), Estimate(*scores[3:6]), Estimate(*scores[6:9]))


_AGENTS = {code.value: code for code in Agent}
_ASSESSMENT = ("id", "museum_id", "salvage_readiness")
_STATEMENT = (
    "assessment_id",
    "agent",
    *(f"{part}_{estimate}" for part in "abc" for estimate in ("low", "probable", "high")),
)
