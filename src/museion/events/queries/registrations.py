"""Registrations: by token for the person, in lists and counts for organisers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from museion.core.models import Account
from museion.events.models import Event, Registration
from museion.events.terms import RegistrationState
from museion.network.models import Person


@dataclass(frozen=True, slots=True)
class Standing:
    """`place`: in the waiting list, from 1."""

    place: int
    before: int


def find_registration(token: str) -> Registration | None:
    return Registration.objects.filter(token=token).select_related("event", "person").first()


def get_registrations(event: Event, *, state: str = "") -> QuerySet[Registration]:
    rows = Registration.objects.filter(event=event)
    rows = rows.filter(state=state) if state else rows
    return rows.select_related("person", "need").order_by("id")


def get_group(registration: Registration) -> Sequence[Registration]:
    """Everybody who was registered together."""
    if not registration.group:
        return []
    return list(Registration.objects.filter(group=registration.group).order_by("id"))


def get_standing(registration: Registration) -> Standing | None:
    if registration.state != RegistrationState.WAITING:
        return None
    rows = Registration.objects.filter(event=registration.event_id, state=RegistrationState.WAITING)
    before = rows.filter(pk__lt=registration.pk).count()
    return Standing(before + 1, before)


def count_by_state(event: Event) -> dict[str, int]:
    rows = Registration.objects.filter(event=event).values_list("state").annotate(count=Count("id")).order_by()
    return dict(rows)


def count_by_country(event: Event) -> list[tuple[str, int]]:
    """Confirmed people, most first; an empty code counts those who did not say."""
    rows = Registration.objects.filter(event=event, state=RegistrationState.CONFIRMED).values_list("country", flat=True)
    return Counter(rows).most_common()


def find_person_of(account: Account) -> Person | None:
    """The member whose address the account signed in with."""
    return Person.objects.current().filter(email__iexact=account.email).first()


def get_listed(registration: Registration) -> list[Registration]:
    """Who else takes part and agreed that those who do read it."""
    rows = Registration.objects.filter(event=registration.event, state=RegistrationState.CONFIRMED, is_listed=True)
    return list(rows.exclude(pk=registration.pk).order_by("name"))
