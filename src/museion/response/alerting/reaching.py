"""Which museums and elements an event reaches, and in which order to call museums: many events in one pass over the register."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from museion.response.alerting.placing import INSIDE_RULES, Whereabouts
from museion.response.alerting.register import Register, Stakes, get_elements, get_register, get_stakes, list_places_in
from museion.response.exposure.areas import Placed
from museion.response.exposure.finding import find_exposed
from museion.response.exposure.geodesy import Integers, measure_km
from museion.response.exposure.shapes import Disc
from museion.response.feeds.terms import Certainty, Hazard, Severity
from museion.response.risk.ordering import Exposed, Urgency, order_exposed

COUNTRY_RULE = "in the country that the alert names"
REGION_RULE = "in the region that the alert names"
DOUBTFUL_RULE = "in the country; its region is not known"


@dataclass(frozen=True, slots=True)
class Happening:
    """What the order depends on, beside where it is."""

    whereabouts: Whereabouts
    hazard: Hazard | None
    severity: Severity
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Touch:
    """How an event reaches one museum. `distance_km`: to the centre, where there is one."""

    is_inside: bool
    distance_km: float | None
    rule: str


@dataclass(frozen=True, slots=True)
class Reached:
    museum_id: int
    country: str
    touch: Touch
    priority: float
    reasons: list[dict[str, Any]]


def reach_museums(happenings: Sequence[Happening]) -> list[list[Reached]]:
    """Of each happening, the museums in reach, most urgent first."""
    register, stakes = get_register(), get_stakes()
    touches = _find_touches(register, [happening.whereabouts for happening in happenings])
    return [
        list(_order(register, stakes, happening, held)) for happening, held in zip(happenings, touches, strict=True)
    ]


def reach_elements(wheres: Sequence[Whereabouts]) -> list[dict[int, Touch]]:
    """Of each event, the elements of living heritage in reach, by their ids."""
    register = get_elements()
    found: list[dict[int, Touch]] = []
    for touches in _find_touches(register, wheres):
        held: dict[int, Touch] = {}
        for place, touch in touches.items():
            held[register.ids[place]] = _nearer(held.get(register.ids[place]), touch)
        found.append(held)
    return found


def _find_touches(register: Register, wheres: Sequence[Whereabouts]) -> list[dict[int, Touch]]:
    """By place number, of each event."""
    placed = [(number, shape) for number, where in enumerate(wheres) for shape in where.placed]
    found = find_exposed(register.places, [shape.shape for _, shape in placed]).split(len(placed)) if placed else []
    touches: list[dict[int, Touch]] = [{} for _ in wheres]
    for (number, shape), places in zip(placed, found, strict=True):
        for place, touch in _touch(register, shape, places):
            touches[number][place] = _nearer(touches[number].get(place), touch)
    for number, where in enumerate(wheres):
        for region in where.regions:
            rule = COUNTRY_RULE if len(region) == 2 else REGION_RULE
            for place, is_sure in list_places_in(register, region):
                touches[number].setdefault(place, Touch(is_sure, None, rule if is_sure else DOUBTFUL_RULE))
    return touches


def _touch(register: Register, placed: Placed, places: Integers) -> Iterator[tuple[int, Touch]]:
    is_inside, shape = placed.rule in INSIDE_RULES, placed.shape
    if not isinstance(shape, Disc):
        return ((place, Touch(is_inside, None, placed.rule)) for place in places.tolist())
    distances = measure_km(
        np.full(len(places), shape.latitude),
        np.full(len(places), shape.longitude),
        register.latitudes[places],
        register.longitudes[places],
    )
    pairs = zip(places.tolist(), distances.tolist(), strict=True)
    return ((place, Touch(is_inside, round(distance, 3), placed.rule)) for place, distance in pairs)


def _nearer(held: Touch | None, touch: Touch) -> Touch:
    """Inside an area before within reach of a point; then the nearer centre."""
    if held is None:
        return touch
    return min(held, touch, key=lambda one: (not one.is_inside, one.distance_km or 0.0))


def _order(
    register: Register, stakes: Mapping[int, Stakes], happening: Happening, touches: Mapping[int, Touch]
) -> Iterator[Reached]:
    by_key = {register.keys[place]: place for place in touches}
    exposed = [_expose(register, stakes, place, touch) for place, touch in touches.items()]
    ordered = order_exposed(
        exposed, hazard=happening.hazard, severity=happening.severity, certainty=happening.certainty
    )
    for urgency in ordered:
        place = by_key[urgency.key]
        touch = touches[place]
        reasons = _write_reasons(urgency, touch)
        yield Reached(register.ids[place], register.countries[place], touch, round(urgency.value, 6), reasons)


def _expose(register: Register, stakes: Mapping[int, Stakes], place: int, touch: Touch) -> Exposed:
    held = stakes.get(register.ids[place])
    return Exposed(
        key=register.keys[place],
        risks=held.risks if held else {},
        readiness=held.readiness if held else None,
        distance_km=touch.distance_km or 0.0,
    )


def _write_reasons(urgency: Urgency, touch: Touch) -> list[dict[str, Any]]:
    reach = {"name": "reach", "fact": touch.rule}
    return [reach, *({"name": part.name, "value": round(part.value, 3), "fact": part.fact} for part in urgency.parts)]
