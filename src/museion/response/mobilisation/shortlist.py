"""The best people for one seat, each with the reasons."""

from dataclasses import dataclass

import numpy as np

from museion.response.mobilisation.fitness import WEIGHTS, Fitness, Screening, rate, screen
from museion.response.mobilisation.requests import LEVELS, Request, Seat
from museion.response.mobilisation.roster import NEVER, Roster
from museion.response.mobilisation.zones import find_utc_offset


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a score: `points` of at most `of`, for `fact`."""

    part: str
    points: float
    of: float
    fact: str


@dataclass(frozen=True, slots=True)
class Listed:
    key: str
    score: float
    reasons: tuple[Reason, ...]


def make_shortlist(roster: Roster, request: Request, seat: Seat, *, limit: int = 20) -> tuple[Listed, ...]:
    """Best first; people of equal score in the order of their keys."""
    screening = screen(roster, request)
    fitness = rate(roster, request, seat, screening)
    held = np.flatnonzero(fitness.qualifies)
    if len(held) > limit:
        bound = np.partition(fitness.scores[held], len(held) - limit)[len(held) - limit]
        held = held[fitness.scores[held] >= bound]
    ranked = sorted(held.tolist(), key=lambda position: (-fitness.scores[position], roster.keys[position]))[:limit]
    return tuple(list_person(roster, request, fitness, screening, position) for position in ranked)


def list_person(roster: Roster, request: Request, fitness: Fitness, screening: Screening, position: int) -> Listed:
    reasons = tuple(
        Reason(part, float(WEIGHTS[part] * rating[position]), WEIGHTS[part], fact)
        for part, rating in fitness.parts.items()
        if (fact := _state(part, roster, request, fitness, screening, position))
    )
    return Listed(roster.keys[position], float(fitness.scores[position]), reasons)


def _state(part: str, roster: Roster, request: Request, fitness: Fitness, screening: Screening, position: int) -> str:
    """The fact that the rating rests on, in codes and numbers: pages put them into words of the reader's language."""
    match part:
        case "skill":
            return (
                fitness.seat.skill if fitness.parts["skill"][position] == 1.0 else f"broader than {fitness.seat.skill}"
            )
        case "language":
            useful = sorted({*request.languages, *(spoken.language for spoken in fitness.seat.languages)})
            spoken = [(tag, int(roster.get_level(tag)[position])) for tag in useful]
            return ", ".join(f"{tag} {LEVELS[level - 1]}" for tag, level in spoken if level)
        case "hazard":
            missions = int(roster.get_missions(request.hazard)[position])
            return f"{missions} × {request.hazard}" if missions else ""
        case "country":
            return request.country if fitness.parts["country"][position] else ""
        case "nearness":
            return f"{screening.kilometres[position]:.0f} km, {screening.hours[position]:.0f} h"
        case "rest":
            days = request.asked_at.date().toordinal() - int(roster.last_mission_days[position])
            return "no mission yet" if roster.last_mission_days[position] == NEVER else f"{days} days"
        case _:
            offset = find_utc_offset(roster.zone_names[roster.zones[position]], request.asked_at)
            return "" if offset is None else f"UTC{offset:+g}"
