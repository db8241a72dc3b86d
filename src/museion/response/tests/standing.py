"""Somebody on the roster loses their standing with the desk; all else of the entry stays."""

from datetime import datetime

from museion.core.access import Actor
from museion.network.models import Person
from museion.response.actions.roster_entries import WrittenEntry, keep_entry
from museion.response.models import AvailabilityPeriod, RosterEntry


def lose_standing(person: Person, *, actor: Actor, at: datetime) -> None:
    entry = RosterEntry.objects.filter(person=person).first() or RosterEntry(person=person)
    periods = AvailabilityPeriod.objects.filter(person=person)
    written = WrittenEntry(
        is_deployable=person.is_deployable,
        skills=list(person.specialities.values_list("pk", flat=True)),
        languages=[(held["tag"], held["level"]) for held in person.languages],
        countries=person.countries_of_experience,
        country=person.country,
        city=person.city,
        latitude=person.latitude,
        longitude=person.longitude,
        time_zone=person.time_zone,
        hazards=entry.hazards,
        conflicts=entry.conflicts,
        last_mission_date=entry.last_mission_date,
        in_good_standing=False,
        free=[(period.begins_at, period.ends_at) for period in periods],
    )
    keep_entry(person, written, actor=actor, at=at)
