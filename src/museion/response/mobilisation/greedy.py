"""A team by the obvious way: seat by seat, the best person left. Quick, and a floor under the best team's value."""

from collections.abc import Sequence

import numpy as np

from museion.response.exposure.geodesy import Integers
from museion.response.mobilisation.choices import Choices, Quota
from museion.response.mobilisation.requests import Request
from museion.response.mobilisation.roster import Roster


def choose_greedily(choices: Choices, roster: Roster, request: Request, quotas: Sequence[Quota]) -> Integers | None:
    """Positions in the choices; None where the way ends before every seat and quota is met.

    While a quota still lacks as many people as there are seats left, only its holders are looked at.
    """
    order = np.argsort(-choices.scores, kind="stable")
    chosen: list[int] = []
    taken: set[int] = set()
    for number, seat in enumerate(request.seats):
        of_seat = order[choices.seats[order] == number].tolist()
        for _ in range(seat.count):
            team = [int(choices.people[column]) for column in chosen]
            column = next(
                (
                    column
                    for column in of_seat
                    if int(choices.people[column]) not in taken
                    and _may_join(int(choices.people[column]), team, roster, request, quotas)
                ),
                None,
            )
            if column is None:
                return None
            chosen.append(column)
            taken.add(int(choices.people[column]))
    return np.array(chosen)


def _may_join(person: int, team: list[int], roster: Roster, request: Request, quotas: Sequence[Quota]) -> bool:
    joined = [*team, person]
    left = request.size - len(joined)
    most = request.rules.most_from_one_country
    if most is not None and sum(roster.countries[member] == roster.countries[person] for member in joined) > most:
        return False
    for quota in quotas:
        held = sum(bool(quota.holders[member]) for member in joined)
        if held + left < quota.least or (quota.most is not None and held > quota.most):
            return False
    return True
