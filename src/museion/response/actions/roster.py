"""What the desk writes of people who may be sent: availability, missions, standing, conflicts of interest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.core.bulk import update_rows
from museion.core.journal import Change, record_changes
from museion.core.outbox import announce
from museion.network.models import Person
from museion.response.models import AvailabilityPeriod, Mission, Mobilisation, RosterEntry

RIGHT = "incident.keep_roster"


class InvalidPeriodError(ValueError):
    """The period cannot stand like this; the message says why."""


@dataclass(frozen=True, slots=True)
class Availability:
    person_id: int
    person_key: str
    begins_at: datetime
    ends_at: datetime


@transaction.atomic
def add_availability(periods: Iterable[Availability], *, actor: Actor, at: datetime, reason: str = "") -> int:
    """Many at once, as a sheet of the roster gives them."""
    check_right(actor, RIGHT)
    held = list(periods)
    for period in held:
        if period.ends_at <= period.begins_at:
            raise InvalidPeriodError(_("A period ends after it begins."))
    AvailabilityPeriod.objects.bulk_create(
        [AvailabilityPeriod(person_id=p.person_id, begins_at=p.begins_at, ends_at=p.ends_at) for p in held],
        batch_size=500,
    )
    changes = [
        Change("roster.available", p.person_key, None, {"begins_at": p.begins_at, "ends_at": p.ends_at}) for p in held
    ]
    record_changes(changes, actor=actor, at=at, reason=reason)
    return len(held)


def begin_mission(mobilisation: Mobilisation, person: Person, role: str, *, begins_date: date) -> Mission:
    """Called within the change that fills the team, which journals it."""
    mission, _is_new = Mission.objects.get_or_create(
        mobilisation=mobilisation,
        person=person,
        defaults={
            "role": role[:100],
            "country": mobilisation.request["country"],
            "hazard": mobilisation.request["hazard"],
            "begins_date": begins_date,
        },
    )
    return mission


def end_mission(mission: Mission, *, ends_date: date, actor: Actor, at: datetime) -> None:
    """The person is free again, has one mission more, and rests from this day."""
    mission.ends_date = ends_date
    mission.save(update_fields=["ends_date"])
    entry, _is_new = RosterEntry.objects.get_or_create(person=mission.person)
    entry.last_mission_date = ends_date
    if mission.hazard:
        entry.hazards = entry.hazards | {mission.hazard: entry.hazards.get(mission.hazard, 0) + 1}
    entry.save()
    after = {"last_mission_date": ends_date, "hazards": entry.hazards}
    note_person(mission.person, Change("roster.end_mission", mission.person.key, None, after), actor=actor, at=at)


def note_person(person: Person, change: Change, *, actor: Actor, at: datetime) -> None:
    """The roster is held in memory until a person's `changed_at` moves."""
    update_rows(Person, ("changed_at", "id"), [(at, person.pk)])
    record_changes([change], actor=actor, at=at)
    announce("person", [person.key])
