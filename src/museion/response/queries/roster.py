"""The people who may be sent, as the arrays that teams are chosen from.

The arrays stand in memory and in a file of the home. The journal says who changed since, and only those are read again: a
process that has just begun answers as soon as one that has run for days.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from museion.core.journal import get_head
from museion.core.models import JournalLine
from museion.core.models.records import RecordQuerySet
from museion.network.models import Person
from museion.network.terms import AgentKind
from museion.response.mobilisation.candidates import Candidate, Period
from museion.response.mobilisation.changing import change_people
from museion.response.mobilisation.roster import Roster, make_roster
from museion.response.mobilisation.stored import read_roster, write_roster
from museion.response.models import AvailabilityPeriod, RosterEntry
from museion.vocabulary.models import Concept

MOST_CHANGED = 2000
"""With more people than this changed, all are read again."""
MOST_LINES = 50_000
"""The file is written anew when the journal is this far ahead of it."""
_NOWHERE = float("nan")


@dataclass(frozen=True, slots=True)
class _Held:
    """A roster as it was when the journal ended with this line: its number and hash."""

    roster: Roster
    number: int
    hash: str


_held: _Held | None = None
_lock = Lock()


def get_deployable_people() -> RecordQuerySet[Person]:
    return Person.objects.current().filter(is_deployable=True, agent_kind=AgentKind.PERSON)


def get_roster() -> Roster:
    """The same object until somebody changed."""
    global _held
    with _lock:
        held = _held or _read_stored()
        _held = _catch_up(held) if held and _is_of_this_journal(held) else _read_all()
        return _held.roster


def store_roster(_at: datetime) -> int:
    """Bring the file up to date; the worker calls it by the clock. 1 if it was written."""
    stored, roster = _read_stored(), get_roster()
    held = _held
    if held is None or held.roster is not roster or (stored and _is_as_good(stored, held)):
        return 0
    _store(held)
    return 1


def _is_as_good(stored: _Held, held: _Held) -> bool:
    """So near in the journal that to catch up costs nothing, and nobody changed since."""
    is_near = held.number - stored.number < MOST_LINES
    return is_near and _is_of_this_journal(stored) and not _list_changed(stored.number)


def _store(held: _Held) -> None:
    write_roster(held.roster, _get_path(), state=f"{held.number} {held.hash}")


def _get_path() -> Path:
    return settings.HOME / "roster.npz"


def _read_stored() -> _Held | None:
    read = read_roster(_get_path())
    if read is None:
        return None
    number, _space, digest = read[1].partition(" ")
    return _Held(read[0], int(number), digest)


def _is_of_this_journal(held: _Held) -> bool:
    """Not where the database was restored from a copy, or is another."""
    line = JournalLine.objects.filter(number=held.number).values_list("hash", flat=True).first()
    return line is not None and bytes(line).hex() == held.hash


def _read_all() -> _Held:
    number, digest = get_head()
    held = _Held(make_roster(_read_candidates(get_deployable_people()), broader=_read_broader()), number, digest)
    _store(held)
    return held


def _catch_up(held: _Held) -> _Held:
    """What changes while it is read is read again the next time."""
    number, digest = get_head()
    if number == held.number:
        return held
    changed = _list_changed(held.number)
    if len(changed) > MOST_CHANGED or (_has_concepts(held.number) and _read_broader() != held.roster.broader):
        return _read_all()
    if not changed:
        return _Held(held.roster, number, digest)
    people = get_deployable_people().filter(key__in=changed)
    return _Held(change_people(held.roster, changed, _read_candidates(people)), number, digest)


def _list_changed(number: int) -> list[str]:
    """The keys of people whom the journal names after this line, and one more than too many at most."""
    lines = JournalLine.objects.filter(number__gt=number, key__startswith=Person.LETTER).order_by()
    return list(lines.values_list("key", flat=True).distinct()[: MOST_CHANGED + 1])


def _has_concepts(number: int) -> bool:
    return JournalLine.objects.filter(number__gt=number, key__startswith=Concept.LETTER).exists()


def _read_broader() -> dict[str, list[str]]:
    """Each concept's direct broader concepts, by key."""
    broader: dict[str, list[str]] = defaultdict(list)
    pairs = Concept.broader.through.objects.order_by("id").values_list("from_concept__key", "to_concept__key")
    for narrow, broad in pairs:
        broader[narrow].append(broad)
    return dict(broader)


def _read_candidates(people: QuerySet[Person]) -> Iterator[Candidate]:
    numbers = people.order_by().values("id")
    skills = _group(
        Person.specialities.through.objects.filter(person_id__in=numbers).values_list("person_id", "concept__key")
    )
    periods = _group(
        (owner, Period(begins, ends))
        for owner, begins, ends in AvailabilityPeriod.objects.filter(person_id__in=numbers)
        .values_list("person_id", "begins_at", "ends_at")
        .iterator()
    )
    entries = {entry.person_id: entry for entry in RosterEntry.objects.filter(person_id__in=numbers).iterator()}
    columns = ("id", "key", "languages", "latitude", "longitude", "country", "countries_of_experience", "time_zone")
    for row in people.order_by("id").values_list(*columns).iterator():
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
            time_zone=zone,
        )


def _group(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for owner, value in pairs:
        grouped[owner].append(value)
    return grouped


def list_people(words: str) -> RecordQuerySet[Person]:
    """Who may be sent, by name; `words`: part of a name, of a city, or a country's code."""
    people = get_deployable_people().order_by("sort_name", "id").prefetch_related("specialities", "availability")
    for word in words.split():
        is_there = Q(name__icontains=word) | Q(city__icontains=word)
        people = people.filter(is_there | Q(country=word.upper()) if len(word) == 2 else is_there)
    return people
