"""The best team is the best of all teams, and what stands in its way is said."""

from collections.abc import Iterator
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from museion.response.mobilisation.choices import list_choices, list_quotas
from museion.response.mobilisation.fitness import rate, screen
from museion.response.mobilisation.requests import Request, Seat, Spoken, TeamRules
from museion.response.mobilisation.roster import Roster, make_roster
from museion.response.mobilisation.shortlist import make_shortlist
from museion.response.mobilisation.teams import find_teams
from museion.response.tests.invented_people import BROADER, ask_for_lima, invent_people

PEOPLE = invent_people(3000)
ROSTER = make_roster(PEOPLE, broader=BROADER)
RULES = TeamRules(
    least_speakers=((Spoken("es", "B2"), 3), (Spoken("qu", "A2"), 1)),
    least_with_hazard=3,
    least_with_country=2,
    most_from_one_country=1,
    most_without_mission=2,
)


def list_all_values(roster: Roster, request: Request) -> Iterator[float]:
    """The value of every possible team, by trying all."""
    screening = screen(roster, request)
    fits = [rate(roster, request, seat, screening) for seat in request.seats]
    scores = [
        dict(zip(np.flatnonzero(f.qualifies).tolist(), f.scores[f.qualifies].tolist(), strict=True)) for f in fits
    ]
    quotas = list_quotas(roster, request)
    values: dict[frozenset[int], float] = {}
    for groups in product(*(combinations(held, seat.count) for held, seat in zip(scores, request.seats, strict=True))):
        team = [person for group in groups for person in group]
        if len(set(team)) < len(team):
            continue
        held_counts = [sum(bool(quota.holders[p]) for p in team) for quota in quotas]
        if any(n < q.least or (q.most is not None and n > q.most) for n, q in zip(held_counts, quotas, strict=True)):
            continue
        cap = request.rules.most_from_one_country
        if cap is not None and max(np.bincount(roster.countries[team])) > cap:
            continue
        value = sum(scores[seat][person] for seat, group in enumerate(groups) for person in group)
        values[frozenset(team)] = max(value, values.get(frozenset(team), 0.0))
    yield from sorted(values.values(), reverse=True)


seats = st.lists(
    st.builds(
        Seat,
        st.sampled_from(["one", "two"]),
        st.sampled_from(["conservator", "heritage professional", "engineer", "coordinator"]),
        st.integers(1, 2),
        st.sampled_from([(), (Spoken("es", "B1"),)]),
    ),
    min_size=1,
    max_size=2,
)
rules = st.builds(
    TeamRules,
    least_speakers=st.sampled_from([(), ((Spoken("es", "B2"), 1),), ((Spoken("fr", "A2"), 2),)]),
    least_with_hazard=st.integers(0, 2),
    least_with_country=st.integers(0, 2),
    most_from_one_country=st.sampled_from([None, 1, 2]),
    most_without_mission=st.sampled_from([None, 0, 1]),
)


@settings(max_examples=60)
@given(st.integers(0, 10_000), seats, rules)
def test_no_other_team_is_better_and_the_alternatives_are_the_next_best(
    seed: int, wanted: list[Seat], team_rules: TeamRules
) -> None:
    roster = make_roster(invent_people(24, seed=seed, towns=4), broader=BROADER)
    request = ask_for_lima(*wanted, rules=team_rules, hours=96)
    answer = find_teams(roster, request, alternatives=2)
    expected = [value for _, value in zip(range(3), list_all_values(roster, request), strict=False)]
    assert answer.is_met == bool(expected)
    if expected:
        assert [team.value for team in answer.teams] == pytest.approx(expected, abs=1e-6)


