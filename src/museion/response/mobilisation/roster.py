"""Candidates turned into columns, so that a question to 32,000 people is a few operations on arrays."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from museion.response.exposure.geodesy import Flags, Floats, Integers
from museion.response.mobilisation.candidates import Candidate
from museion.response.mobilisation.requests import rank_level
from museion.response.mobilisation.zones import find_utc_offset

Levels: TypeAlias = NDArray[np.int8]
Broader: TypeAlias = Mapping[str, Sequence[str]]
NEVER = -(2**31)


@dataclass(frozen=True, slots=True)
class Periods:
    owners: Integers
    begins: Floats
    ends: Floats


@dataclass(frozen=True, slots=True)
class Roster:
    """Made once by `make_roster`, asked often. Positions are those of `keys`.

    `having` finds who has a concept or a narrower one; `stating` who has exactly it.
    """

    keys: tuple[str, ...]
    positions: Mapping[str, int]
    broader: Broader
    having: Mapping[str, Integers]
    stating: Mapping[str, Integers]
    languages: Mapping[str, Levels]
    missions: Mapping[str, Levels]
    knowing: Mapping[str, Integers]
    conflicting: Mapping[str, Integers]
    countries: Integers
    country_codes: tuple[str, ...]
    latitudes: Floats
    longitudes: Floats
    zones: Integers
    zone_names: tuple[str, ...]
    last_mission_days: Integers
    in_good_standing: Flags
    periods: Periods

    def __len__(self) -> int:
        return len(self.keys)

    def get_level(self, language: str) -> Levels:
        return self.languages.get(language, np.zeros(len(self), dtype=np.int8))

    def get_missions(self, hazard: str) -> Levels:
        return self.missions.get(hazard, np.zeros(len(self), dtype=np.int8))

    def get_utc_offsets(self, at: datetime) -> Floats:
        """Hours at that moment; not-a-number for people whose zone is not known."""
        offsets = [find_utc_offset(name, at) for name in self.zone_names]
        table = np.array([np.nan if offset is None else offset for offset in offsets])
        held: Floats = table[self.zones]
        return held

    def flag(self, positions: Integers | None) -> Flags:
        """True at these positions."""
        flags = np.zeros(len(self), dtype=np.bool_)
        if positions is not None:
            flags[positions] = True
        return flags


def make_roster(candidates: Iterable[Candidate], *, broader: Broader) -> Roster:
    """`broader` gives each concept's direct broader concepts."""
    people = tuple(candidates)
    ancestors = {skill: find_ancestors(skill, broader) for skill in {s for person in people for s in person.skills}}
    codes = tuple(sorted({person.country for person in people}))
    zone_names = tuple(sorted({person.time_zone for person in people}))
    keys = tuple(person.key for person in people)
    return Roster(
        keys=keys,
        positions={key: position for position, key in enumerate(keys)},
        broader=broader,
        having=_index(people, lambda person: {name for skill in person.skills for name in ancestors[skill]}),
        stating=_index(people, lambda person: person.skills),
        languages=_rate(people, lambda person: {tag: rank_level(level) for tag, level in person.languages.items()}),
        missions=_rate(people, lambda person: person.hazards),
        knowing=_index(people, lambda person: person.countries | {person.country}),
        conflicting=_index(people, lambda person: person.conflicts),
        countries=_number([person.country for person in people], codes),
        country_codes=codes,
        latitudes=np.array([person.latitude for person in people]),
        longitudes=np.array([person.longitude for person in people]),
        zones=_number([person.time_zone for person in people], zone_names),
        zone_names=zone_names,
        last_mission_days=np.array([p.last_mission.toordinal() if p.last_mission else NEVER for p in people]),
        in_good_standing=np.array([person.in_good_standing for person in people], dtype=np.bool_),
        periods=_list_periods(people),
    )


def find_ancestors(concept: str, broader: Broader) -> frozenset[str]:
    """The concept and all broader ones; thesauri of partners may hold loops."""
    found, waiting = {concept}, [concept]
    while waiting:
        for parent in broader.get(waiting.pop(), ()):
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return frozenset(found)


def _number(values: Sequence[str], names: Sequence[str]) -> Integers:
    numbers = {name: number for number, name in enumerate(names)}
    return np.array([numbers[value] for value in values], dtype=np.int64)


def _index(people: Sequence[Candidate], names: Callable[[Candidate], Iterable[str]]) -> Mapping[str, Integers]:
    held: dict[str, list[int]] = defaultdict(list)
    for position, person in enumerate(people):
        for name in names(person):
            held[name].append(position)
    return {name: np.array(positions, dtype=np.int64) for name, positions in held.items()}


def _rate(people: Sequence[Candidate], rates: Callable[[Candidate], Mapping[str, int]]) -> Mapping[str, Levels]:
    held: dict[str, Levels] = {}
    for position, person in enumerate(people):
        for name, rate in rates(person).items():
            held.setdefault(name, np.zeros(len(people), dtype=np.int8))[position] = min(rate, 100)
    return held


def _list_periods(people: Sequence[Candidate]) -> Periods:
    rows = [
        (position, period.begins.timestamp(), period.ends.timestamp())
        for position, person in enumerate(people)
        for period in person.available
    ]
    columns = np.array(rows, dtype=np.float64).reshape(-1, 3)
    return Periods(columns[:, 0].astype(np.int64), columns[:, 1], columns[:, 2])
