"""The statutes as they were on a day, as the register knew them at a moment."""

from datetime import date, datetime
from fractions import Fraction
from typing import Any

from museion.governance.models import StatuteRule
from museion.governance.statutes import Rule, Statutes, read_condition
from museion.governance.terms import Subject


class NoSettingError(LookupError):
    """No rule in force on the day sets this; the statutes lack it."""


def get_rules(*, known_at: datetime | None = None) -> list[Rule]:
    return [read_rule(row) for row in StatuteRule.objects.known(known_at).order_by("place", "valid_from")]


def read_rule(row: StatuteRule) -> Rule:
    return Rule(
        name=row.name,
        article=row.article,
        texts=row.texts,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        subject=row.subject,
        when=tuple(map(read_condition, row.when)),
        require=tuple(map(read_condition, row.require)),
        parameters=row.parameters,
    )


def get_statutes(subject: Subject, day: date, *, known_at: datetime | None = None) -> Statutes:
    return Statutes(get_rules(known_at=known_at), subject=subject, day=day)


def get_setting(name: str, day: date, *, known_at: datetime | None = None) -> dict[str, Any]:
    """The parameters of a setting, such as the table of votes per kind of body."""
    held = StatuteRule.objects.known(known_at).filter(name=name, subject=Subject.SETTING, valid_from__lte=day)
    row = held.exclude(valid_until__lt=day).order_by("-valid_from").first()
    if row is None:
        raise NoSettingError(f"no rule “{name}” is in force on {day}")
    return dict(row.parameters)


def read_share(text: str) -> Fraction:
    """`2/3`, `0.5`, `60%`. Raises `ValueError` for what is no share of a whole."""
    share = Fraction(text.strip().removesuffix("%").strip()) / (100 if text.strip().endswith("%") else 1)
    if not 0 < share <= 1:
        raise ValueError(f"“{text}” is no share between 0 and 1")
    return share
