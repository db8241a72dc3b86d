"""The answer to a request for people, as plain data for pages, files and programs."""

import dataclasses
import time
from datetime import datetime
from typing import Any

from museion.network.models import Person
from museion.response.mobilisation.requests import Request
from museion.response.mobilisation.roster import Roster
from museion.response.mobilisation.teams import Answer, Team, find_teams
from museion.response.queries.roster import get_roster

ALTERNATIVES = 2


def answer_request(request: Request, *, at: datetime) -> dict[str, Any]:
    """The best team, the next best, what is missing, and how many people were left at each condition."""
    roster = get_roster()
    return answer_from(roster, request)


def answer_from(roster: Roster, request: Request) -> dict[str, Any]:
    began = time.perf_counter()
    answer = find_teams(roster, request, alternatives=ALTERNATIVES)
    took_ms = (time.perf_counter() - began) * 1000
    names = _read_names(answer)
    return {
        "is_met": answer.is_met,
        "teams": [_describe_team(team, names) for team in answer.teams],
        "missing": {"seats": list(answer.empty_seats), "rules": list(answer.broken_rules)},
        "counts": [dataclasses.asdict(count) for count in answer.counts],
        "people": len(roster),
        "took_ms": round(took_ms, 1),
    }


def _read_names(answer: Answer) -> dict[str, str]:
    keys = {member.person.key for team in answer.teams for member in team.members}
    return dict(Person.objects.filter(key__in=keys).values_list("key", "name"))


def _describe_team(team: Team, names: dict[str, str]) -> dict[str, Any]:
    return {
        "value": round(team.value, 4),
        "members": [
            {
                "seat": member.seat,
                "key": member.person.key,
                "name": names.get(member.person.key, ""),
                "score": round(member.person.score, 4),
                "reasons": [
                    {"part": r.part, "points": round(r.points, 4), "of": r.of, "fact": r.fact}
                    for r in member.person.reasons
                ],
            }
            for member in team.members
        ],
    }
