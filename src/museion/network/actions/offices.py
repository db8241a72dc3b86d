"""Roles that came with an office end with it: with the last day of the last mandate that its holder has in the body.

Only roles given while the office lasted are meant, and none that merely reads; what somebody held before, or was given after, is theirs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from museion.core.access import Actor, Role, make_operator
from museion.core.journal import Change, record_changes
from museion.core.models import Grant
from museion.core.models.accounts import GrantQuerySet
from museion.network.models import Mandate


@dataclass(frozen=True, slots=True)
class Office:
    """From the first to the last day of somebody's mandates in a body."""

    first_day: date
    last_day: date

    @property
    def ends_at(self) -> datetime:
        return datetime.combine(self.last_day + timedelta(days=1), time.min, tzinfo=UTC)


def end_roles_of_offices(at: datetime) -> int:
    """For the clock: mandates that an import ended, or whose day has come."""
    return sum(
        end_roles_of_office(*pair, actor=make_operator("mandates", via="worker"), at=at) for pair in _list_held(at)
    )


@transaction.atomic
def end_roles_of_office(person_id: int, scope_key: str, *, actor: Actor, at: datetime) -> int:
    """Call it in the transaction that changes a mandate of the person. Returns how many roles got an end."""
    office = _find_office(Mandate.objects.current().filter(person=person_id, body__key=scope_key))
    if office is None:
        return 0
    begins_at = datetime.combine(office.first_day, time.min, tzinfo=UTC)
    held = _roles_of_offices(at).filter(account__person_link__person=person_id, scope_key=scope_key)
    ended = [
        grant
        for grant in held.filter(valid_from__gte=begins_at, valid_from__lt=office.ends_at)
        if _outlasts(grant, office)
    ]
    for grant in ended:
        before, grant.valid_until = grant.valid_until, max(office.ends_at, at)
        grant.save(update_fields=["valid_until"])
        told = {"account_id": grant.account_id, "role": grant.role}
        change = Change("account.grant", scope_key, {**told, "until": before}, {**told, "until": grant.valid_until})
        record_changes([change], actor=actor, at=at, reason="the mandate ends")
    return len(ended)


def _roles_of_offices(at: datetime) -> GrantQuerySet:
    return Grant.objects.in_force(at).filter(delegated_from__isnull=True).exclude(role=Role.READER)


def _list_held(at: datetime) -> set[tuple[int, str]]:
    """Persons and bodies where a role is held by somebody who has, or had, a mandate there."""
    rows = Mandate.objects.current().values_list("person_id", "body__key")
    linked = _roles_of_offices(at).exclude(scope_key="").filter(account__person_link__isnull=False)
    pairs = set(linked.values_list("account__person_link__person", "scope_key"))
    return pairs & set(rows.filter(person__in={person for person, _key in pairs}))


def _find_office(mandates: Iterable[Mandate]) -> Office | None:
    """None where there is no mandate, or one without an end."""
    held = list(mandates)
    if not held or any(mandate.to_date is None for mandate in held):
        return None
    return Office(min(each.from_date for each in held), max(each.to_date for each in held if each.to_date))


def _outlasts(grant: Grant, office: Office) -> bool:
    return grant.valid_until is None or grant.valid_until > office.ends_at
