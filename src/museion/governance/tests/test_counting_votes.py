"""Counting: majorities, approvals and transfers; the same as another library counts, and as the script in docs/ does."""

import subprocess
import sys
from collections import Counter
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from stvpoll.scottish_stv import calculate_scottish_stv

from museion.governance.counting import Question, count_votes
from museion.governance.counting.tally import UnusableVoteError

SCRIPT = Path(__file__).parents[4] / "docs" / "recompute_ballot.py"
OPTIONS = ("amina", "bruno", "chen", "dolores", "eirik")


def count(question: Question, votes: dict[tuple[str, ...], int]) -> Any:
    listed = [choice for choice, times in votes.items() for _ in range(times)]
    return count_votes(question, [(f"{place:064x}", choice) for place, choice in enumerate(listed)])


@pytest.mark.parametrize(
    ("votes", "is_carried"),
    [
        ({("yes",): 3, ("no",): 2, ("abstain",): 90}, True),
        ({("yes",): 3, ("no",): 3}, False),
        ({("blank",): 5}, False),
        ({}, False),
    ],
)
def test_a_simple_majority_is_more_yes_than_no(*, votes: dict[tuple[str, ...], int], is_carried: bool) -> None:
    assert count(Question("simple", ("yes", "no")), votes).is_carried is is_carried


@pytest.mark.parametrize(("counts_abstentions", "is_carried"), [(False, True), (True, False)])
def test_two_thirds_are_of_what_the_statutes_say(*, counts_abstentions: bool, is_carried: bool) -> None:
    question = Question("qualified", ("yes", "no"), threshold=Fraction(2, 3), counts_abstentions=counts_abstentions)
    tally = count(question, {("yes",): 20, ("no",): 10, ("abstain",): 1, ("blank",): 1})
    assert (tally.is_carried, tally.abstain, tally.blank) == (is_carried, 1, 1)


def test_exactly_two_thirds_are_enough() -> None:
    question = Question("qualified", ("yes", "no"), threshold=Fraction(2, 3))
    assert count(question, {("yes",): 2, ("no",): 1}).is_carried


def test_approval_elects_those_with_most_and_nobody_without_a_vote() -> None:
    votes = {("amina", "bruno"): 4, ("bruno",): 2, ("blank",): 3}
    tally = count(Question("approval", OPTIONS, seats=3), votes)
    assert tally.elected == ("bruno", "amina")
    assert (tally.counts["bruno"], tally.blank) == (6, 3)


def test_the_textbook_election_is_counted_as_in_the_textbook() -> None:
    options = ("orange", "chocolate", "pear", "strawberry", "bonbon")
    votes = {
        ("orange",): 4,
        ("pear", "orange"): 2,
        ("chocolate", "strawberry"): 8,
        ("chocolate", "bonbon"): 4,
        ("strawberry",): 1,
        ("bonbon",): 1,
    }
    tally = count(Question("stv", options, seats=3), votes)
    assert (tally.quota, set(tally.elected)) == (6, {"chocolate", "orange", "strawberry"})


def test_ranked_choice_elects_one_who_was_not_first_at_first() -> None:
    votes = {("amina", "chen"): 8, ("bruno", "chen"): 7, ("chen", "bruno"): 6}
    tally = count(Question("ranked", ("amina", "bruno", "chen")), votes)
    assert tally.elected == ("bruno",)
    assert next(stage.excluded for stage in tally.stages) == "chen"


_RANKING = st.permutations(OPTIONS).flatmap(
    lambda order: st.integers(1, len(OPTIONS)).map(lambda length: tuple(order[:length]))
)
_PAPERS = st.dictionaries(_RANKING, st.integers(1, 40), min_size=1, max_size=12)


@settings(max_examples=150, suppress_health_check=[HealthCheck.filter_too_much])
@given(papers=_PAPERS, seats=st.integers(1, 3))
def test_transfers_elect_whom_another_library_elects(papers: dict[tuple[str, ...], int], seats: int) -> None:
    """stvpoll rounds other amounts, and moves two surpluses of a stage in one step where the law looks for the quota in between:
    elections that hang on a hundredth of a vote, or elect two at a stage, are left out."""
    tally = count(Question("stv", OPTIONS, seats=seats), papers)
    assume(not any(_is_close(stage.totals) or len(stage.elected) > 1 for stage in tally.stages[:-1]))
    other = calculate_scottish_stv(OPTIONS, Counter(papers), winners=seats, allow_random=False)
    if not tally.is_by_lot and other.complete:
        assert set(tally.elected) == set(map(str, other.elected_as_tuple()))


