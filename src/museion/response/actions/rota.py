"""Who is on duty when, and the note handed over with the duty."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.core.journal import Change, record_changes
from museion.network.models import Person
from museion.response.models import RotaShift


class InvalidShiftError(ValueError):
    """The shift cannot stand like this; the message says why."""


@transaction.atomic
def plan_shift(person: Person, *, begins_at: datetime, ends_at: datetime, actor: Actor, at: datetime) -> RotaShift:
    check_right(actor, "incident.plan_rota")
    if ends_at <= begins_at:
        raise InvalidShiftError(_("A shift ends after it begins."))
    if RotaShift.objects.filter(person=person, begins_at__lt=ends_at, ends_at__gt=begins_at).exists():
        raise InvalidShiftError(_("%(name)s is on duty at that time already.") % {"name": person.name})
    shift = RotaShift.objects.create(person=person, begins_at=begins_at, ends_at=ends_at)
    after = {"shift": shift.pk, "begins_at": begins_at, "ends_at": ends_at}
    record_changes([Change("rota.plan", person.key, None, after)], actor=actor, at=at)
    return shift


@transaction.atomic
def cancel_shift(shift: RotaShift, *, actor: Actor, at: datetime) -> None:
    check_right(actor, "incident.plan_rota")
    before = {"shift": shift.pk, "begins_at": shift.begins_at, "ends_at": shift.ends_at}
    record_changes([Change("rota.cancel", shift.person.key, before, None)], actor=actor, at=at)
    shift.delete()


@transaction.atomic
def write_handover(shift: RotaShift, note: str, *, actor: Actor, at: datetime) -> None:
    check_right(actor, "incident.plan_rota")
    before, shift.handover_note = shift.handover_note, note
    shift.save(update_fields=["handover_note"])
    change = Change("rota.hand_over", shift.person.key, {"note": before}, {"note": note, "shift": shift.pk})
    record_changes([change], actor=actor, at=at)
