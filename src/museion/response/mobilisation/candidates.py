"""The people who may be sent, one by one as the register knows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Period:
    """From one moment up to, not including, another."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Candidate:
    """`skills` are concepts; `hazards` count missions by hazard; `conflicts` are keys of those whom one must not judge."""

    key: str
    skills: frozenset[str]
    languages: Mapping[str, str]
    latitude: float
    longitude: float
    country: str
    available: tuple[Period, ...]
    hazards: Mapping[str, int] = field(default_factory=dict)
    countries: frozenset[str] = frozenset()
    last_mission: date | None = None
    in_good_standing: bool = True
    conflicts: frozenset[str] = frozenset()
    time_zone: str = ""
