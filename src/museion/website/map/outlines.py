"""Closed lines: on the globe as longitude and latitude, on the sheet as x and y."""

from collections.abc import Sequence
from itertools import pairwise

Ring = list[tuple[float, float]]
"""Longitude, latitude of each corner."""
Outline = Sequence[tuple[float, float]]
"""x, y of each corner on the sheet."""


def split_at_date_line(ring: Ring) -> list[Ring]:
    """Chukotka and Fiji lie on both sides of 180°: each side becomes a ring that ends there, instead of a band round the map."""
    whole = _unroll(ring)
    if all(-180.0 <= longitude <= 180.0 for longitude, _latitude in whole):
        return [whole]
    pieces = []
    for turn in (-360.0, 0.0, 360.0):
        piece = [(max(-180.0, min(longitude + turn, 180.0)), latitude) for longitude, latitude in whole]
        if len({longitude for longitude, _ in piece}) > 1:
            pieces.append(piece)
    return pieces


def _unroll(ring: Ring) -> Ring:
    """Longitudes that go on past 180° instead of jumping to the other end."""
    unrolled: Ring = []
    turn = 0.0
    for position, (longitude, latitude) in enumerate(ring):
        if position:
            step = longitude - ring[position - 1][0]
            turn += -360.0 if step > 180 else 360.0 if step < -180 else 0.0
        unrolled.append((longitude + turn, latitude))
    return unrolled


def write_path(outline: Outline, *, grain: int = 10) -> str:
    """SVG path data in steps of a `grain`th, half as long as positions would be; corners that fall together are left out."""
    points = [(round(x * grain), round(y * grain)) for x, y in outline]
    steps = [(x - before_x, y - before_y) for (before_x, before_y), (x, y) in pairwise(points)]
    moves = " ".join(f"{x / grain:g},{y / grain:g}" for x, y in steps if x or y)
    return f"M{points[0][0] / grain:g},{points[0][1] / grain:g}l{moves}z"
