"""Places as cells of ever finer grids, so that what lies in an area is found without looking through all places.

A cell of level n is a 2^n-th of the way from pole to pole high and as wide; every record states the cell of each level that it is in.
An area becomes some cells that lie in it whole, and some at its rim in which places are compared one by one.
"""

from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from museion.search.requests import Box

_FIRST_LEVEL, _LAST_LEVEL = 2, 11
"""45° and 0.09°, which is 10 km."""
_MOST_CELLS = 48
_ROUNDING = 1e-9
"""Degrees by which the cell of a place may be rounded."""


class Tile(NamedTuple):
    """A cell. Of two the wider comes first."""

    level: int
    row: int
    column: int

    @property
    def code(self) -> str:
        return f"{self.level}/{self.row}/{self.column}"

    @property
    def box(self) -> Box:
        size = 180 / 2**self.level
        south, west = self.row * size - 90, self.column * size - 180
        return Box(south, west, south + size, west + size)

    def split(self) -> Iterator["Tile"]:
        for row in (2 * self.row, 2 * self.row + 1):
            for column in (2 * self.column, 2 * self.column + 1):
                yield Tile(self.level + 1, row, column)


class Patch(NamedTuple):
    """A cell, and the areas in which its places must lie besides; none where the whole cell counts."""

    tile: Tile
    among: tuple[Box, ...] = ()


def list_tiles(latitude: float, longitude: float) -> list[Tile]:
    """The cell of each level that a place lies in."""
    return [_find_tile(level, latitude, longitude) for level in range(_FIRST_LEVEL, _LAST_LEVEL + 1)]


def cover(boxes: Iterable[Box]) -> list[Patch]:
    """What lies in any of these areas, each place in one patch alone."""
    plain = [part for box in boxes for part in _cut_at_date_line(box)]
    whole: list[Patch] = []
    rim: list[Patch] = []
    for tile in _list_first_tiles():
        _sort_in(tile, plain, whole, rim)
    while rim and rim[0].tile.level < _LAST_LEVEL and len(whole) + len(rim) < _MOST_CELLS:
        patch = heappop(rim)
        for tile in patch.tile.split():
            _sort_in(tile, patch.among, whole, rim)
    return [*whole, *rim]


def _find_tile(level: int, latitude: float, longitude: float) -> Tile:
    """The poles and the date line belong to the last row and column."""
    rows = 2**level
    row, column = int((latitude + 90) / 180 * rows), int((longitude + 180) / 180 * rows)
    return Tile(level, min(max(row, 0), rows - 1), min(max(column, 0), 2 * rows - 1))


def _list_first_tiles() -> Iterator[Tile]:
    rows = 2**_FIRST_LEVEL
    return (Tile(_FIRST_LEVEL, row, column) for row in range(rows) for column in range(2 * rows))


def _cut_at_date_line(box: Box) -> Sequence[Box]:
    if box.west <= box.east:
        return (box,)
    return (Box(box.south, box.west, box.north, 180.0), Box(box.south, -180.0, box.north, box.east))


def _sort_in(tile: Tile, boxes: Sequence[Box], whole: list[Patch], rim: list[Patch]) -> None:
    held = tile.box
    touched = tuple(box for box in boxes if _touch(box, held))
    if any(_holds(box, held) for box in touched):
        whole.append(Patch(tile))
    elif touched:
        heappush(rim, Patch(tile, touched))


def _touch(box: Box, tile: Box) -> bool:
    south, west, north, east = box.south - _ROUNDING, box.west - _ROUNDING, box.north + _ROUNDING, box.east + _ROUNDING
    return south <= tile.north and tile.south <= north and west <= tile.east and tile.west <= east


def _holds(outer: Box, inner: Box) -> bool:
    is_level = outer.south <= inner.south and inner.north <= outer.north
    return is_level and outer.west <= inner.west and inner.east <= outer.east
