"""What lies within so many kilometres, as a few boxes of latitude and longitude: all that an index of boxes can be asked for."""

from collections.abc import Iterator
from itertools import pairwise
from math import acos, cos, degrees, pi, radians, sin

from museion.search.requests import Box, Disc

EARTH_RADIUS_KM = 6371.0
FARTHEST_KM = 5000.0
_BANDS = 24


def cut_disc(disc: Disc) -> Iterator[Box]:
    """Bands from south to north, each as wide as the disc is at the middle of its arc; one over 180° has west > east."""
    angle = min(disc.km, FARTHEST_KM) / EARTH_RADIUS_KM
    arcs = [-pi / 2 + pi * place / _BANDS for place in range(_BANDS + 1)]
    for low, high in pairwise(arcs):
        south, north = (disc.latitude + degrees(angle) * sin(arc) for arc in (low, high))
        middle = disc.latitude + degrees(angle) * sin((low + high) / 2)
        if -90 <= middle <= 90:
            half = _find_half_width(disc.latitude, middle, angle)
            west, east = _turn(disc.longitude - half), _turn(disc.longitude + half)
            is_round = half > 179.9
            yield Box(max(south, -90.0), -180.0 if is_round else west, min(north, 90.0), 180.0 if is_round else east)


def _turn(longitude: float) -> float:
    """Back into -180 to 180."""
    return (longitude + 180) % 360 - 180


def _find_half_width(centre: float, latitude: float, angle: float) -> float:
    """Degrees of longitude from the centre to the rim, by the spherical law of cosines; 180 where the pole lies within."""
    across = cos(radians(centre)) * cos(radians(latitude))
    if across < 1e-9:
        return 180.0
    reach = (cos(angle) - sin(radians(centre)) * sin(radians(latitude))) / across
    return degrees(acos(max(-1.0, min(reach, 1.0))))
