"""Scanning outlines row by row.

Each edge is cut where it crosses from row to row. In one row of one outline, the pieces cover some longitudes: there every
place must be tested by itself. Between the covered longitudes no edge runs, so all places there are alike, inside where an
odd number of pieces to the west cross the row's middle (even-odd rule). Rows without a place are left out first. Most places of a large outline are thus never
looked at one by one, and the others only against the few pieces around them.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from museion.response.exposure.geodesy import Flags, Floats, Integers
from museion.response.exposure.places import (
    ROW_COUNT,
    ROW_DEGREES,
    ROW_STRIDE,
    SLACK_DEGREES,
    Places,
    expand,
    find_rows,
    find_slots,
    get_south,
)

# Closer to an edge than this, rounding could decide: GEOS, which does not round, is asked.
TOUCH_DEGREES = 1e-9


@dataclass(frozen=True, slots=True)
class _Edges:
    """Both ends of every edge, and the outline that each belongs to."""

    x0: Floats
    y0: Floats
    x1: Floats
    y1: Floats
    owners: Integers


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Parts of edges within one row, from west to east along one axis that strings all rows of all outlines together.

    `groups` number (outline, row), each ROW_STRIDE long on the axis; `reached` is how far east any piece so far goes;
    `is_odd`: an odd number of pieces up to here pass their row's middle.
    """

    edges: Integers
    groups: Integers
    west: Floats
    reached: Floats
    is_odd: Flags


@dataclass(frozen=True, slots=True)
class _Covered:
    """Stretches without a gap between pieces: from which piece to which, and which slots of places lie in them."""

    starts: Integers
    ends: Integers
    first: Integers
    last: Integers


