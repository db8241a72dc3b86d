"""The table of fees of the invented network: bands by budget, rates by category and group of countries. All amounts are invented."""

from datetime import date, datetime
from decimal import Decimal

from museion.core.access import Actor
from museion.network.actions.fees import set_fees
from museion.network.models import CountryGroup, FeeBand, FeeRate
from museion.network.sample.marking import REASON
from museion.network.sample.places import read_countries
from museion.network.terms import MemberCategory

SINCE = date(2010, 1, 1)
# Code, budget from and to in euros, dues in group 1, whether it votes.
_BANDS = (
    ("I", 0, 30_000, 400, True),
    ("II", 30_000, 100_000, 550, True),
    ("III", 100_000, 1_000_000, 800, True),
    ("IV", 1_000_000, 5_000_000, 1_600, True),
    ("V", 5_000_000, 10_000_000, 3_200, True),
    ("VI", 10_000_000, None, 4_800, True),
    ("sustaining", None, None, 7_500, True),
    ("contributing", None, None, 12_000, True),
    ("supporting", None, None, 300, False),
)
_CATEGORIES = {
    MemberCategory.INDIVIDUAL: 95,
    MemberCategory.STUDENT: 35,
    MemberCategory.SUPPORTING: 180,
    MemberCategory.HONORARY: 0,
    MemberCategory.INSTITUTIONAL: 0,  # of the person: the institution pays
}
_SHARES = {1: Decimal("1"), 2: Decimal("0.75"), 3: Decimal("0.5"), 4: Decimal("0.25")}


def write_fees(*, actor: Actor, at: datetime) -> None:
    bands = [
        FeeBand(
            code=code,
            names={"en": f"Band {code}", "fr": f"Classe {code}", "es": f"Clase {code}"},
            least_budget=least,
            most_budget=most,
            is_voting=votes,
            valid_from=SINCE,
        )
        for code, least, most, _amount, votes in _BANDS
    ]
    amounts = [(category, "", amount) for category, amount in _CATEGORIES.items()]
    amounts += [(MemberCategory.INSTITUTIONAL, code, amount) for code, _least, _most, amount, _votes in _BANDS]
    rates = [
        FeeRate(category=category, band=band, country_group=group, amount=amount * share, valid_from=SINCE)
        for category, band, amount in amounts
        for group, share in _SHARES.items()
    ]
    groups = [
        CountryGroup(country=country.code, group=1 + number % len(_SHARES), valid_from=SINCE)
        for number, country in enumerate(read_countries())
    ]
    set_fees(bands=bands, rates=rates, groups=groups, actor=actor, at=at, reason=REASON)
