"""Many places, kept so that stretches of them can be named by two numbers.

The globe is cut into rows of latitude; within a row places are sorted by longitude, so "all places of this row between
these longitudes" is one slice. Each place stands twice, a full turn apart, so that shapes may run over the antimeridian.
"""

from dataclasses import dataclass

import numpy as np

from museion.response.exposure.geodesy import Floats, Integers

ROW_DEGREES = 0.125
ROW_COUNT = int(180 / ROW_DEGREES)
# Longitudes between -360 and 360 and a row's number in one sortable number.
ROW_STRIDE = 1024.0
# Wider than any rounding of keys, far narrower than any place is known: 2e-6 degrees are 22 cm.
SLACK_DEGREES = 2e-6


@dataclass(frozen=True, slots=True)
class Places:
    """Built once and asked often. Places whose coordinates are missing or impossible are never found; `count` is of all."""

    count: int
    keys: Floats
    latitudes: Floats
    longitudes: Floats
    indices: Integers


def arrange_places(latitudes: Floats, longitudes: Floats) -> Places:
    """`indices` of what is found are positions in the arrays given here."""
    usable = np.flatnonzero((np.abs(latitudes) <= 90) & (np.abs(longitudes) <= 360))
    latitude = latitudes[usable]
    longitude = (longitudes[usable] + 180.0) % 360.0 - 180.0
    turned = np.where(longitude < 0, longitude + 360.0, longitude - 360.0)
    both_latitudes, both_longitudes = np.tile(latitude, 2), np.concatenate([longitude, turned])
    keys = make_keys(find_rows(both_latitudes), both_longitudes)
    order = np.argsort(keys, kind="stable")
    return Places(
        count=len(latitudes),
        keys=keys[order],
        latitudes=both_latitudes[order],
        longitudes=both_longitudes[order],
        indices=np.tile(usable, 2)[order],
    )


def find_rows(latitudes: Floats) -> Integers:
    """The row of each latitude; the north pole belongs to the last one."""
    rows: Integers = np.minimum(np.floor((latitudes + 90.0) / ROW_DEGREES), ROW_COUNT - 1).astype(np.int64)
    return rows


def get_south(rows: Integers) -> Floats:
    """The southern edge of each row."""
    south: Floats = rows * ROW_DEGREES - 90.0
    return south


def make_keys(rows: Integers, longitudes: Floats) -> Floats:
    keys: Floats = rows * ROW_STRIDE + longitudes
    return keys


def find_slots(places: Places, rows: Integers, longitudes: Floats, *, past: bool = False) -> Integers:
    """The first slot at or east of each longitude of each row; `past` those exactly there."""
    slots: Integers = np.searchsorted(places.keys, make_keys(rows, longitudes), side="right" if past else "left")
    return slots


def expand(owners: Integers, first: Integers, last: Integers) -> tuple[Integers, Integers]:
    """Each owner beside each number from its `first` up to, not including, its `last`."""
    counts = np.maximum(last - first, 0)
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    numbers = np.arange(total) + np.repeat(first - (ends - counts), counts)
    return np.repeat(owners, counts), numbers
