"""What a mission needs, as the desk states it."""

from dataclasses import dataclass
from datetime import datetime

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2", "native")
"""Common European Framework of Reference for Languages, with the mother tongue above it."""


def rank_level(level: str) -> int:
    """1 to 7; 0 for what is no level."""
    return LEVELS.index(level) + 1 if level in LEVELS else 0


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language at a level or better."""

    language: str
    level: str = "B1"


@dataclass(frozen=True, slots=True)
class Seat:
    """So many people with one skill; `languages` are those that each of them must speak."""

    name: str
    skill: str
    count: int = 1
    languages: tuple[Spoken, ...] = ()

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError(f"{self.name}: a seat is for one person or more")


@dataclass(frozen=True, slots=True)
class TeamRules:
    """What must hold for the team as a whole. None: no such rule."""

    least_speakers: tuple[tuple[Spoken, int], ...] = ()
    least_with_hazard: int = 0
    least_with_country: int = 0
    most_from_one_country: int | None = None
    most_without_mission: int | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """One call for people. They must be there at `arrive_by` and free until `ends_at`.

    `parties` are whom the mission concerns (the museum, its body, a contractor): nobody with a conflict of interest with one
    of them is sent. `excluded` have declined or been asked already.
    """

    seats: tuple[Seat, ...]
    latitude: float
    longitude: float
    country: str
    asked_at: datetime
    arrive_by: datetime
    ends_at: datetime
    hazard: str = ""
    utc_offset_hours: float | None = None
    languages: tuple[str, ...] = ()
    parties: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    rules: TeamRules = TeamRules()

    def __post_init__(self) -> None:
        if not self.seats:
            raise ValueError("a request has one seat or more")
        if not self.asked_at <= self.arrive_by <= self.ends_at:
            raise ValueError("people are asked, then arrive, then leave")

    @property
    def size(self) -> int:
        return sum(seat.count for seat in self.seats)
