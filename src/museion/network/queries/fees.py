"""What a member pays: the rate in force on the first day of the year, for the category, the band and the country."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from museion.network.models import CountryGroup, FeeBand, FeeRate


class NoRateError(LookupError):
    """No rate in force says what such a member pays; the table of fees lacks a row."""


@dataclass(frozen=True, slots=True)
class Fee:
    amount: Decimal
    currency: str


class FeeTable:
    """The fees of one year, read once for however many members."""

    def __init__(self, year: int) -> None:
        day = date(year, 1, 1)
        in_force = Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gte=day))
        groups = CountryGroup.objects.filter(valid_from__lte=day).order_by("valid_from")
        self._year = year
        self._groups = {row.country: row.group for row in groups}
        self._rates = {
            (rate.category, rate.band, rate.country_group): Fee(rate.amount, rate.currency)
            for rate in FeeRate.objects.filter(in_force).order_by("valid_from")
        }

    def get(self, category: str, band: str, country: str) -> Fee:
        """A rate for the country's own group goes before one for every country."""
        group = self._groups.get(country, 1)
        for key in ((category, band, group), (category, band, 0)):
            if fee := self._rates.get(key):
                return fee
        raise NoRateError(f"{self._year}: {category} {band} in group {group}")


def get_bands(day: date) -> list[FeeBand]:
    in_force = Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gte=day))
    return list(FeeBand.objects.filter(in_force))


def choose_band(budget: int, day: date) -> FeeBand | None:
    """The band of a yearly operating budget in euros; bands without limits are chosen by the institution itself."""
    for band in get_bands(day):
        if band.least_budget is None:
            continue
        if budget >= band.least_budget and (band.most_budget is None or budget < band.most_budget):
            return band
    return None
