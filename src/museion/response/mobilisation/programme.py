"""The integer programme of a team, solved by HiGHS.

One yes-or-no variable a choice. Every seat is filled, nobody sits twice, quotas and caps hold, and teams already given out
are not given out again. Where that is impossible, `lenient` lets seats stay empty and quotas fail at a price higher than any
score, so that the answer is the fullest team there is and what is missing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from museion.response.exposure.geodesy import Floats, Integers
from museion.response.mobilisation.choices import Choices, Quota
from museion.response.mobilisation.requests import Request
from museion.response.mobilisation.roster import Roster


class SolverError(RuntimeError):
    """HiGHS stopped without an answer that it can prove."""


@dataclass(frozen=True, slots=True)
class Solution:
    """`chosen` are positions in the choices; `empty` seats and `short` quotas only where solved leniently."""

    chosen: Integers
    empty: tuple[int, ...]
    short: tuple[int, ...]


@dataclass(slots=True)
class _Rows:
    """The constraint matrix, row by row."""

    lower: list[float]
    upper: list[float]
    starts: list[int]
    columns: list[Integers]
    values: list[Floats]

    def add(
        self, columns: Integers, lower: float, upper: float, *, slack: int | None = None, sign: float = 1.0
    ) -> None:
        """`slack` is the column of a variable that makes up for what is missing (1) or takes away what is too much (-1)."""
        held = columns if slack is None else np.append(columns, slack)
        self.columns.append(held)
        self.values.append(np.ones(len(columns)) if slack is None else np.append(np.ones(len(columns)), sign))
        self.starts.append(self.starts[-1] + len(held))
        self.lower.append(lower)
        self.upper.append(upper)


def solve(
    choices: Choices,
    roster: Roster,
    request: Request,
    quotas: Sequence[Quota],
    *,
    given_out: Sequence[frozenset[int]] = (),
    lenient: bool = False,
) -> Solution | None:
    """The best team, or None where there is none. `given_out` are teams as positions of the roster."""
    count = len(choices)
    slacks = len(request.seats) + len(quotas) if lenient else 0
    rows = _write_rows(choices, roster, request, quotas, given_out, lenient=lenient)
    price = float(request.size + 1)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = count + slacks, len(rows.lower)
    model.col_cost_ = np.concatenate([choices.scores, np.full(slacks, -price)])
    model.col_lower_ = np.zeros(count + slacks)
    model.col_upper_ = np.concatenate([np.ones(count), np.full(slacks, float(request.size))])
    model.row_lower_, model.row_upper_ = np.array(rows.lower), np.array(rows.upper)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.array(rows.starts)
    model.a_matrix_.index_ = np.concatenate(rows.columns)
    model.a_matrix_.value_ = np.concatenate(rows.values)
    model.integrality_ = [highspy.HighsVarType.kInteger] * (count + slacks)
    model.sense_ = highspy.ObjSense.kMaximize
    values = _run(model)
    if values is None:
        return None
    missing = np.flatnonzero(values[count:] > 0.5).tolist()
    return Solution(
        chosen=np.flatnonzero(values[:count] > 0.5),
        empty=tuple(number for number in missing if number < len(request.seats)),
        short=tuple(number - len(request.seats) for number in missing if number >= len(request.seats)),
    )


def _write_rows(
    choices: Choices,
    roster: Roster,
    request: Request,
    quotas: Sequence[Quota],
    given_out: Sequence[frozenset[int]],
    *,
    lenient: bool,
) -> _Rows:
    rows = _Rows([], [], [0], [], [])
    next_slack = iter(range(len(choices), len(choices) + len(request.seats) + len(quotas)))
    for number, seat in enumerate(request.seats):
        slack = next(next_slack) if lenient else None
        rows.add(np.flatnonzero(choices.seats == number), seat.count, seat.count, slack=slack)
    for quota in quotas:
        slack = next(next_slack) if lenient else None
        held = np.flatnonzero(quota.holders[choices.people])
        most = highspy.kHighsInf if quota.most is None else float(quota.most)
        rows.add(held, float(quota.least), most, slack=slack, sign=1.0 if quota.most is None else -1.0)
    _forbid_sitting_twice(rows, choices)
    if request.rules.most_from_one_country is not None:
        _cap_countries(rows, roster.countries[choices.people], request.rules.most_from_one_country)
    for team in given_out:
        held = np.flatnonzero(np.isin(choices.people, list(team)))
        rows.add(held, -highspy.kHighsInf, len(team) - 1.0)
    return rows


def _forbid_sitting_twice(rows: _Rows, choices: Choices) -> None:
    order = np.argsort(choices.people, kind="stable")
    people, starts = np.unique(choices.people[order], return_index=True)
    for columns in np.split(order, starts[1:]) if len(people) else []:
        if len(columns) > 1:
            rows.add(columns, -highspy.kHighsInf, 1.0)


def _cap_countries(rows: _Rows, countries: Integers, most: int) -> None:
    for country in np.unique(countries):
        columns = np.flatnonzero(countries == country)
        if len(columns) > most:
            rows.add(columns, -highspy.kHighsInf, float(most))


def _run(model: highspy.HighsLp) -> Floats | None:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    # Teams that differ by a thousandth of a point are told apart; the default stops at a hundredth of a per cent.
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 1e-9)
    solver.setOptionValue("threads", 1)
    solver.passModel(model)
    solver.run()
    match solver.getModelStatus():
        case highspy.HighsModelStatus.kOptimal:
            return np.array(solver.getSolution().col_value)
        case highspy.HighsModelStatus.kInfeasible | highspy.HighsModelStatus.kUnboundedOrInfeasible:
            return None
        case status:
            raise SolverError(f"the solver stopped: {solver.modelStatusToString(status)}")
