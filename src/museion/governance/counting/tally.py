"""The result of a ballot. Blank votes and abstentions are counted apart and elect nothing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Any

from museion.governance.counting.lots import Lots
from museion.governance.counting.transferable import Stage, count_transferable

BLANK, ABSTAIN = "blank", "abstain"
YES, NO = "yes", "no"
Choice = tuple[str, ...]
"""Codes of options: one, several that are approved, or a ranking; or one of the two words above alone."""


class UnusableVoteError(ValueError):
    """The vote is none that the question allows."""


@dataclass(frozen=True, slots=True)
class Question:
    """`method`: simple, qualified, approval, ranked or stv. `threshold`, `counts_abstentions`: of a qualified majority."""

    method: str
    options: tuple[str, ...]
    seats: int = 1
    threshold: Fraction = Fraction(1, 2)
    counts_abstentions: bool = False

    def read_choice(self, codes: Sequence[str]) -> Choice:
        """Raises `UnusableVoteError` for what is no answer to the question."""
        choice = tuple(codes)
        if choice in {(BLANK,), (ABSTAIN,)}:
            return choice
        if not choice or len(set(choice)) < len(choice) or not set(choice) <= set(self.options):
            raise UnusableVoteError("a vote names options of the question, each once")
        if self.method in {"simple", "qualified"} and len(choice) != 1:
            raise UnusableVoteError("this question takes one answer")
        return choice


@dataclass(frozen=True, slots=True)
class Tally:
    """`counts`: votes of each option (first preferences where they are ranked). `is_by_lot`: a tie was decided by lot."""

    votes: int
    blank: int
    abstain: int
    counts: dict[str, int]
    is_carried: bool | None = None
    elected: tuple[str, ...] = ()
    is_by_lot: bool = False
    quota: int | None = None
    stages: tuple[Stage, ...] = field(default_factory=tuple)

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"elected": list(self.elected), "stages": [asdict(stage) for stage in self.stages]}


def count_votes(question: Question, votes: Iterable[tuple[str, Choice]]) -> Tally:
    """`votes`: code and choice. The codes decide lots, and nothing else."""
    held = sorted(votes)
    lots = Lots(code for code, _ in held)
    choices = Counter(choice for _, choice in held)
    blank, abstain = choices.pop((BLANK,), 0), choices.pop((ABSTAIN,), 0)
    if question.method in {"simple", "qualified"}:
        return _count_majority(question, choices, blank, abstain)
    if question.method == "approval":
        return _count_approval(question, choices, blank, abstain, lots)
    return _count_ranked(question, choices, blank, abstain, lots)


def _count_majority(question: Question, choices: Counter[Choice], blank: int, abstain: int) -> Tally:
    yes, no = choices[(YES,)], choices[(NO,)]
    votes = yes + no + blank + abstain
    if question.method == "simple":
        is_carried = yes > no
    else:
        basis = votes if question.counts_abstentions else yes + no
        is_carried = basis > 0 and Fraction(yes, basis) >= question.threshold
    return Tally(votes, blank, abstain, {YES: yes, NO: no}, is_carried=is_carried)


def _count_approval(question: Question, choices: Counter[Choice], blank: int, abstain: int, lots: Lots) -> Tally:
    counts = dict.fromkeys(question.options, 0)
    for choice, times in choices.items():
        for code in choice:
            counts[code] += times
    order = sorted(counts, key=lambda code: (-counts[code], lots.draw(code)))
    elected = [code for code in order if counts[code]][: question.seats]
    following = order[len(elected)] if len(elected) < len(order) else None
    is_by_lot = bool(elected) and following is not None and counts[elected[-1]] == counts[following] > 0
    total = sum(choices.values()) + blank + abstain
    return Tally(total, blank, abstain, counts, elected=tuple(elected), is_by_lot=is_by_lot)


def _count_ranked(question: Question, choices: Counter[Choice], blank: int, abstain: int, lots: Lots) -> Tally:
    seats = question.seats if question.method == "stv" else 1
    counted = count_transferable(question.options, choices, seats=seats, lots=lots)
    first = dict.fromkeys(question.options, 0)
    for choice, times in choices.items():
        first[choice[0]] += times
    return Tally(
        sum(choices.values()) + blank + abstain,
        blank,
        abstain,
        first,
        elected=counted.elected,
        is_by_lot=counted.is_by_lot,
        quota=counted.quota,
        stages=counted.stages,
    )
