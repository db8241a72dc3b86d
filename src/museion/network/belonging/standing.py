"""Whether a member is in good standing, from a due and what was paid for it until a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from museion.network.belonging.terms import get_last_day_of_grace

PAID, EXEMPT, GRACE, UNPAID, NO_MEMBER = "paid", "exempt", "grace", "unpaid", "no_member"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`settled_date`: when the last part came in that was still missing."""

    standing: str
    year: int
    settled_date: date | None = None

    @property
    def is_good(self) -> bool:
        return self.standing in {PAID, EXEMPT}


def judge_standing(year: int, owed: Decimal | None, payments: Iterable[tuple[date, Decimal]], *, day: date) -> Verdict:
    """As of `day`, which may be long past. `owed`: None where nothing was asked, which leaves a member in the days of grace
    or unpaid; zero for whoever is exempt."""
    if owed is not None and owed == 0:
        return Verdict(EXEMPT, year)
    if owed is not None:
        settled = _find_settled_date(owed, payments)
        if settled is not None and settled <= day:
            return Verdict(PAID, year, settled)
    return Verdict(GRACE if day <= get_last_day_of_grace(year) else UNPAID, year)


def _find_settled_date(owed: Decimal, payments: Iterable[tuple[date, Decimal]]) -> date | None:
    total = Decimal()
    for paid_date, amount in sorted(payments):
        total += amount
        if total >= owed:
            return paid_date
    return None
