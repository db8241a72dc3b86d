"""The dated rules of `terms.toml`, and the days that follow from them."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class MembershipTerms:
    """`last_admission_day`, `grace_until`: month and day, both still included."""

    valid_from: date
    last_admission_day: str
    grace_until: str
    reminders_after_days: tuple[int, ...]
    most_non_professionals: float
    least_members: int
    code_edition: str


def get_terms(day: date) -> MembershipTerms:
    """The rules in force on the day; before the first ones, the first."""
    held = [terms for terms in read_terms() if terms.valid_from <= day]
    return held[-1] if held else read_terms()[0]


@cache
def read_terms() -> tuple[MembershipTerms, ...]:
    tables = tomllib.loads((files("museion.network.belonging") / "terms.toml").read_text(encoding="utf-8"))["terms"]
    return tuple(sorted(map(_read, tables), key=lambda terms: terms.valid_from))


def get_first_day(admitted: date) -> date:
    """Membership is by calendar year; whoever is admitted late in one belongs from the next one on."""
    is_late = admitted > get_day(admitted.year, get_terms(admitted).last_admission_day)
    return date(admitted.year + 1, 1, 1) if is_late else admitted


def get_last_day_of_grace(year: int) -> date:
    return get_day(year, get_terms(date(year, 1, 1)).grace_until)


def get_day(year: int, month_and_day: str) -> date:
    return date.fromisoformat(f"{year:04}-{month_and_day}")


def _read(table: dict[str, Any]) -> MembershipTerms:
    return MembershipTerms(**{**table, "reminders_after_days": tuple(table["reminders_after_days"])})
