"""Places near an outline: the geodesic to its nearest edge."""

import numpy as np
import shapely

from museion.response.exposure.geodesy import SPHERE_ERROR, SPHERE_KM, Floats, Integers, measure_km
from museion.response.exposure.places import Places
from museion.response.exposure.shapes import Outline

# An edge is straight in longitude and latitude; pieces this short differ from great circles by less than 25 m.
PIECE_DEGREES = 0.25
_CHUNK = 2_000_000


def find_near_outline(places: Places, outline: Outline) -> Integers:
    """The places within the outline's margin, and outside it or on its edge."""
    starts, ends = _cut_boundary(outline)
    slots = _list_candidates(places, outline)
    if not len(slots):
        return np.empty(0, np.int64)
    latitude, longitude = places.latitudes[slots], places.longitudes[slots]
    distance = measure_to_pieces(latitude, longitude, starts, ends)
    return np.unique(places.indices[slots[distance <= outline.margin_km]])


def measure_to_pieces(latitude: Floats, longitude: Floats, starts: Floats, ends: Floats) -> Floats:
    """Kilometres from each place to the nearest of the short edges: which and where on the sphere, how far by geodesic."""
    step = max(1, _CHUNK // max(len(starts), 1))
    nearest = [
        _find_nearest(
            _to_vectors(longitude[i : i + step], latitude[i : i + step]), _to_vectors(*starts.T), _to_vectors(*ends.T)
        )
        for i in range(0, len(latitude), step)
    ]
    foot = np.concatenate(nearest)
    foot_latitude = np.degrees(np.arctan2(foot[:, 2], np.hypot(foot[:, 0], foot[:, 1])))
    return measure_km(latitude, longitude, foot_latitude, np.degrees(np.arctan2(foot[:, 1], foot[:, 0])))


def _cut_boundary(outline: Outline) -> tuple[Floats, Floats]:
    boundary = shapely.segmentize(shapely.boundary(outline.geometry), PIECE_DEGREES)
    corners, owners = shapely.get_coordinates(shapely.get_parts(boundary), return_index=True)
    joined = owners[1:] == owners[:-1]
    return corners[:-1][joined], corners[1:][joined]


def _list_candidates(places: Places, outline: Outline) -> Integers:
    """All slots in the box around the outline widened by the margin; near a pole the box goes round the globe."""
    west, south, east, north = outline.geometry.bounds
    reach = np.degrees(outline.margin_km * (1 + SPHERE_ERROR) / SPHERE_KM)
    highest = max(abs(south - reach), abs(north + reach))
    across = 180.0 if highest >= 89.0 else reach / np.cos(np.radians(highest)) + 1e-9
    held = (places.latitudes >= south - reach) & (places.latitudes <= north + reach)
    centre, half = (west + east) / 2, (east - west) / 2 + across
    away = np.abs((places.longitudes - centre + 180.0) % 360.0 - 180.0)
    # Each place stands twice; the slot between -180 and 180 stands for both.
    return np.flatnonzero(held & (away <= half) & (np.abs(places.longitudes) <= 180.0))


def _find_nearest(points: Floats, starts: Floats, ends: Floats) -> Floats:
    """For each point, the nearest point on any of the pieces, all as vectors; pieces are short, so chords serve as arcs."""
    along = ends - starts
    length = np.maximum(np.einsum("ij,ij->i", along, along), 1e-30)
    share = np.clip((points @ along.T - np.einsum("ij,ij->i", starts, along)) / length, 0.0, 1.0)
    # |p - s - t·a|² with p on the unit sphere, without a points × pieces × 3 array.
    square = (
        1.0
        + np.einsum("ij,ij->i", starts, starts)
        - 2 * (points @ starts.T)
        + share * (share * length - 2 * (points @ along.T - np.einsum("ij,ij->i", starts, along)))
    )
    best = np.argmin(square, axis=1)
    rows = np.arange(len(points))
    foot: Floats = starts[best] + share[rows, best][:, None] * along[best]
    return foot


def _to_vectors(longitude: Floats, latitude: Floats) -> Floats:
    lon, lat = np.radians(longitude), np.radians(latitude)
    vectors: Floats = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    return vectors
