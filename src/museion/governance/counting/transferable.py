"""Single transferable vote by the Scottish rules (SSI 2007/42, part III of schedule 1): Droop quota, surpluses transferred at a
fraction of every paper (weighted inclusive Gregory) cut to five decimals, ties by the last stage that was unequal.

With one seat this is ranked choice (instant run-off). Where no stage tells candidates apart, lots do, see `Lots`. Amounts are
whole hundred-thousandths, so that no computer rounds otherwise. stvpoll counts the same in the tests.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from museion.governance.counting.lots import Lots

UNIT = 100_000


@dataclass(frozen=True, slots=True)
class Stage:
    """`totals`: hundred-thousandths of votes at this stage. `elected`, `excluded`: what followed from it."""

    totals: dict[str, int]
    elected: tuple[str, ...] = ()
    excluded: str = ""
    transferred: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    elected: tuple[str, ...]
    quota: int
    stages: tuple[Stage, ...]
    is_by_lot: bool


@dataclass(slots=True)
class _Paper:
    """All votes of one ranking. `value`: of each of them, in units."""

    ranking: tuple[str, ...]
    votes: int
    value: int = UNIT


@dataclass(slots=True)
class _Count:
    seats: int
    quota: int
    lots: Lots
    piles: dict[str, list[_Paper]]
    elected: list[str] = field(default_factory=list)
    surpluses: list[str] = field(default_factory=list)
    out: set[str] = field(default_factory=set)
    stages: list[Stage] = field(default_factory=list)
    is_by_lot: bool = False

    def total(self, option: str) -> int:
        return sum(paper.votes * paper.value for paper in self.piles[option])

    def continuing(self) -> list[str]:
        return [option for option in self.piles if option not in self.out and option not in self.elected]


def count_transferable(
    options: Sequence[str], papers: Mapping[tuple[str, ...], int], *, seats: int, lots: Lots
) -> Counted:
    """`papers`: how many votes rank so. Somebody without any vote is elected only where seats are left for all."""
    votes = sum(papers.values())
    count = _Count(seats, votes // (seats + 1) + 1, lots, {option: [] for option in options})
    for ranking, times in sorted(papers.items()):
        count.piles[ranking[0]].append(_Paper(ranking, times))
    transferred = ""
    while votes and not _is_over(count):
        newly = _elect_by_quota(count)
        excluded = ""
        if not _is_over(count) and not count.surpluses:
            excluded = _choose(count, count.continuing(), lowest=True)
        _note(count, newly, excluded, transferred)
        if _is_over(count):
            break
        transferred = _transfer(count, excluded)
    if votes:
        _elect_the_rest(count, transferred)
    return Counted(tuple(count.elected), count.quota, tuple(count.stages), count.is_by_lot)


def _is_over(count: _Count) -> bool:
    left = count.seats - len(count.elected)
    return left <= 0 or len(count.continuing()) <= left


def _elect_by_quota(count: _Count) -> tuple[str, ...]:
    """Everybody who has the quota, the most votes first."""
    reached = [option for option in count.continuing() if count.total(option) >= count.quota * UNIT]
    newly: list[str] = []
    while reached and len(count.elected) < count.seats:
        first = _choose(count, reached, lowest=False)
        reached.remove(first)
        newly.append(first)
        count.elected.append(first)
        if count.total(first) > count.quota * UNIT:
            count.surpluses.append(first)
    return tuple(newly)


def _transfer(count: _Count, excluded: str) -> str:
    """The largest surplus if there is one, else the papers of whoever is excluded. Returns whose papers moved."""
    if not excluded:
        giver = _choose(count, count.surpluses, lowest=False)
        count.surpluses.remove(giver)
        total = count.total(giver)
        surplus = total - count.quota * UNIT
        moved = [_Paper(paper.ranking, paper.votes, paper.value * surplus // total) for paper in count.piles[giver]]
        count.piles[giver] = [_Paper((giver,), count.quota)]
    else:
        giver, moved = excluded, count.piles[excluded]
        count.out.add(excluded)
        count.piles[excluded] = []
    open_to = set(count.continuing())
    for paper in moved:
        following = next((option for option in paper.ranking if option in open_to), None)
        if following is not None:
            count.piles[following].append(paper)
    return giver


def _elect_the_rest(count: _Count, transferred: str) -> None:
    """When as many go on as there are seats, all of them have one."""
    rest = count.continuing()
    left = count.seats - len(count.elected)
    if left <= 0 or not rest:
        return
    rest = sorted(rest, key=lambda option: (-count.total(option), count.lots.draw(option)))[:left]
    count.elected.extend(rest)
    if count.stages and not count.stages[-1].excluded and not count.stages[-1].elected:
        count.stages.pop()
    _note(count, tuple(rest), "", transferred)


def _choose(count: _Count, options: Sequence[str], *, lowest: bool) -> str:
    """The one with the fewest or most votes now; of equal ones by the latest stage that tells them apart, then by lot."""
    sign = 1 if lowest else -1
    tied = list(options)
    for totals in (
        {option: count.total(option) for option in tied},
        *(stage.totals for stage in reversed(count.stages)),
    ):
        best = min(sign * totals[option] for option in tied)
        tied = [option for option in tied if sign * totals[option] == best]
        if len(tied) == 1:
            return tied[0]
    count.is_by_lot = True
    return min(tied, key=count.lots.draw)


def _note(count: _Count, newly: tuple[str, ...], excluded: str, transferred: str) -> None:
    totals = {option: count.total(option) for option in count.piles}
    count.stages.append(Stage(totals, newly, excluded, transferred))
