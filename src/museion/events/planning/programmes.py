"""What cannot be in a programme: one room for two sessions, one person in two rooms, more talks than time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class ConflictKind(StrEnum):
    ROOM = "room"
    PERSON = "person"
    OUTSIDE = "outside"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Slot:
    """A session. `people`: who speaks or chairs, by what tells them apart; `talk_minutes`: what its contributions need."""

    key: str
    begins_at: datetime | None
    minutes: int
    room: int | None = None
    people: frozenset[str] = frozenset()
    talk_minutes: int = 0

    @property
    def ends_at(self) -> datetime | None:
        return self.begins_at + timedelta(minutes=self.minutes) if self.begins_at else None


@dataclass(frozen=True, slots=True)
class Conflict:
    """`other` is empty where a session is at odds with itself; `people` those who would be in two rooms."""

    kind: ConflictKind
    one: str
    other: str = ""
    people: frozenset[str] = frozenset()


def find_conflicts(slots: Sequence[Slot], begins_at: datetime, ends_at: datetime) -> list[Conflict]:
    """Slots without a time are in nobody's way. In the order of the day."""
    placed = sorted((slot for slot in slots if slot.begins_at), key=lambda slot: (str(slot.begins_at), slot.key))
    alone = [conflict for slot in slots for conflict in _check_alone(slot, begins_at, ends_at)]
    return [*alone, *_check_pairs(placed)]


def _check_alone(slot: Slot, begins_at: datetime, ends_at: datetime) -> Iterator[Conflict]:
    if slot.talk_minutes > slot.minutes:
        yield Conflict(ConflictKind.TOO_LONG, slot.key)
    if slot.begins_at and slot.ends_at and (slot.begins_at < begins_at or slot.ends_at > ends_at):
        yield Conflict(ConflictKind.OUTSIDE, slot.key)


def _check_pairs(placed: Sequence[Slot]) -> Iterator[Conflict]:
    """A sweep: a slot is compared with those alone that are still open when it begins."""
    still_open: list[Slot] = []
    for slot in placed:
        still_open = [held for held in still_open if held.ends_at and slot.begins_at and held.ends_at > slot.begins_at]
        for held in still_open:
            if held.room is not None and held.room == slot.room:
                yield Conflict(ConflictKind.ROOM, held.key, slot.key)
            if shared := held.people & slot.people:
                yield Conflict(ConflictKind.PERSON, held.key, slot.key, shared)
        still_open.append(slot)


@dataclass(frozen=True, slots=True)
class Somebody:
    """As far as conflicts of interest need it; all in small letters."""

    email: str = ""
    person: str = ""
    institution: str = ""
    country: str = ""


class Interest(StrEnum):
    """Why somebody should not judge a contribution. `COUNTRY` alone is no reason, only worth knowing."""

    AUTHOR = "author"
    INSTITUTION = "institution"
    COUNTRY = "country"


HARD = frozenset({Interest.AUTHOR, Interest.INSTITUTION})


def find_interests(reviewer: Somebody, authors: Iterable[Somebody]) -> frozenset[Interest]:
    found: set[Interest] = set()
    for author in authors:
        if (reviewer.email and reviewer.email == author.email) or (
            reviewer.person and reviewer.person == author.person
        ):
            found.add(Interest.AUTHOR)
        if reviewer.institution and reviewer.institution == author.institution:
            found.add(Interest.INSTITUTION)
        if reviewer.country and reviewer.country == author.country:
            found.add(Interest.COUNTRY)
    return frozenset(found)
