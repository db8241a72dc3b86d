"""Who may be sent at all, and how well each fits each seat.

The parts of a score and their weights are the desk's policy in one readable table; every part lies between 0 and 1, so a
score does too, and what a person lost points for can be said.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from museion.response.exposure.geodesy import Flags, Floats, measure_sphere_km
from museion.response.mobilisation.requests import LEVELS, Request, Seat, rank_level
from museion.response.mobilisation.roster import NEVER, Roster
from museion.response.mobilisation.travel import compute_travel_hours

WEIGHTS: Mapping[str, float] = {
    "skill": 0.35,
    "language": 0.20,
    "hazard": 0.15,
    "country": 0.10,
    "nearness": 0.10,
    "rest": 0.07,
    "time_zone": 0.03,
}
# What a broader skill is worth for a narrower seat: a conservator may stand in for a paper conservator.
BROADER_WORTH = (0.5, 0.25)
_RESTED_DAYS = 180
_SEASONED_MISSIONS = 3
_FAR_HOURS = 36.0


@dataclass(frozen=True, slots=True)
class Screening:
    """Each person against what holds for every seat. `hours` is the way to the mission."""

    is_free: Flags
    is_unbound: Flags
    is_in_time: Flags
    in_good_standing: Flags
    is_askable: Flags
    kilometres: Floats
    hours: Floats

    @property
    def passes(self) -> Flags:
        return self.is_free & self.is_unbound & self.is_in_time & self.in_good_standing & self.is_askable


@dataclass(frozen=True, slots=True)
class Fitness:
    """How well each person fits one seat. Scores of people who do not qualify mean nothing."""

    seat: Seat
    has_skill: Flags
    speaks: Flags
    qualifies: Flags
    parts: Mapping[str, Floats]
    scores: Floats


def screen(roster: Roster, request: Request) -> Screening:
    count = len(roster)
    kilometres = measure_sphere_km(
        roster.latitudes, roster.longitudes, np.full(count, request.latitude), np.full(count, request.longitude)
    )
    hours = compute_travel_hours(kilometres)
    allowed = (request.arrive_by - request.asked_at).total_seconds() / 3600
    bound = np.zeros(count, dtype=np.bool_)
    for party in request.parties:
        bound |= roster.flag(roster.conflicting.get(party))
    excluded = [roster.positions[key] for key in request.excluded if key in roster.positions]
    return Screening(
        is_free=_find_free(roster, request),
        is_unbound=~bound,
        is_in_time=hours <= allowed,
        in_good_standing=roster.in_good_standing,
        is_askable=~roster.flag(np.array(excluded, dtype=np.int64)),
        kilometres=kilometres,
        hours=hours,
    )


def rate(roster: Roster, request: Request, seat: Seat, screening: Screening) -> Fitness:
    skill = _rate_skill(roster, seat.skill)
    speaks = np.ones(len(roster), dtype=np.bool_)
    for spoken in seat.languages:
        speaks &= roster.get_level(spoken.language) >= rank_level(spoken.level)
    parts = {"skill": skill, **_rate_person(roster, request, seat, screening)}
    scores = sum((WEIGHTS[name] * part for name, part in parts.items()), start=np.zeros(len(roster)))
    return Fitness(seat, skill > 0, speaks, (skill > 0) & speaks & screening.passes, parts, scores)


def _find_free(roster: Roster, request: Request) -> Flags:
    """Free in one unbroken period from the call, because the way counts too, to the end."""
    periods = roster.periods
    covers = (periods.begins <= request.asked_at.timestamp()) & (periods.ends >= request.ends_at.timestamp())
    return roster.flag(periods.owners[covers])


def _rate_skill(roster: Roster, skill: str) -> Floats:
    """1 with the skill or a narrower one; less with a broader one."""
    rating = np.zeros(len(roster))
    near: tuple[str, ...] = tuple(roster.broader.get(skill, ()))
    for worth in BROADER_WORTH:
        for concept in near:
            holders = roster.stating.get(concept)
            if holders is not None:
                rating[holders] = np.maximum(rating[holders], worth)
        near = tuple(parent for concept in near for parent in roster.broader.get(concept, ()))
    holders = roster.having.get(skill)
    if holders is not None:
        rating[holders] = 1.0
    return rating


def _rate_person(roster: Roster, request: Request, seat: Seat, screening: Screening) -> dict[str, Floats]:
    rested = (request.asked_at.date().toordinal() - roster.last_mission_days) / _RESTED_DAYS
    return {
        "language": _rate_language(roster, request, seat),
        "hazard": np.minimum(roster.get_missions(request.hazard) / _SEASONED_MISSIONS, 1.0),
        "country": roster.flag(roster.knowing.get(request.country)).astype(np.float64),
        "nearness": np.clip(1.0 - screening.hours / _FAR_HOURS, 0.0, 1.0),
        "rest": np.where(roster.last_mission_days == NEVER, 1.0, np.clip(rested, 0.0, 1.0)),
        "time_zone": _rate_time_zone(roster, request),
    }


def _rate_language(roster: Roster, request: Request, seat: Seat) -> Floats:
    """The best command of any language that is of use there."""
    useful = {*request.languages, *(spoken.language for spoken in seat.languages)}
    levels = [roster.get_level(language) / len(LEVELS) for language in sorted(useful)]
    rating: Floats = np.max(levels, axis=0) if levels else np.zeros(len(roster))
    return rating


def _rate_time_zone(roster: Roster, request: Request) -> Floats:
    """For help by telephone before anybody has arrived; an unknown zone counts as the farthest."""
    if request.utc_offset_hours is None:
        return np.zeros(len(roster))
    offsets = roster.get_utc_offsets(request.asked_at)
    apart = np.abs((offsets - request.utc_offset_hours + 12.0) % 24.0 - 12.0)
    rating: Floats = np.nan_to_num(1.0 - apart / 12.0, nan=0.0)
    return rating
