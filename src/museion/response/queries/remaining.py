"""What is still to be asked for once some people have accepted: the seats that lack, under the rules of the whole team."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from museion.response.mobilisation.requests import Request, Spoken, TeamRules, rank_level
from museion.response.mobilisation.roster import NEVER, Roster
from museion.response.models import Mobilisation
from museion.response.requests import RequestPart, make_request
from museion.response.terms import CallState


def make_remaining_request(
    mobilisation: Mobilisation, lacking: Mapping[str, int], roster: Roster, *, at: datetime
) -> Request | None:
    """None when the time to arrive is over or nothing lacks. Whoever was called before is not asked again."""
    part = RequestPart.model_validate(mobilisation.request)
    request = make_request(part, at=mobilisation.created_at)
    if at > request.arrive_by:
        return None
    seats = tuple(replace(seat, count=lacking[seat.name]) for seat in request.seats if lacking.get(seat.name))
    if not seats:
        return None
    called = dict(mobilisation.calls.values_list("person__key", "state"))
    staying = [key for key, state in called.items() if state in {CallState.ACCEPTED, CallState.SENT}]
    held = [roster.positions[key] for key in staying if key in roster.positions]
    excluded = request.excluded | called.keys() | _find_full_countries(roster, held, request.rules)
    rules = _reduce(request, roster, held)
    return replace(request, seats=seats, asked_at=at, excluded=frozenset(excluded), rules=rules)


def _find_full_countries(roster: Roster, held: list[int], rules: TeamRules) -> set[str]:
    """Everybody from a country of which the team may hold no more."""
    most = rules.most_from_one_country
    if most is None:
        return set()
    countries = [int(roster.countries[position]) for position in held]
    full = {country for country in countries if countries.count(country) >= most}
    return {key for key, country in zip(roster.keys, roster.countries.tolist(), strict=True) if country in full}


def _reduce(request: Request, roster: Roster, held: list[int]) -> TeamRules:
    """What the rules still ask for, beside what those who stay bring."""
    rules = request.rules
    seasoned = sum(bool(roster.get_missions(request.hazard)[position]) for position in held)
    local = roster.flag(roster.knowing.get(request.country))
    fresh = sum(int(roster.last_mission_days[position]) == NEVER for position in held)
    speakers = [(spoken, least - _count_speakers(roster, held, spoken)) for spoken, least in rules.least_speakers]
    most_fresh = rules.most_without_mission
    return TeamRules(
        least_speakers=tuple((spoken, least) for spoken, least in speakers if least > 0),
        least_with_hazard=max(0, rules.least_with_hazard - seasoned),
        least_with_country=max(0, rules.least_with_country - sum(bool(local[position]) for position in held)),
        most_from_one_country=rules.most_from_one_country,
        most_without_mission=None if most_fresh is None else max(0, most_fresh - fresh),
    )


def _count_speakers(roster: Roster, held: list[int], spoken: Spoken) -> int:
    levels = roster.get_level(spoken.language)
    return sum(int(levels[position]) >= rank_level(spoken.level) for position in held)