def _is_close(totals: dict[str, int]) -> bool:
    held = sorted(total for total in totals.values() if total)
    return any(more - less < 1000 for less, more in pairwise(held))


@settings(max_examples=100)
@given(papers=_PAPERS, seats=st.integers(1, 4))
def test_every_seat_is_filled_and_no_vote_grows(papers: dict[tuple[str, ...], int], seats: int) -> None:
    tally = count(Question("stv", OPTIONS, seats=seats), papers)
    assert len(tally.elected) == len(set(tally.elected)) == seats
    assert all(sum(stage.totals.values()) <= tally.votes * 100_000 for stage in tally.stages)


@settings(max_examples=60)
@given(papers=_PAPERS)
def test_the_order_in_which_votes_came_changes_nothing(papers: dict[tuple[str, ...], int]) -> None:
    listed = [choice for choice, times in papers.items() for _ in range(times)]
    votes = [(f"{place:064x}", choice) for place, choice in enumerate(listed)]
    question = Question("stv", OPTIONS, seats=2)
    assert count_votes(question, votes) == count_votes(question, votes[::-1])


@pytest.mark.parametrize(
    ("question", "choice"),
    [
        (Question("simple", ("yes", "no")), ("yes", "no")),
        (Question("simple", ("yes", "no")), ("maybe",)),
        (Question("stv", OPTIONS), ("amina", "amina")),
        (Question("stv", OPTIONS), ("amina", "blank")),
        (Question("approval", OPTIONS), ()),
    ],
)
def test_what_is_no_answer_is_no_vote(question: Question, choice: tuple[str, ...]) -> None:
    with pytest.raises(UnusableVoteError):
        question.read_choice(choice)


@settings(max_examples=12)
@given(papers=_PAPERS, seats=st.integers(1, 3), method=st.sampled_from(["stv", "approval", "ranked"]))
def test_the_independent_script_counts_the_same(
    papers: dict[tuple[str, ...], int], seats: int, method: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    votes = papers | {("blank",): 2, ("abstain",): 1}
    assert recount(Question(method, OPTIONS, seats=seats), votes, tmp_path_factory.mktemp("count")) == 0


@pytest.mark.parametrize("method", ["simple", "qualified"])
def test_the_independent_script_counts_majorities(method: str, tmp_path: Path) -> None:
    question = Question(method, ("yes", "no"), threshold=Fraction(2, 3), counts_abstentions=True)
    votes = {("yes",): 20, ("no",): 9, ("abstain",): 1, ("blank",): 3}
    assert recount(question, votes, tmp_path) == 0
    assert recount(question, votes, tmp_path, wrong={"counts": {"yes": 21, "no": 9}}) == 1


def recount(
    question: Question, votes: dict[tuple[str, ...], int], folder: Path, wrong: dict[str, Any] | None = None
) -> int:
    listed = [choice for choice, times in votes.items() for _ in range(times)]
    codes = [f"{place:064x}" for place in range(len(listed))]
    tally = count_votes(question, list(zip(codes, listed, strict=True)))
    published = {
        "ballot": "xb0000000",
        "method": question.method,
        "seats": question.seats,
        "threshold": str(question.threshold),
        "counts_abstentions": question.counts_abstentions,
        "options": [{"code": code, "names": {"en": code}} for code in question.options],
        "votes": [{"code": code, "choice": choice} for code, choice in zip(codes, listed, strict=True)],
        "result": tally.as_json() | (wrong or {}),
    }
    path = folder / "ballot.json"
    path.write_bytes(orjson.dumps(published))
    return subprocess.run([sys.executable, "-I", str(SCRIPT), str(path)], capture_output=True).returncode


def recount_file(path: Path, receipt: str) -> tuple[int, str]:
    """Exit status of the script, and the first vote that it shows for the receipt."""
    done = subprocess.run([sys.executable, "-I", str(SCRIPT), str(path), receipt], capture_output=True, text=True)
    shown = [line.split("  ")[0] for line in done.stdout.splitlines() if line.startswith("your vote")]
    return done.returncode, shown[0] if shown else ""