def find_in_outlines(geometries: NDArray[Any], places: Places) -> tuple[Integers, Integers]:
    """Every (position in `geometries`, slot of `places`) where the place is in the outline or on its edge."""
    edges = _list_edges(geometries)
    if not len(edges.owners):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    pieces = _cut_edges(edges, _find_peopled(geometries, places))
    if not len(pieces.edges):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    ends = np.flatnonzero(np.append(pieces.west[1:] > pieces.reached[:-1], True))
    starts = np.append(0, ends[:-1] + 1)
    first = _find_axis_slots(places, pieces.groups[starts], pieces.west[starts])
    last = _find_axis_slots(places, pieces.groups[ends], pieces.reached[ends], past=True)
    gaps = np.flatnonzero(pieces.is_odd[ends[:-1]])
    inside, slots = expand(pieces.groups[ends[gaps]] // ROW_COUNT, last[gaps], first[gaps + 1])
    asked, near = _test_covered(geometries, edges, pieces, _Covered(starts, ends, first, last), places)
    owners, slots = np.concatenate([inside, asked]), np.concatenate([slots, near])
    # An outline that goes round the globe meets a place on its seam at both ends; the eastern one is left out.
    once = places.longitudes[slots] < (shapely.bounds(geometries)[:, 0] + 360.0)[owners]
    return owners[once], slots[once]


def _find_peopled(geometries: NDArray[Any], places: Places) -> Flags:
    """By group, whether the row has a place between the outline's west and east: in most rows of most outlines nobody is."""
    west, south, east, north = shapely.bounds(geometries).T
    drawn = np.flatnonzero(np.isfinite(south))
    owners, rows = expand(drawn, find_rows(south[drawn]), find_rows(north[drawn]) + 1)
    first = find_slots(places, rows, west[owners] - SLACK_DEGREES)
    last = find_slots(places, rows, east[owners] + SLACK_DEGREES, past=True)
    peopled = np.zeros(len(geometries) * ROW_COUNT, dtype=np.bool_)
    peopled[(owners * ROW_COUNT + rows)[last > first]] = True
    return peopled


def _find_axis_slots(places: Places, groups: Integers, on_axis: Floats, *, past: bool = False) -> Integers:
    return find_slots(places, groups % ROW_COUNT, on_axis - groups * ROW_STRIDE, past=past)


def _test_covered(
    geometries: NDArray[Any], edges: _Edges, pieces: _Pieces, covered: _Covered, places: Places
) -> tuple[Integers, Integers]:
    """The places among covered longitudes, each against the pieces of its own stretch."""
    stretch, slots = expand(np.arange(len(covered.first)), covered.first, covered.last)
    from_piece = covered.starts[stretch]
    tests, held = expand(np.arange(len(slots)), from_piece, covered.ends[stretch] + 1)
    crosses, touches = _cast_rays(edges, pieces.edges[held], slots[tests], places)
    entered_inside = np.append(False, pieces.is_odd)[from_piece]
    inside = entered_inside ^ (np.bincount(tests[crosses], minlength=len(slots)) & 1).astype(np.bool_)
    owners = pieces.groups[from_piece] // ROW_COUNT
    close = np.unique(tests[touches])
    at = slots[close]
    inside[close] = shapely.intersects_xy(geometries[owners[close]], places.longitudes[at], places.latitudes[at])
    return owners[inside], slots[inside]


def _cast_rays(edges: _Edges, held: Integers, slots: Integers, places: Places) -> tuple[Integers, Integers]:
    """The tests where the way due west from the place crosses the edge, and where the place is all but on the edge."""
    latitude = places.latitudes[slots]
    y0, y1 = edges.y0[held], edges.y1[held]
    level = np.flatnonzero(
        (latitude >= np.minimum(y0, y1) - TOUCH_DEGREES) & (latitude <= np.maximum(y0, y1) + TOUCH_DEGREES)
    )
    latitude, y0, y1, held = latitude[level], y0[level], y1[level], held[level]
    height = y1 - y0
    is_flat = height == 0
    share = np.clip((latitude - y0) / np.where(is_flat, 1.0, height), 0.0, 1.0)
    x0 = edges.x0[held]
    east_of = places.longitudes[slots[level]] - (x0 + share * (edges.x1[held] - x0))
    crosses = ((y0 <= latitude) != (y1 <= latitude)) & (east_of > 0)
    # Along a flat edge the nearest point may be anywhere, so being level with it is enough to ask.
    touches = (np.abs(east_of) < TOUCH_DEGREES) | is_flat
    return level[crosses], level[touches]


def _cut_edges(edges: _Edges, peopled: Flags) -> _Pieces:
    rows_from, rows_to = find_rows(edges.y0), find_rows(edges.y1)
    held, rows = expand(
        np.arange(len(edges.owners)), np.minimum(rows_from, rows_to), np.maximum(rows_from, rows_to) + 1
    )
    wanted = peopled[edges.owners[held] * ROW_COUNT + rows]
    held, rows = held[wanted], rows[wanted]
    x0, y0, x1, y1 = edges.x0[held], edges.y0[held], edges.x1[held], edges.y1[held]
    south = get_south(rows)
    north = south + ROW_DEGREES
    slope = (x1 - x0) / np.where(y1 == y0, 1.0, y1 - y0)
    # Ends inside the row, and both of a flat edge, stay exactly where they are.
    one = x0 + (np.clip(y0, south, north) - y0) * slope
    other = x1 + (np.clip(y1, south, north) - y1) * slope
    groups = edges.owners[held] * ROW_COUNT + rows
    offset: Floats = groups * ROW_STRIDE
    west = offset + np.minimum(one, other) - SLACK_DEGREES
    east = offset + np.maximum(one, other) + SLACK_DEGREES
    middle = south + ROW_DEGREES / 2
    order = np.argsort(west)
    passes = ((y0 <= middle) != (y1 <= middle))[order]
    return _Pieces(
        edges=held[order],
        groups=groups[order],
        west=west[order],
        reached=np.maximum.accumulate(east[order]),
        is_odd=(np.cumsum(passes) & 1).astype(np.bool_),
    )


def _list_edges(geometries: NDArray[Any]) -> _Edges:
    polygons, polygon_owners = shapely.get_parts(geometries, return_index=True)
    rings, ring_polygons = shapely.get_rings(polygons, return_index=True)
    corners, corner_rings = shapely.get_coordinates(rings, return_index=True)
    joined = np.flatnonzero(corner_rings[1:] == corner_rings[:-1])
    x, y = np.ascontiguousarray(corners[:, 0]), np.ascontiguousarray(corners[:, 1])
    owners = polygon_owners[ring_polygons[corner_rings[joined]]]
    return _Edges(x[joined], y[joined], x[joined + 1], y[joined + 1], owners)
