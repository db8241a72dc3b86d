"""The area that a map shows, and those beside, above and below it: boxes of latitude and longitude, so that each has an address."""

from museion.search.requests import Box
from museion.website.map.close_up import CLOSEST
from museion.website.map.frame import WORLD, Frame
from museion.website.map.projection import NORTH, SOUTH, project

_FARTHEST = 300.0
"""Degrees of longitude: an area as wide is shown as the whole world."""


def frame_box(box: Box, *, margin: float = 0.0) -> Frame:
    """The part of the sheet that holds the box; all of it for one over 180°, whose ends lie at either edge."""
    if box.west > box.east:
        return WORLD
    rows = [_limit(box.south), _limit(box.north)]
    if rows[0] < 0 < rows[1]:
        rows.append(0.0)
    points = [project(latitude, longitude) for latitude in rows for longitude in (box.west, box.east)]
    return Frame.around(points).widen(margin=margin, least=CLOSEST)


def draw_box(box: Box) -> list[list[tuple[float, float]]]:
    """Its outline on the sheet; two for one over 180°. Meridians are bent, so each side has corners between its ends."""
    if box.west > box.east:
        return [
            *draw_box(Box(box.south, box.west, box.north, 180)),
            *draw_box(Box(box.south, -180, box.north, box.east)),
        ]
    steps = [_limit(box.south) + (_limit(box.north) - _limit(box.south)) * step / 12 for step in range(13)]
    side = [project(latitude, box.east) for latitude in steps]
    return [side + [project(latitude, box.west) for latitude in reversed(steps)]]


def zoom(box: Box, factor: float) -> Box | None:
    """About the middle; None once it is the whole world."""
    width, height = measure(box)
    if width * factor >= _FARTHEST:
        return None
    return _make(*_find_middle(box), width * factor, height * factor)


def shift(box: Box, *, east: float = 0.0, north: float = 0.0) -> Box:
    """By parts of its own size."""
    width, height = measure(box)
    latitude, longitude = _find_middle(box)
    return _make(latitude + north * height, longitude + east * width, width, height)


def measure(box: Box) -> tuple[float, float]:
    """Degrees from west to east, and from south to north."""
    return box.east - box.west + (360 if box.west > box.east else 0), box.north - box.south


def _find_middle(box: Box) -> tuple[float, float]:
    return (box.south + box.north) / 2, box.west + measure(box)[0] / 2


def _make(latitude: float, longitude: float, width: float, height: float) -> Box:
    height = min(max(height, 0.01), NORTH - SOUTH)
    south = max(SOUTH, min(latitude - height / 2, NORTH - height))
    return Box(round(south, 3), _turn(longitude - width / 2), round(south + height, 3), _turn(longitude + width / 2))


def _turn(longitude: float) -> float:
    return round((longitude + 180) % 360 - 180, 3)


def _limit(latitude: float) -> float:
    return max(SOUTH, min(latitude, NORTH))
