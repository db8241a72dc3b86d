"""What a member pays: the rate in force on the first day of the year, for the category, the band and the country."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q

from museion.core.countries import get_country_name
from museion.network.models import CountryGroup, FeeBand, FeeRate
from museion.network.terms import MemberCategory


class NoRateError(LookupError):
    """No rate in force says what such a member pays; the table of fees lacks a row."""


@dataclass(frozen=True, slots=True)
class Fee:
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One line of the table: what a category (and band) pays in each group of countries, None where no rate says so."""

    category: str
    band: str
    fees: tuple[Fee | None, ...]


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
        if fee := self._find(category, band, group):
            return fee
        raise NoRateError(f"{self._year}: {category} {band} in group {group}")

    def list_rows(self, groups: Iterable[int]) -> list[FeeRow]:
        """In the order of the categories; of institutions by the budget of the band, those that one chooses oneself last."""
        shown, order = tuple(groups), MemberCategory.values
        bands = ["", *(band.code for band in get_bands(date(self._year, 1, 1)))]

        def place(row: tuple[str, str]) -> tuple[int, int, str]:
            return order.index(row[0]), bands.index(row[1]) if row[1] in bands else len(bands), row[1]

        held = sorted({(category, band) for category, band, _group in self._rates}, key=place)
        return [
            FeeRow(category, band, tuple(self._find(category, band, group) for group in shown))
            for category, band in held
        ]

    def list_countries(self, groups: Iterable[int], language: str) -> list[tuple[int, list[str]]]:
        """The names of each group's countries; those that no row names are in the first group and not listed."""
        names: dict[int, list[str]] = {group: [] for group in groups}
        for country, group in self._groups.items():
            names.setdefault(group, []).append(get_country_name(country, language))
        return [(group, sorted(held)) for group, held in names.items()]

    def _find(self, category: str, band: str, group: int) -> Fee | None:
        return self._rates.get((category, band, group)) or self._rates.get((category, band, 0))


def get_bands(day: date) -> list[FeeBand]:
    """In force on the day, the latest of each code; by budget, those that one chooses oneself last."""
    in_force = Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gte=day))
    latest = {band.code: band for band in FeeBand.objects.filter(in_force).order_by("valid_from")}
    return sorted(latest.values(), key=lambda band: (band.least_budget is None, band.least_budget or 0, band.code))


@dataclass(slots=True)
class FeeChange:
    """A day from which something new holds, and how many rows say so."""

    day: date
    rates: int = 0
    bands: int = 0
    groups: int = 0


def list_changes() -> list[FeeChange]:
    """The latest first."""
    changes: dict[date, FeeChange] = {}
    for name, rows in (("rates", FeeRate.objects), ("bands", FeeBand.objects), ("groups", CountryGroup.objects)):
        for day, count in rows.values_list("valid_from").annotate(count=Count("id")).order_by():
            setattr(changes.setdefault(day, FeeChange(day)), name, count)
    return sorted(changes.values(), key=lambda change: change.day, reverse=True)


def choose_band(budget: int, day: date) -> FeeBand | None:
    """The band of a yearly operating budget in euros; bands without limits are chosen by the institution itself."""
    for band in get_bands(day):
        if band.least_budget is None:
            continue
        if budget >= band.least_budget and (band.most_budget is None or budget < band.most_budget):
            return band
    return None
