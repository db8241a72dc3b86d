"""Writing facts with two times: a correction supersedes the row that was wrong and keeps it."""

from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction

from museion.core.access import Actor
from museion.core.journal import Change, record_changes
from museion.network.models.dated import DatedFact

F = TypeVar("F", bound=DatedFact)


class FactError(ValueError):
    """The fact cannot stand beside what is recorded; the message says why."""


@transaction.atomic
def write_fact(fact: F, *, kind: str, key: str, actor: Actor, at: datetime, reason: str = "") -> F:
    fact.recorded_at = at
    fact.save(force_insert=True)
    record_changes([Change(f"{kind}.create", key, None, describe_fact(fact))], actor=actor, at=at, reason=reason)
    return fact


@transaction.atomic
def correct_fact(fact: F, values: dict[str, Any], *, kind: str, key: str, actor: Actor, at: datetime, reason: str) -> F:
    """The row as it should have been; the wrong one goes on saying what was believed until now."""
    before = describe_fact(fact)
    take_back(fact, at=at)
    fields: list[Any] = [field for field in fact._meta.concrete_fields if not field.primary_key]
    copied = {field.attname: getattr(fact, field.attname) for field in fields}
    right = type(fact)(**{**copied, "superseded_at": None, "recorded_at": at, **values})
    right.save(force_insert=True)
    record_changes([Change(f"{kind}.update", key, before, describe_fact(right))], actor=actor, at=at, reason=reason)
    return right


def take_back(fact: DatedFact, *, at: datetime) -> None:
    """Raises `FactError` where another writer was faster."""
    known = type(fact)._default_manager.filter(pk=fact.pk, superseded_at__isnull=True)
    if not known.update(superseded_at=at):
        raise FactError("this was corrected by somebody else in the meantime")
    fact.superseded_at = at


def end_fact(fact: F, day: date, *, kind: str, key: str, actor: Actor, at: datetime, reason: str) -> F:
    return correct_fact(fact, {"to_date": day}, kind=kind, key=key, actor=actor, at=at, reason=reason)


def describe_fact(fact: DatedFact) -> dict[str, Any]:
    fields: list[Any] = list(fact._meta.concrete_fields)
    skipped = {"id", "recorded_at", "superseded_at"}
    return {field.attname: getattr(fact, field.attname) for field in fields if field.attname not in skipped}
