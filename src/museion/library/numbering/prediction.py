"""Predicting the issues of a series from its pattern, as MARC 853 and 891 describe one: how often, and how they are counted."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MOST_ISSUES = 5_000


class Frequency(StrEnum):
    """How often an issue comes, with the codes of MARC 008/18 in `MARC_FREQUENCIES`."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    BIMONTHLY = "bimonthly"
    QUARTERLY = "quarterly"
    THREE_A_YEAR = "three_a_year"
    TWICE_A_YEAR = "twice_a_year"
    YEARLY = "yearly"
    EVERY_TWO_YEARS = "every_two_years"
    EVERY_THREE_YEARS = "every_three_years"


MARC_FREQUENCIES = {
    "w": Frequency.WEEKLY,
    "m": Frequency.MONTHLY,
    "b": Frequency.BIMONTHLY,
    "q": Frequency.QUARTERLY,
    "t": Frequency.THREE_A_YEAR,
    "f": Frequency.TWICE_A_YEAR,
    "a": Frequency.YEARLY,
    "g": Frequency.EVERY_TWO_YEARS,
    "h": Frequency.EVERY_THREE_YEARS,
}
_MONTHS = {
    Frequency.MONTHLY: 1,
    Frequency.BIMONTHLY: 2,
    Frequency.QUARTERLY: 3,
    Frequency.THREE_A_YEAR: 4,
    Frequency.TWICE_A_YEAR: 6,
    Frequency.YEARLY: 12,
    Frequency.EVERY_TWO_YEARS: 24,
    Frequency.EVERY_THREE_YEARS: 36,
}
PER_YEAR = {
    Frequency.WEEKLY: 52,
    Frequency.MONTHLY: 12,
    Frequency.BIMONTHLY: 6,
    Frequency.QUARTERLY: 4,
    Frequency.THREE_A_YEAR: 3,
    Frequency.TWICE_A_YEAR: 2,
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """`is_continuous`: numbers run on (no. 1 to no. 312) instead of beginning anew with each volume.

    `grace_days`: how long after its day an issue may be on its way before it counts as missing.
    """

    frequency: Frequency
    begins: date
    ends: date | None = None
    first_volume: int | None = 1
    first_number: int = 1
    numbers_per_volume: int | None = None
    is_continuous: bool = False
    grace_days: int = 60


@dataclass(frozen=True, slots=True)
class Predicted:
    volume: int | None
    number: int
    expected: date

    @property
    def identity(self) -> tuple[int | None, int]:
        return self.volume, self.number


def predict_issues(pattern: Pattern, until: date) -> Iterator[Predicted]:
    """Every issue that should have appeared by the day, in order."""
    per_volume = pattern.numbers_per_volume or PER_YEAR.get(pattern.frequency, 1)
    last = min(until, pattern.ends) if pattern.ends else until
    for place in range(MOST_ISSUES):
        day = _get_day(pattern, place)
        if day > last:
            return
        # The first volume may begin in the middle, as when a series is taken over in its third issue.
        offset = place + (0 if pattern.is_continuous else pattern.first_number - 1)
        volume = None if pattern.first_volume is None else pattern.first_volume + offset // per_volume
        number = pattern.first_number + place if pattern.is_continuous else offset % per_volume + 1
        yield Predicted(volume, number, day)


def _get_day(pattern: Pattern, place: int) -> date:
    """The 31st becomes the last day of a shorter month."""
    begins = pattern.begins
    if pattern.frequency == Frequency.WEEKLY:
        return begins + timedelta(weeks=place)
    months = begins.year * 12 + begins.month - 1 + place * _MONTHS[pattern.frequency]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(begins.day, monthrange(year, month + 1)[1]))


def keep_missing(
    pattern: Pattern, expected: Iterable[Predicted], held: Iterable[tuple[int | None, int]], today: date
) -> list[Predicted]:
    """Of what is expected by now."""
    known, due = set(held), today - timedelta(days=pattern.grace_days)
    return [issue for issue in expected if issue.expected <= due and issue.identity not in known]


def sum_up(issues: Iterable[Predicted]) -> str:
    """`12 (3), 13 (1–4)`: missing issues as librarians write them."""
    runs: list[list[Predicted]] = []
    for issue in issues:
        last = runs[-1][-1] if runs else None
        if last and last.volume == issue.volume and issue.number == last.number + 1:
            runs[-1].append(issue)
        else:
            runs.append([issue])
    return ", ".join(_write_run(run) for run in runs)


def _write_run(run: list[Predicted]) -> str:
    numbers = str(run[0].number) if len(run) == 1 else f"{run[0].number}–{run[-1].number}"
    return f"{run[0].volume} ({numbers})" if run[0].volume is not None else numbers
