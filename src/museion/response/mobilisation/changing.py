"""A roster brought up to date person by person, without reading all the others again."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

import numpy as np

from museion.response.exposure.geodesy import Flags, Integers
from museion.response.mobilisation.candidates import Candidate
from museion.response.mobilisation.roster import Levels, Periods, Roster, make_roster


def change_people(roster: Roster, changed: Collection[str], candidates: Iterable[Candidate]) -> Roster:
    """`changed`: keys of everybody who may have; `candidates`: those of them who may be sent, as they are now."""
    names = frozenset(changed)
    kept = np.array([key not in names for key in roster.keys], dtype=np.bool_)
    return _join(_take(roster, kept), make_roster(candidates, broader=roster.broader))


def _take(roster: Roster, kept: Flags) -> Roster:
    places = np.cumsum(kept) - 1

    def move(index: Mapping[str, Integers]) -> dict[str, Integers]:
        moved = {name: places[held[kept[held]]] for name, held in index.items()}
        return {name: held for name, held in moved.items() if len(held)}

    def narrow(rates: Mapping[str, Levels]) -> dict[str, Levels]:
        return {name: held[kept] for name, held in rates.items()}

    keys = tuple(key for key, is_kept in zip(roster.keys, kept.tolist(), strict=True) if is_kept)
    periods = roster.periods
    whose = kept[periods.owners]
    return replace(
        roster,
        keys=keys,
        positions={key: position for position, key in enumerate(keys)},
        having=move(roster.having),
        stating=move(roster.stating),
        languages=narrow(roster.languages),
        missions=narrow(roster.missions),
        knowing=move(roster.knowing),
        conflicting=move(roster.conflicting),
        countries=roster.countries[kept],
        latitudes=roster.latitudes[kept],
        longitudes=roster.longitudes[kept],
        zones=roster.zones[kept],
        last_mission_days=roster.last_mission_days[kept],
        in_good_standing=roster.in_good_standing[kept],
        periods=Periods(places[periods.owners[whose]], periods.begins[whose], periods.ends[whose]),
    )


def _join(one: Roster, other: Roster) -> Roster:
    """The people of `other` stand behind those of `one`."""
    if not len(other):
        return one
    keys = one.keys + other.keys
    periods, more = one.periods, other.periods
    codes, countries = _join_names(one.country_codes, one.countries, other.country_codes, other.countries)
    zone_names, zones = _join_names(one.zone_names, one.zones, other.zone_names, other.zones)
    return replace(
        one,
        keys=keys,
        positions={key: position for position, key in enumerate(keys)},
        having=_join_index(one.having, other.having, len(one)),
        stating=_join_index(one.stating, other.stating, len(one)),
        languages=_join_levels(one.languages, other.languages, len(one), len(other)),
        missions=_join_levels(one.missions, other.missions, len(one), len(other)),
        knowing=_join_index(one.knowing, other.knowing, len(one)),
        conflicting=_join_index(one.conflicting, other.conflicting, len(one)),
        countries=countries,
        country_codes=codes,
        latitudes=np.append(one.latitudes, other.latitudes),
        longitudes=np.append(one.longitudes, other.longitudes),
        zones=zones,
        zone_names=zone_names,
        last_mission_days=np.append(one.last_mission_days, other.last_mission_days),
        in_good_standing=np.append(one.in_good_standing, other.in_good_standing),
        periods=Periods(
            np.append(periods.owners, more.owners + len(one)),
            np.append(periods.begins, more.begins),
            np.append(periods.ends, more.ends),
        ),
    )


def _join_index(one: Mapping[str, Integers], other: Mapping[str, Integers], offset: int) -> dict[str, Integers]:
    joined = dict(one)
    for name, held in other.items():
        joined[name] = np.append(joined[name], held + offset) if name in joined else held + offset
    return joined


def _join_levels(
    one: Mapping[str, Levels], other: Mapping[str, Levels], count: int, other_count: int
) -> dict[str, Levels]:
    none, nobody = np.zeros(count, dtype=np.int8), np.zeros(other_count, dtype=np.int8)
    return {name: np.append(one.get(name, none), other.get(name, nobody)) for name in one.keys() | other.keys()}


def _join_names(
    one: tuple[str, ...], numbers: Integers, other: tuple[str, ...], other_numbers: Integers
) -> tuple[tuple[str, ...], Integers]:
    """Names of both, each once, and the numbers of both in them."""
    names = tuple(dict.fromkeys(one + other))
    places = np.array([names.index(name) for name in other], dtype=np.int64)
    return names, np.append(numbers, places[other_numbers])