def test_the_team_for_lima_is_complete_explained_and_keeps_every_rule() -> None:
    answer = find_teams(ROSTER, ask_for_lima(rules=RULES))
    assert answer.is_met
    people = {person.key: person for person in PEOPLE}
    for team in answer.teams:
        members = [people[member.person.key] for member in team.members]
        assert [member.seat for member in team.members] == ["paper conservation"] * 2 + ["structure", "coordination"]
        assert len({person.country for person in members}) == 4
        assert sum(person.hazards.get("EQ", 0) > 0 for person in members) >= 3
        assert sum("PE" in person.countries | {person.country} for person in members) >= 2
        assert all(person.in_good_standing and "museum-lima" not in person.conflicts for person in members)
        for member in team.members:
            assert sum(reason.points for reason in member.person.reasons) == pytest.approx(member.person.score)
    assert answer.teams[0].value >= answer.teams[1].value >= answer.teams[2].value


def test_whoever_was_asked_already_is_not_asked_again() -> None:
    first = find_teams(ROSTER, ask_for_lima()).teams[0]
    asked = frozenset(member.person.key for member in first.members)
    again = find_teams(ROSTER, ask_for_lima(excluded=asked)).teams[0]
    assert not asked & {member.person.key for member in again.members}


def test_with_all_experts_unavailable_it_says_so_seat_by_seat() -> None:
    request = ask_for_lima(hours=24 * 13)
    nobody_free = make_roster([p for p in PEOPLE if p.available[0].ends < request.ends_at], broader=BROADER)
    answer = find_teams(nobody_free, request)
    assert not answer.is_met
    assert not answer.teams
    assert answer.empty_seats == ("paper conservation", "structure", "coordination")
    assert all(count.unbound > 0 and count.free == 0 for count in answer.counts)


def test_an_empty_roster_answers_too() -> None:
    answer = find_teams(make_roster([], broader=BROADER), ask_for_lima())
    assert (answer.is_met, answer.counts[0].with_skill) == (False, 0)


def test_where_one_seat_cannot_be_filled_the_others_are() -> None:
    answer = find_teams(
        ROSTER, ask_for_lima(Seat("diving", "underwater archaeologist"), Seat("structure", "engineer", 2))
    )
    assert not answer.is_met
    assert answer.empty_seats == ("diving",)
    assert [member.seat for member in answer.teams[0].members] == ["structure", "structure"]


def test_a_rule_that_nobody_can_meet_is_named() -> None:
    answer = find_teams(ROSTER, ask_for_lima(rules=TeamRules(least_speakers=((Spoken("mi", "B1"), 1),))))
    assert answer.broken_rules == ("mi B1",)
    assert len(answer.teams[0].members) == 4


def test_nobody_is_sent_who_cannot_be_there_in_time() -> None:
    near = find_teams(ROSTER, ask_for_lima(Seat("structure", "engineer"), hours=8)).teams[0]
    assert float(next(r.fact.split()[0] for r in near.members[0].person.reasons if r.part == "nearness")) <= 300


def test_a_narrower_skill_serves_and_a_broader_one_serves_less() -> None:
    roster = make_roster(invent_people(400, seed=3), broader=BROADER)
    request = ask_for_lima(Seat("paper", "paper conservator"), hours=96)
    facts = {
        person.key: next(reason for reason in person.reasons if reason.part == "skill")
        for person in make_shortlist(roster, request, request.seats[0], limit=400)
    }
    people = {person.key: person for person in invent_people(400, seed=3)}
    for key, reason in facts.items():
        is_exact = bool(people[key].skills & {"paper conservator", "photograph conservator"})
        assert reason.points == pytest.approx(
            0.35 if is_exact else 0.175 if "conservator" in people[key].skills else 0.0875
        )


def test_the_shortlist_is_in_order_and_no_longer_than_asked() -> None:
    request = ask_for_lima()
    listed = make_shortlist(ROSTER, request, request.seats[0], limit=7)
    assert len(listed) == 7
    assert [person.score for person in listed] == sorted((person.score for person in listed), reverse=True)


def test_choices_hold_only_people_who_qualify() -> None:
    request = ask_for_lima()
    screening = screen(ROSTER, request)
    choices = list_choices([rate(ROSTER, request, seat, screening) for seat in request.seats])
    assert screening.passes[choices.people].all()
    assert (choices.scores > 0).all()
    assert (choices.scores <= 1).all()
