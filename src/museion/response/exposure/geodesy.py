"""Distances on WGS 84.

Exact geodesics (Karney 2013) come from PROJ. The sphere, hundreds of times cheaper, decides wherever it is far enough from
the edge that the difference between sphere and ellipsoid cannot matter.
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

Floats: TypeAlias = NDArray[np.floating[Any]]
Integers: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

WGS84 = Geod(ellps="WGS84")
SPHERE_KM = 6371.0088
"""Mean radius of the ellipsoid (IUGG)."""
SPHERE_ERROR = 0.006
"""A distance on the sphere differs from the geodesic by at most 0.56 %, seen where short lines run along a pole's meridian."""
ROUNDING_KM = 1e-6
"""At a pole, the same place under two longitudes is not quite the same in floating point."""


def measure_km(latitude: Floats, longitude: Floats, other_latitude: Floats, other_longitude: Floats) -> Floats:
    """Geodesic distances, elementwise."""
    _, _, metres = WGS84.inv(longitude, latitude, other_longitude, other_latitude)
    return np.asarray(metres, dtype=np.float64) / 1000.0


def measure_sphere_km(latitude: Floats, longitude: Floats, other_latitude: Floats, other_longitude: Floats) -> Floats:
    """Haversine distances, elementwise."""
    first, second = np.radians(latitude), np.radians(other_latitude)
    across = np.sin(np.radians(other_longitude - longitude) / 2) ** 2
    half = np.sin((second - first) / 2) ** 2 + np.cos(first) * np.cos(second) * across
    distance: Floats = 2 * SPHERE_KM * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
    return distance


def is_within(
    latitude: Floats, longitude: Floats, other_latitude: Floats, other_longitude: Floats, radius_km: Floats
) -> Flags:
    """Whether the geodesic between two places is no longer than the radius, elementwise and exact."""
    rough = measure_sphere_km(latitude, longitude, other_latitude, other_longitude)
    inside: Flags = rough <= radius_km * (1 - SPHERE_ERROR)
    near = np.flatnonzero(~inside & (rough <= radius_km * (1 + SPHERE_ERROR) + ROUNDING_KM))
    exact = measure_km(latitude[near], longitude[near], other_latitude[near], other_longitude[near])
    inside[near] = exact <= radius_km[near]
    return inside
