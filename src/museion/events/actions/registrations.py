"""Registrations: made, approved, refused, cancelled. However many clients register at once, no place is given twice."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right, may
from museion.core.journal import Change, record_changes
from museion.events.actions.bookings import give_back_place, move_up, note, take_place
from museion.events.actions.telling import send_letter
from museion.events.letters import write_confirmation, write_reminder
from museion.events.models import Booking, Event, Registration, SpecialNeed
from museion.events.problems import EventError
from museion.events.terms import OPEN_STATES, EventState, RegistrationState
from museion.network.models import Museum, Person

REMINDED_BEFORE = timedelta(days=3)
NEEDS_KEPT = timedelta(days=30)


class AlreadyRegisteredError(EventError):
    """The address has a registration for this event; `registration` is that one."""

    def __init__(self, registration: Registration) -> None:
        super().__init__(
            _("This address is registered already. The link to the registration was sent to it again."), "email"
        )
        self.registration = registration


@dataclass(frozen=True, slots=True)
class Applicant:
    """One person as a form states them. `diet` and `access` go to a table of their own, which only organisers read."""

    name: str
    email: str
    institution: str = ""
    country: str = ""
    category: str = ""
    language: str = "en"
    is_online: bool = False
    is_listed: bool = False
    diet: str = ""
    access: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    person: Person | None = None
    museum: Museum | None = None
    account_id: int | None = None
    token: str = ""


@transaction.atomic
def register(
    event: Event, applicants: Sequence[Applicant], *, has_consented: bool, actor: Actor, at: datetime
) -> list[Registration]:
    """All of a group or none. The same form sent twice (one token) is one registration."""
    if not has_consented:
        raise EventError(_("Without your consent nothing may be kept."), "consent")
    booking = Booking.objects.select_for_update().filter(event=event).first()
    _check_open(event, booking, len(applicants), actor, at)
    held = [_find_sent(event, applicant) for applicant in applicants]
    if held and all(held):
        return [registration for registration in held if registration]
    group = make_token() if len(applicants) > 1 else ""
    return [_register(event, booking, applicant, group, actor=actor, at=at) for applicant in applicants]


def make_token() -> str:
    """128 bits: nobody guesses one."""
    return secrets.token_urlsafe(16)


def _check_open(event: Event, booking: Booking | None, count: int, actor: Actor, at: datetime) -> None:
    """Organisers may add people outside of the hours; nobody registers for what is cancelled."""
    if booking is None or event.state in {EventState.CANCELLED, EventState.DRAFT}:
        raise EventError(_("One cannot register for this event."))
    if not 1 <= count <= booking.most_in_group:
        message = _("A group has at most %(count)s people; ask the organisers for more.")
        raise EventError(message % {"count": booking.most_in_group}, "group")
    is_early = booking.opens_at is not None and at < booking.opens_at
    is_late = at >= min(booking.closes_at or event.ends_at, event.ends_at)
    if not (is_early or is_late) or may(actor, "event.update", event):
        return
    raise EventError(_("Registration is not open yet.") if is_early else _("Registration is closed."))


def _find_sent(event: Event, applicant: Applicant) -> Registration | None:
    if not applicant.token:
        return None
    held = Registration.objects.filter(event=event, token=applicant.token).first()
    if held is not None:
        held.event = event
    return held


def _register(
    event: Event, booking: Booking | None, applicant: Applicant, group: str, *, actor: Actor, at: datetime
) -> Registration:
    registration = Registration(
        event=event,
        token=applicant.token or make_token(),
        group=group,
        person=applicant.person,
        account_id=applicant.account_id,
        museum=applicant.museum,
        name=applicant.name.strip()[:300],
        email=applicant.email.strip().lower(),
        institution=applicant.institution.strip()[:300],
        country=applicant.country,
        category=applicant.category,
        language=applicant.language,
        is_online=applicant.is_online,
        is_listed=applicant.is_listed,
        answers=applicant.answers,
        fee=get_fee(event, applicant.category),
        state=_choose_state(event, booking),
        consented_at=at,
        made_at=at,
        changed_at=at,
    )
    try:
        with transaction.atomic():
            registration.save()
    except IntegrityError:
        raise AlreadyRegisteredError(_get_held(event, registration.email)) from None
    if applicant.diet.strip() or applicant.access.strip():
        SpecialNeed.objects.create(
            registration=registration, diet=applicant.diet.strip()[:500], access=applicant.access.strip()[:1000]
        )
    note(event, registration, "registration.create", actor=actor, at=at)
    return registration


def _get_held(event: Event, email: str) -> Registration:
    return Registration.objects.select_related("event").get(event=event, email=email, state__in=OPEN_STATES)


def _choose_state(event: Event, booking: Booking | None) -> RegistrationState:
    """A free place goes to nobody new while somebody waits for it."""
    if booking is not None and booking.needs_approval:
        return RegistrationState.ASKED
    if not _is_awaited(event) and take_place(event):
        return RegistrationState.CONFIRMED
    if booking is not None and booking.has_waiting_list:
        return RegistrationState.WAITING
    raise EventError(_("Every place is taken."), "places")


def _is_awaited(event: Event) -> bool:
    return Registration.objects.filter(event=event, state=RegistrationState.WAITING).exists()


def get_fee(event: Event, category: str) -> Decimal | None:
    amount = event.fees.get(category, event.fees.get(""))
    return None if amount is None else Decimal(str(amount))


def send_link_again(registration: Registration, *, at: datetime) -> None:
    """At most once an hour: the page that asks for it is open to everybody."""
    send_key = f"registration-again {registration.event.key} {registration.pk} {at:%Y%m%dT%H}"
    send_letter(send_key, registration, write_confirmation(registration), at=at)


@transaction.atomic
def cancel_registration(registration: Registration, *, actor: Actor, at: datetime) -> bool:
    """By whoever holds the token, or an organiser. False when it was cancelled already."""
    return _close(registration, RegistrationState.CANCELLED, "registration.cancel", actor=actor, at=at)


@transaction.atomic
def refuse_registration(registration: Registration, *, actor: Actor, at: datetime) -> bool:
    check_right(actor, "event.update", registration.event)
    return _close(registration, RegistrationState.REFUSED, "registration.refuse", actor=actor, at=at)


def _close(registration: Registration, state: RegistrationState, action: str, *, actor: Actor, at: datetime) -> bool:
    event = registration.event
    Booking.objects.select_for_update().filter(event=event).first()
    held = Registration.objects.get(pk=registration.pk).state
    if held not in OPEN_STATES:
        return False
    Registration.objects.filter(pk=registration.pk).update(state=state, changed_at=at)
    registration.refresh_from_db()
    if held == RegistrationState.CONFIRMED:
        give_back_place(event)
    note(event, registration, action, actor=actor, at=at)
    move_up(event, actor=actor, at=at)
    return True


@transaction.atomic
def approve_registration(registration: Registration, *, actor: Actor, at: datetime) -> RegistrationState:
    """A place if there is one, else the waiting list."""
    event = registration.event
    check_right(actor, "event.update", event)
    Booking.objects.select_for_update().filter(event=event).first()
    registration.refresh_from_db()
    if registration.state != RegistrationState.ASKED:
        return RegistrationState(registration.state)
    has_place = not _is_awaited(event) and take_place(event)
    registration.state = RegistrationState.CONFIRMED if has_place else RegistrationState.WAITING
    registration.changed_at = at
    registration.save(update_fields=["state", "changed_at"])
    note(event, registration, "registration.approve", actor=actor, at=at)
    return RegistrationState(registration.state)


@transaction.atomic
def link_person(registration: Registration, person: Person | None, *, actor: Actor, at: datetime) -> None:
    """Who of the register this is, so that what they learn reaches their record."""
    check_right(actor, "event.update", registration.event)
    Registration.objects.filter(pk=registration.pk).update(person=person, changed_at=at)
    after = {"registration": registration.pk, "person": person.key if person else None}
    record_changes([Change("registration.link", registration.event.key, None, after)], actor=actor, at=at)


def remind_participants(at: datetime) -> int:
    """A chore: three days before, once. Returns how many were written to."""
    rows = Registration.objects.filter(
        state=RegistrationState.CONFIRMED,
        reminded_at__isnull=True,
        event__begins_at__gt=at,
        event__begins_at__lte=at + REMINDED_BEFORE,
        event__withdrawn_at__isnull=True,
    ).exclude(event__state=EventState.CANCELLED)
    for registration in (due := list(rows.select_related("event").order_by("id")[:500])):
        with transaction.atomic():
            send_key = f"event-reminder {registration.event.key} {registration.pk}"
            send_letter(send_key, registration, write_reminder(registration), at=at)
            Registration.objects.filter(pk=registration.pk).update(reminded_at=at)
    return len(due)


def forget_needs(at: datetime) -> int:
    """A chore: what people told of their health and diet is erased a month after the event."""
    erased, _by_model = SpecialNeed.objects.filter(registration__event__ends_at__lt=at - NEEDS_KEPT).delete()
    return erased
