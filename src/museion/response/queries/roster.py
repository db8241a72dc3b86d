"""The people who may be sent, as the arrays that teams are chosen from; made anew only when the register changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from threading import Lock
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import Count, Max

from museion.core.models.records import RecordQuerySet
from museion.network.models import Person
from museion.network.terms import AgentKind
from museion.response.mobilisation.candidates import Candidate, Period
from museion.response.mobilisation.roster import Roster, make_roster
from museion.response.models import AvailabilityPeriod, RosterEntry
from museion.vocabulary.models import Concept

Generation = tuple[Any, ...]
_NOWHERE = float("nan")
_held: tuple[Generation, Roster] | None = None
_lock = Lock()


def get_deployable_people() -> RecordQuerySet[Person]:
    return Person.objects.current().filter(is_deployable=True, agent_kind=AgentKind.PERSON)


def get_roster(at: datetime) -> Roster:
    """The same object until somebody's entry changed. Clocks are set by summer time of `at`'s day."""
    global _held
    generation = (*_read_generation(), at.date())
    with _lock:
        if _held is None or _held[0] != generation:
            _held = (generation, make_roster(_read_candidates(at), broader=_read_broader()))
        return _held[1]


def _read_generation() -> Generation:
    """Numbers that differ when a person, an entry or a period was written."""
    people = get_deployable_people().aggregate(Count("id"), Max("changed_at"))
    entries = RosterEntry.objects.aggregate(Count("id"), Max("id"), Max("last_mission_date"))
    periods = AvailabilityPeriod.objects.aggregate(Count("id"), Max("id"))
    return (*people.values(), *entries.values(), *periods.values())


def _read_broader() -> dict[str, list[str]]:
    """Each concept's direct broader concepts, by key."""
    broader: dict[str, list[str]] = defaultdict(list)
    for narrow, broad in Concept.broader.through.objects.values_list("from_concept__key", "to_concept__key"):
        broader[narrow].append(broad)
    return dict(broader)


def _read_candidates(at: datetime) -> Iterator[Candidate]:
    skills = _group(Person.specialities.through.objects.values_list("person_id", "concept__key").iterator())
    periods = _group(
        (owner, Period(begins, ends))
        for owner, begins, ends in AvailabilityPeriod.objects.filter(ends_at__gt=at)
        .values_list("person_id", "begins_at", "ends_at")
        .iterator()
    )
    entries = {entry.person_id: entry for entry in RosterEntry.objects.iterator()}
    columns = ("id", "key", "languages", "latitude", "longitude", "country", "countries_of_experience", "time_zone")
    for row in get_deployable_people().order_by("id").values_list(*columns).iterator():
        number, key, languages, latitude, longitude, country, countries, zone = row
        entry = entries.get(number) or RosterEntry()
        yield Candidate(
            key=key,
            skills=frozenset(skills.get(number, ())),
            languages={spoken["tag"]: spoken["level"] for spoken in languages},
            latitude=_NOWHERE if latitude is None else latitude,
            longitude=_NOWHERE if longitude is None else longitude,
            country=country,
            available=tuple(periods.get(number, ())),
            hazards=entry.hazards,
            countries=frozenset(countries),
            last_mission=entry.last_mission_date,
            in_good_standing=entry.in_good_standing,
            conflicts=frozenset(entry.conflicts),
            utc_offset_hours=get_utc_offset(zone, at.replace(minute=0, second=0, microsecond=0)),
        )


def _group(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for owner, value in pairs:
        grouped[owner].append(value)
    return grouped


@lru_cache(maxsize=2000)
def get_utc_offset(zone: str, at: datetime) -> float | None:
    """Hours; None for a zone that nobody stated or that is none."""
    try:
        offset = at.astimezone(ZoneInfo(zone)).utcoffset() if zone else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
    return offset.total_seconds() / 3600 if offset is not None else None
