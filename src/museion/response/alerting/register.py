"""The museums and elements as the finder of exposed places takes them, and what each museum stands to lose; read anew when the tables changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from django.db.models import Count, Max, Sum

from museion.heritage.models import IntangibleElement
from museion.network.models import Museum
from museion.response.exposure.geodesy import Floats
from museion.response.exposure.places import Places, arrange_places
from museion.response.models import RiskAssessment, RiskStatement
from museion.response.risk.abc import Assessment, Estimate
from museion.response.risk.vocabulary import Agent

Stamp = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """Column by column; a place's number is the position in each. `subdivisions`: ISO 3166-2, empty where not known."""

    ids: list[int]
    keys: list[str]
    countries: list[str]
    subdivisions: list[str]
    by_country: Mapping[str, list[int]]
    latitudes: Floats
    longitudes: Floats
    places: Places


@dataclass(frozen=True, slots=True)
class Stakes:
    """What a museum's latest assessment says: the worst risk by each agent, and how ready it is to salvage."""

    risks: Mapping[Agent, Assessment]
    readiness: float


def list_places_in(register: Register, region: str) -> list[tuple[int, bool]]:
    """The places of a country, or of a part of one, and whether that is sure: of some only the country is known."""
    held = register.by_country.get(region[:2], [])
    if len(region) == 2:
        return [(place, True) for place in held]
    known = [(place, register.subdivisions[place]) for place in held]
    return [(place, bool(part)) for place, part in known if part in ("", region)]


def get_register() -> Register:
    """Museums without a position are in it too: an alert may name their whole country."""
    return _load_register(_stamp_museums())


def get_elements() -> Register:
    """Elements of living heritage; one of several countries stands in all of them."""
    held = IntangibleElement.objects.current()
    stamp = held.aggregate(Count("id"), Max("changed_at"), Sum("id"))
    return _load_elements(tuple(stamp.values()))


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
    rows = list(Museum.objects.current().order_by("id").values_list(*_MUSEUM))
    return _arrange(rows)


@lru_cache(maxsize=1)
def _load_elements(_stamp: Stamp) -> Register:
    rows = IntangibleElement.objects.current().order_by("id").values_list(*_ELEMENT)
    return _arrange(
        [
            (number, key, country, "", latitude, longitude)
            for number, key, countries, latitude, longitude in rows
            for country in countries or [""]
        ]
    )


def _arrange(rows: Sequence[tuple[Any, ...]]) -> Register:
    latitudes = np.array([row[4] for row in rows], dtype=np.float64)
    longitudes = np.array([row[5] for row in rows], dtype=np.float64)
    by_country: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        by_country.setdefault(row[2], []).append(place)
    return Register(
        ids=[row[0] for row in rows],
        keys=[row[1] for row in rows],
        countries=[row[2] for row in rows],
        # A source's own code for a region says nothing about an alert's.
        subdivisions=[row[3] if row[2] and row[3].startswith(f"{row[2]}-") else "" for row in rows],
        by_country=by_country,
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
_MUSEUM = ("id", "key", "country", "subdivision", "latitude", "longitude")
_ELEMENT = ("id", "key", "countries", "latitude", "longitude")
_ASSESSMENT = ("id", "museum_id", "salvage_readiness")
_STATEMENT = (
    "assessment_id",
    "agent",
    *(f"{part}_{estimate}" for part in "abc" for estimate in ("low", "probable", "high")),
)
