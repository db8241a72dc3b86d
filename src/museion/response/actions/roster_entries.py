"""A person's whole entry on the roster, as its page sends it: written by the person, by who keeps their record, or by the desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor, NotAllowedError, check_right, may
from museion.core.journal import Change
from museion.core.saving import Draft, save_drafts
from museion.network.models import Person
from museion.network.queries.members import get_own_person
from museion.response.actions.roster import RIGHT, InvalidPeriodError, note_person
from museion.response.models import AvailabilityPeriod, RosterEntry

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class WrittenEntry:
    """`languages`: tag and level; `hazards`: missions by GLIDE code; `free`: from one moment up to another."""

    is_deployable: bool
    skills: Sequence[int]
    languages: Sequence[tuple[str, str]]
    countries: Sequence[str]
    country: str
    city: str
    latitude: float | None
    longitude: float | None
    time_zone: str
    hazards: Mapping[str, int]
    conflicts: Sequence[str]
    last_mission_date: date | None
    in_good_standing: bool
    free: Sequence[Span]


def may_keep_entry(person: Person, actor: Actor) -> bool:
    if may(actor, RIGHT) or may(actor, "person.update", person.scope_keys()):
        return True
    own = get_own_person(actor.account_id)
    return own is not None and own.pk == person.pk


@transaction.atomic
def keep_entry(person: Person, written: WrittenEntry, *, actor: Actor, at: datetime) -> None:
    """Standing is the desk's to judge. Raises `NotAllowedError` and `InvalidPeriodError`."""
    if not may_keep_entry(person, actor):
        raise NotAllowedError(actor, RIGHT, (person.key,))
    entry, _is_new = RosterEntry.objects.get_or_create(person=person)
    if entry.in_good_standing != written.in_good_standing:
        check_right(actor, RIGHT)
    values = {
        "is_deployable": written.is_deployable,
        "languages": [{"tag": tag, "level": level} for tag, level in written.languages],
        "countries_of_experience": list(written.countries),
        "country": written.country,
        "city": written.city,
        "latitude": written.latitude,
        "longitude": written.longitude,
        "time_zone": written.time_zone,
    }
    draft = Draft(values, links={"specialities": list(written.skills)}, id=person.pk)
    save_drafts(Person, [draft], kind="person", actor=actor, at=at, reason="roster")
    _save_rest(entry, written, actor=actor, at=at)
    _save_periods(person, written.free, actor=actor, at=at)


def _save_rest(entry: RosterEntry, written: WrittenEntry, *, actor: Actor, at: datetime) -> None:
    after = {
        "hazards": dict(written.hazards),
        "conflicts": list(written.conflicts),
        "last_mission_date": written.last_mission_date,
        "in_good_standing": written.in_good_standing,
    }
    before = {name: getattr(entry, name) for name in after}
    if before == after:
        return
    for name, value in after.items():
        setattr(entry, name, value)
    entry.save()
    note_person(entry.person, Change("roster.update", entry.person.key, before, after), actor=actor, at=at)


def _save_periods(person: Person, free: Sequence[Span], *, actor: Actor, at: datetime) -> None:
    spans = sorted(set(free))
    for begins_at, ends_at in spans:
        if ends_at <= begins_at:
            raise InvalidPeriodError(_("A period ends after it begins."))
    held = list(AvailabilityPeriod.objects.filter(person=person).order_by("begins_at", "ends_at"))
    before = [(period.begins_at, period.ends_at) for period in held]
    if before == spans:
        return
    AvailabilityPeriod.objects.filter(
        pk__in=[period.pk for period in held if (period.begins_at, period.ends_at) not in spans]
    ).delete()
    AvailabilityPeriod.objects.bulk_create(
        AvailabilityPeriod(person=person, begins_at=begins_at, ends_at=ends_at)
        for begins_at, ends_at in spans
        if (begins_at, ends_at) not in before
    )
    change = Change("roster.available", person.key, {"free": _write(before)}, {"free": _write(spans)})
    note_person(person, change, actor=actor, at=at)


def _write(spans: Sequence[Span]) -> list[list[str]]:
    return [[begins_at.isoformat(), ends_at.isoformat()] for begins_at, ends_at in spans]
