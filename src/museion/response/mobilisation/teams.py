"""The best team for a request, the next best ones, and what is missing where there is none.

The answer is exact: it is the best of all teams of all people, not of a preselection. A team is searched among the choices
that a known team's value cannot rule out (see `choices`); if what is found is worth less than the floor that was used, the
floor is lowered to it and the search repeated, so no team can hide among what was left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from museion.response.mobilisation.choices import (
    Choices,
    Quota,
    bound_choices,
    drop_exchangeable,
    list_choices,
    list_quotas,
)
from museion.response.mobilisation.fitness import Fitness, Screening, rate, screen
from museion.response.mobilisation.greedy import choose_greedily
from museion.response.mobilisation.programme import Solution, solve
from museion.response.mobilisation.requests import Request
from museion.response.mobilisation.roster import Roster
from museion.response.mobilisation.shortlist import Listed, list_person

_HAIR = 1e-7
"""Values that differ by less are equal: the solver's own tolerance."""


@dataclass(frozen=True, slots=True)
class Member:
    seat: str
    person: Listed


@dataclass(frozen=True, slots=True)
class Team:
    """`value` is the sum of the members' scores."""

    members: tuple[Member, ...]
    value: float


@dataclass(frozen=True, slots=True)
class SeatCount:
    """How many people are left for a seat as its conditions are added one by one, in this order."""

    seat: str
    needed: int
    with_skill: int
    speaking: int
    in_good_standing: int
    unbound: int
    free: int
    in_time: int
    askable: int


@dataclass(frozen=True, slots=True)
class Answer:
    """`teams` best first. Where the request cannot be met, one team as full as can be, with what it lacks."""

    teams: tuple[Team, ...]
    is_met: bool
    empty_seats: tuple[str, ...] = ()
    broken_rules: tuple[str, ...] = ()
    counts: tuple[SeatCount, ...] = ()


@dataclass(frozen=True, slots=True)
class _Question:
    roster: Roster
    request: Request
    screening: Screening
    fits: tuple[Fitness, ...]
    quotas: tuple[Quota, ...]


def find_teams(roster: Roster, request: Request, *, alternatives: int = 2) -> Answer:
    """The best team and the next best, each different from the others in one person at least."""
    screening = screen(roster, request)
    fits = tuple(rate(roster, request, seat, screening) for seat in request.seats)
    question = _Question(roster, request, screening, fits, list_quotas(roster, request))
    counts = tuple(_count(fitness, screening) for fitness in fits)
    everybody = list_choices(fits)
    choices = drop_exchangeable(everybody, roster, question.quotas, request, spare=alternatives)
    teams: list[Team] = []
    given_out: list[frozenset[int]] = []
    while len(teams) <= alternatives:
        found = _find_next(question, choices, given_out)
        if found is None:
            break
        held, solution = found
        given_out.append(frozenset(held.people[solution.chosen].tolist()))
        teams.append(_make_team(question, held, solution))
    if teams:
        return Answer(tuple(teams), is_met=True, counts=counts)
    return _answer_with_gaps(question, choices, counts)


def _find_next(
    question: _Question, choices: Choices, given_out: Sequence[frozenset[int]]
) -> tuple[Choices, Solution] | None:
    """The best team not given out yet."""
    bounds = bound_choices(choices, question.request)
    floor = _guess_floor(question, choices, given_out)
    while True:
        held = choices.take(bounds >= floor - _HAIR)
        solution = _solve(question, held, given_out) if len(held) else None
        value = held.scores[solution.chosen].sum() if solution else -np.inf
        if value >= floor - _HAIR or len(held) == len(choices):
            return (held, solution) if solution else None
        floor = value


def _guess_floor(question: _Question, choices: Choices, given_out: Sequence[frozenset[int]]) -> float:
    """The value of a team known to be possible. For the next best ones it is a guess that `_find_next` checks."""
    chosen = choose_greedily(choices, question.roster, question.request, question.quotas)
    if chosen is None:
        return -np.inf
    value = float(choices.scores[chosen].sum())
    return value - 0.02 * len(given_out) if given_out else value


def _solve(question: _Question, held: Choices, given_out: Sequence[frozenset[int]]) -> Solution | None:
    return solve(held, question.roster, question.request, question.quotas, given_out=given_out)


def _answer_with_gaps(question: _Question, choices: Choices, counts: tuple[SeatCount, ...]) -> Answer:
    seats = question.request.seats
    if not len(choices):
        return Answer((), is_met=False, empty_seats=tuple(seat.name for seat in seats), counts=counts)
    solution = solve(choices, question.roster, question.request, question.quotas, lenient=True)
    if solution is None:
        return Answer((), is_met=False, counts=counts)
    return Answer(
        (_make_team(question, choices, solution),),
        is_met=False,
        empty_seats=tuple(seats[number].name for number in solution.empty),
        broken_rules=tuple(question.quotas[number].name for number in solution.short),
        counts=counts,
    )


def _make_team(question: _Question, choices: Choices, solution: Solution) -> Team:
    """Members seat by seat, the best first."""
    chosen = sorted(solution.chosen.tolist(), key=lambda column: (choices.seats[column], -choices.scores[column]))
    members = tuple(_make_member(question, int(choices.people[c]), int(choices.seats[c])) for c in chosen)
    return Team(members, float(choices.scores[solution.chosen].sum()))


def _make_member(question: _Question, person: int, seat: int) -> Member:
    fitness = question.fits[seat]
    listed = list_person(question.roster, question.request, fitness, question.screening, person)
    return Member(fitness.seat.name, listed)


def _count(fitness: Fitness, screening: Screening) -> SeatCount:
    left = fitness.has_skill
    numbers = [int(left.sum())]
    for condition in (
        fitness.speaks,
        screening.in_good_standing,
        screening.is_unbound,
        screening.is_free,
        screening.is_in_time,
        screening.is_askable,
    ):
        left = left & condition
        numbers.append(int(left.sum()))
    return SeatCount(fitness.seat.name, fitness.seat.count, *numbers)
