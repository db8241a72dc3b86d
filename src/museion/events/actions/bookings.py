"""How an event is registered for: opened, closed, given more places; the waiting list moves up by itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.core.journal import Change, record_changes
from museion.events.actions.telling import send_letter
from museion.events.formats.questions import InvalidQuestionError, read_questions
from museion.events.letters import write_confirmation
from museion.events.models import Booking, Event, Registration
from museion.events.problems import EventError
from museion.events.terms import RegistrationState

_PLACE_IS_FREE = Q(places__isnull=True) | Q(taken__lt=F("places"))


@transaction.atomic
def save_booking(event: Event, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> Booking:
    """Raises `EventError` where fewer places are wanted than people have been promised."""
    check_right(actor, "event.update", event)
    _check_values(values)
    booking, _is_new = Booking.objects.select_for_update().get_or_create(event=event)
    before = {name: getattr(booking, name) for name in values}
    for name, value in values.items():
        setattr(booking, name, value)
    try:
        with transaction.atomic():
            booking.save(update_fields=list(values))
    except IntegrityError as error:
        message = _("%(count)s people are confirmed already; there cannot be fewer places.")
        raise EventError(message % {"count": booking.taken}, "places") from error
    changed = {name: values[name] for name in values if before[name] != values[name]}
    if changed:
        change = Change("event.update_booking", event.key, {name: before[name] for name in changed}, changed)
        record_changes([change], actor=actor, at=at)
    move_up(event, actor=actor, at=at)
    return booking


def _check_values(values: Mapping[str, Any]) -> None:
    try:
        read_questions(values.get("fields", ()))
    except InvalidQuestionError as error:
        raise EventError(str(error), "fields") from error
    opens_at, closes_at = values.get("opens_at"), values.get("closes_at")
    if opens_at and closes_at and closes_at <= opens_at:
        raise EventError(_("Registration closes after it opens."), "closes_at")


def move_up(event: Event, *, actor: Actor, at: datetime) -> int:
    """Who waits longest gets a place that is free, and hears of it. Call it in the transaction that freed the place."""
    moved = 0
    while waiting := _get_first(event):
        if not take_place(event):
            break
        waiting.state = RegistrationState.CONFIRMED
        waiting.changed_at = at
        waiting.save(update_fields=["state", "changed_at"])
        note(event, waiting, "registration.move_up", actor=actor, at=at)
        moved += 1
    return moved


def _get_first(event: Event) -> Registration | None:
    rows = Registration.objects.filter(event=event, state=RegistrationState.WAITING)
    return rows.select_related("event").order_by("id").first()


def take_place(event: Event) -> bool:
    """One statement, so that two clients at once cannot both get the last place."""
    free = Booking.objects.filter(event=event).filter(_PLACE_IS_FREE)
    return bool(free.update(taken=F("taken") + 1))


def give_back_place(event: Event) -> None:
    Booking.objects.filter(event=event, taken__gt=0).update(taken=F("taken") - 1)


def note(event: Event, registration: Registration, action: str, *, actor: Actor, at: datetime) -> None:
    """The journal's line names nobody; the letter goes out once for each state at each moment."""
    after = {"registration": registration.pk, "state": str(registration.state)}
    record_changes([Change(action, event.key, None, after)], actor=actor, at=at)
    send_key = f"registration {event.key} {registration.pk} {registration.state} {at:%Y%m%dT%H%M%S%f}"
    send_letter(send_key, registration, write_confirmation(registration), at=at)
