"""The answer to a request for people, as plain data for pages, files and programs."""

import dataclasses
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from museion.network.models import Person
from museion.response.mobilisation.requests import Request
from museion.response.mobilisation.roster import Roster
from museion.response.mobilisation.shortlist import Listed, make_shortlist
from museion.response.mobilisation.teams import Team, find_teams
from museion.response.queries.roster import get_roster

ALTERNATIVES = 2
SHORTLISTED = 10


def answer_request(request: Request, *, at: datetime) -> dict[str, Any]:
    """The best team, the next best, who else fits each seat, what is missing, and how many people were left at each condition."""
    roster = get_roster()
    shortlists = {seat.name: make_shortlist(roster, request, seat, limit=SHORTLISTED) for seat in request.seats}
    names = _read_names([person for people in shortlists.values() for person in people])
    listed = [
        {"seat": seat, "people": [_describe_person(person, names) for person in people]}
        for seat, people in shortlists.items()
    ]
    return answer_from(roster, request) | {"shortlists": listed}


def answer_from(roster: Roster, request: Request) -> dict[str, Any]:
    began = time.perf_counter()
    answer = find_teams(roster, request, alternatives=ALTERNATIVES)
    took_ms = (time.perf_counter() - began) * 1000
    names = _read_names([member.person for team in answer.teams for member in team.members])
    return {
        "is_met": answer.is_met,
        "teams": [_describe_team(team, names) for team in answer.teams],
        "missing": {"seats": list(answer.empty_seats), "rules": list(answer.broken_rules)},
        "counts": [dataclasses.asdict(count) for count in answer.counts],
        "people": len(roster),
        "took_ms": round(took_ms, 1),
    }


def _read_names(people: Sequence[Listed]) -> dict[str, str]:
    keys = {person.key for person in people}
    return dict(Person.objects.filter(key__in=keys).values_list("key", "name"))


def _describe_team(team: Team, names: dict[str, str]) -> dict[str, Any]:
    return {
        "value": round(team.value, 4),
        "members": [{"seat": member.seat, **_describe_person(member.person, names)} for member in team.members],
    }


def _describe_person(person: Listed, names: dict[str, str]) -> dict[str, Any]:
    return {
        "key": person.key,
        "name": names.get(person.key, ""),
        "score": round(person.score, 4),
        "reasons": [{"part": r.part, "points": round(r.points, 4), "of": r.of, "fact": r.fact} for r in person.reasons],
    }
