"""Scanning discs row by row.

On the sphere, a disc covers at each latitude the longitudes within some half-width of its centre, and the half-width first
grows, then shrinks with latitude. A row's least half-width of a slightly smaller disc is surely inside; its greatest of a
slightly larger one holds all that may be, and what lies between is measured.
"""

import numpy as np

from museion.response.exposure.geodesy import SPHERE_ERROR, SPHERE_KM, Floats, Integers, is_within
from museion.response.exposure.places import (
    ROW_COUNT,
    ROW_DEGREES,
    SLACK_DEGREES,
    Places,
    expand,
    find_rows,
    find_slots,
    get_south,
)

_HAIR_DEGREES = 1e-9


def find_in_discs(latitudes: Floats, longitudes: Floats, radii_km: Floats, places: Places) -> tuple[Integers, Integers]:
    """Every (disc, slot of `places`) whose geodesic is no longer than the radius."""
    discs, rows, outer = _cut_rows(latitudes, radii_km)
    middle = ((longitudes + 180.0) % 360.0 - 180.0)[discs]
    # All the way round, a place due opposite stands at both ends; a window shifted by a hair has it once.
    window = middle - np.where(outer < 180.0, 0.0, _HAIR_DEGREES)
    first = find_slots(places, rows, window - outer)
    last = find_slots(places, rows, window + outer, past=True)
    held = np.flatnonzero(last > first)
    discs, rows, first, last = discs[held], rows[held], first[held], last[held]
    middle = middle[held]
    inner = _find_surest(latitudes[discs], radii_km[discs], get_south(rows))
    # Without a sure part, all of the row lies to the east of an empty one.
    sure_first = np.where(inner > 0, find_slots(places, rows, middle - inner), first)
    sure_last = np.where(inner > 0, find_slots(places, rows, middle + inner, past=True), first)
    inside, slots = expand(discs, sure_first, sure_last)
    asked, near = expand(np.tile(discs, 2), np.concatenate([first, sure_last]), np.concatenate([sure_first, last]))
    reached = is_within(
        latitudes[asked], longitudes[asked], places.latitudes[near], places.longitudes[near], radii_km[asked]
    )
    return np.concatenate([inside, asked[reached]]), np.concatenate([slots, near[reached]])


def _cut_rows(latitudes: Floats, radii_km: Floats) -> tuple[Integers, Integers, Floats]:
    """The rows that each disc touches, with the greatest half-width that may be inside."""
    radius = np.minimum(np.degrees(radii_km * (1 + SPHERE_ERROR) / SPHERE_KM) + SLACK_DEGREES, 180.0)
    first = find_rows(np.maximum(latitudes - radius, -90.0))
    last = find_rows(np.minimum(latitudes + radius, 90.0))
    discs, rows = expand(np.arange(len(latitudes)), first, last + 1)
    centre, reach = latitudes[discs], radius[discs]
    outer = np.minimum(_find_greatest(centre, reach, get_south(rows)) + SLACK_DEGREES, 180.0)
    # At a pole all longitudes are one place, which no half-width computed in floating point would know.
    holds_pole = ((rows == ROW_COUNT - 1) & (centre + reach >= 90.0)) | ((rows == 0) & (centre - reach <= -90.0))
    return discs, rows, np.where(holds_pole, 180.0, outer)


def _find_surest(centre: Floats, radii_km: Floats, south: Floats) -> Floats:
    """The least half-width in the row of a disc a little smaller; 0 where nothing is sure."""
    radius = np.minimum(np.degrees(radii_km * (1 - SPHERE_ERROR) / SPHERE_KM), 180.0)
    ends = (_find_half_width(centre, radius, south), _find_half_width(centre, radius, south + ROW_DEGREES))
    return np.maximum(np.minimum(*ends) - SLACK_DEGREES, 0.0)


def _find_greatest(centre: Floats, radius: Floats, south: Floats) -> Floats:
    """The greatest half-width that the disc has anywhere in the row."""
    sine = np.sin(np.radians(centre)) / np.maximum(np.cos(np.radians(radius)), 1e-12)
    summit = np.degrees(np.arcsin(np.clip(sine, -1.0, 1.0)))
    return _find_half_width(centre, radius, np.clip(summit, south, south + ROW_DEGREES))


def _find_half_width(centre: Floats, radius: Floats, latitude: Floats) -> Floats:
    """Degrees of longitude to either side at one latitude: 0 outside the disc, 180 where it holds the whole parallel."""
    phi, at = np.radians(centre), np.radians(latitude)
    scale = np.maximum(np.cos(phi) * np.cos(at), 1e-15)
    cosine = (np.cos(np.radians(radius)) - np.sin(phi) * np.sin(at)) / scale
    width: Floats = np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))
    return width
