"""What can be chosen: every (person, seat) that qualifies, with what the team's rules see of the person.

Most choices can never be in a best team, and two arguments leave them out without losing one:

*Alike.* People of one seat, one country and one set of properties are exchangeable for every rule. Whoever is not among the
best `size + spare` of them can be replaced by one of those who is not in the team, and the team gets no worse; with `spare`
teams already given out, at least one such exchange gives a new team.

*Bound.* A team with this choice is worth at most the best people of every other seat plus this one, all rules forgotten.
If that is less than the value of a team already known, the choice is in no better team.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from museion.response.exposure.geodesy import Flags, Floats, Integers
from museion.response.mobilisation.fitness import Fitness
from museion.response.mobilisation.requests import Request, rank_level
from museion.response.mobilisation.roster import NEVER, Roster


@dataclass(frozen=True, slots=True)
class Quota:
    """At least or at most so many of the team have a property; `holders` are positions of the roster, as flags."""

    name: str
    holders: Flags
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """Columns of the programme: `people` are positions of the roster, `seats` numbers of the request's seats."""

    people: Integers
    seats: Integers
    scores: Floats

    def __len__(self) -> int:
        return len(self.people)

    def take(self, kept: Integers | Flags) -> "Choices":
        return Choices(self.people[kept], self.seats[kept], self.scores[kept])


def list_quotas(roster: Roster, request: Request) -> tuple[Quota, ...]:
    """The rules that count people by a property; those by country are the programme's own rows."""
    rules = request.rules
    quotas = [
        Quota(f"{spoken.language} {spoken.level}", roster.get_level(spoken.language) >= rank_level(spoken.level), least)
        for spoken, least in rules.least_speakers
    ]
    if rules.least_with_hazard:
        quotas.append(Quota(request.hazard, roster.get_missions(request.hazard) > 0, rules.least_with_hazard))
    if rules.least_with_country:
        knowing = roster.flag(roster.knowing.get(request.country))
        quotas.append(Quota(request.country, knowing, rules.least_with_country))
    if rules.most_without_mission is not None:
        quotas.append(Quota("no mission yet", roster.last_mission_days == NEVER, most=rules.most_without_mission))
    return tuple(quotas)


def list_choices(fits: Sequence[Fitness]) -> Choices:
    held = [np.flatnonzero(fitness.qualifies) for fitness in fits]
    return Choices(
        people=np.concatenate(held),
        seats=np.repeat(np.arange(len(fits)), [len(people) for people in held]),
        scores=np.concatenate([fitness.scores[people] for fitness, people in zip(fits, held, strict=True)]),
    )


def drop_exchangeable(
    choices: Choices, roster: Roster, quotas: Sequence[Quota], request: Request, *, spare: int
) -> Choices:
    """The *alike* argument. With a cap on a country, no more than the cap of its people are in any team."""
    marks = choices.seats
    for quota in quotas:
        marks = marks * 2 + quota.holders[choices.people]
    kept = request.size
    if request.rules.most_from_one_country is not None:
        marks = marks * len(roster.country_codes) + roster.countries[choices.people]
        kept = min(kept, request.rules.most_from_one_country)
    order = np.lexsort((-choices.scores, marks))
    ordered = marks[order]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    ranks = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    return choices.take(np.sort(order[ranks < kept + spare]))


def bound_choices(choices: Choices, request: Request) -> Floats:
    """The *bound* of each choice; minus infinity where some seat cannot be filled at all."""
    best, last = np.zeros(len(request.seats)), np.zeros(len(request.seats))
    for number, seat in enumerate(request.seats):
        scores = np.sort(choices.scores[choices.seats == number])[::-1][: seat.count]
        if len(scores) < seat.count:
            return np.full(len(choices), -np.inf)
        best[number], last[number] = scores.sum(), scores[-1]
    bounds: Floats = best.sum() - last[choices.seats] + choices.scores
    return bounds
