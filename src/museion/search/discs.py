"""What lies within so many kilometres, as a few boxes of latitude and longitude: all that an index of boxes can be asked for.

There are as few boxes as keep the rim true to a tenth of the distance.
"""

from collections.abc import Iterator
from itertools import pairwise
from math import acos, cos, degrees, pi, radians, sin

from museion.search.requests import Box, Disc

EARTH_RADIUS_KM = 6371.0
FARTHEST_KM = 5000.0
_STEPS = 6
"""Of a quarter of the rim."""
# Within these a disc is as wide north of its middle as south of it, and one box serves for both.
_EVEN_KM, _EVEN_LATITUDE = 200.0, 60.0


def cut_disc(disc: Disc) -> Iterator[Box]:
    """Boxes as wide as the disc is at the middle of an arc of its rim; one over 180° has west > east."""
    angle = min(disc.km, FARTHEST_KM) / EARTH_RADIUS_KM
    is_even = disc.km <= _EVEN_KM and abs(disc.latitude) <= _EVEN_LATITUDE
    arcs = [pi / 2 * step / _STEPS for step in range(0 if is_even else -_STEPS, _STEPS + 1)]
    for low, high in pairwise(arcs):
        south, north = (degrees(angle) * sin(arc) for arc in (-high if is_even else low, high))
        rows = [sign * degrees(angle) * sin((low + high) / 2) for sign in ((1, -1) if is_even else (1,))]
        middles = [max(-90.0, min(disc.latitude + row, 90.0)) for row in rows]
        widths = [_find_half_width(disc.latitude, middle, angle) for middle in middles]
        if disc.latitude + south < 90 and disc.latitude + north > -90:
            yield _make_box(disc, south, north, sum(widths) / len(widths))


def _make_box(disc: Disc, south: float, north: float, half: float) -> Box:
    is_round = half > 179.9
    west, east = (-180.0, 180.0) if is_round else (_turn(disc.longitude - half), _turn(disc.longitude + half))
    return Box(max(disc.latitude + south, -90.0), west, min(disc.latitude + north, 90.0), east)


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
