"""Many places as few dots: one a cell of a grid in degrees, so that a dot is also an area to search."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor, sqrt

from museion.search.requests import Box
from museion.website.map.frame import WORLD, Frame
from museion.website.map.projection import project


@dataclass(frozen=True, slots=True)
class Place:
    """`count` records at, or about, one position."""

    latitude: float
    longitude: float
    count: int = 1
    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    radius: float
    count: int
    box: Box
    title: str = ""
    url: str = ""

    @property
    def area(self) -> str:
        """The cell as the `area` parameter of a search."""
        return write_box(self.box)


def cluster(places: Iterable[Place], *, frame: Frame = WORLD, cell: float = 0.0, enlarge: float = 1.0) -> list[Dot]:
    """Dots from the largest down, so that a small one stays on top. `cell`: degrees; 0 fits the frame."""
    size = cell or max(0.1, round(360 / 1000 * frame.width / 70, 2))
    cells: dict[tuple[int, int], list[Place]] = {}
    for place in places:
        cells.setdefault((floor(place.latitude / size), floor(place.longitude / size)), []).append(place)
    dots = [_make_dot(row, column, size, held, frame.dot * enlarge) for (row, column), held in cells.items()]
    return sorted(dots, key=lambda dot: -dot.count)


def _make_dot(row: int, column: int, size: float, held: list[Place], smallest: float) -> Dot:
    count = sum(place.count for place in held)
    latitude = sum(place.latitude * place.count for place in held) / count
    longitude = sum(place.longitude * place.count for place in held) / count
    x, y = project(latitude, longitude)
    radius = round(smallest * min(0.8 + sqrt(count) / 6, 5), 2)
    alone = held[0] if len(held) == 1 else None
    south, west = round(row * size, 3), round(column * size, 3)
    box = Box(max(south, -90), max(west, -180), min(round(south + size, 3), 90), min(round(west + size, 3), 180))
    return Dot(x, y, radius, count, box, alone.title if alone else "", alone.url if alone else "")


def write_box(box: Box) -> str:
    return f"{box.south:g},{box.west:g},{box.north:g},{box.east:g}"


def read_box(text: str) -> Box | None:
    """`south,west,north,east` in degrees; None for anything else."""
    try:
        south, west, north, east = (float(part) for part in text.split(","))
    except ValueError:
        return None
    fits = -90 <= south <= north <= 90 and all(-180 <= value <= 180 for value in (west, east))
    return Box(south, west, north, east) if fits else None
