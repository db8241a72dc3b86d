"""Many places as few dots: one a cell of a grid in degrees, so that a dot is also an area to search."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, sqrt

from django.utils.formats import number_format

from museion.search.boxes import write_box
from museion.search.requests import Box, Cell
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
    text: str = ""
    """The count, where the dot is large enough to hold it."""

    @property
    def area(self) -> str:
        """The cell as the `area` parameter of a search."""
        return write_box(self.box)


def cluster(places: Iterable[Place], *, frame: Frame = WORLD, cell: float = 0.0, enlarge: float = 1.0) -> list[Dot]:
    """Dots from the largest down, so that a small one stays on top. `cell`: degrees; 0 fits the frame."""
    size = cell or max(0.005, round(360 / 1000 * frame.width / 70, 3))
    cells: dict[tuple[int, int], list[Place]] = {}
    for place in places:
        cells.setdefault((floor(place.latitude / size), floor(place.longitude / size)), []).append(place)
    dots = [_make_dot(row, column, size, held, frame.dot * enlarge) for (row, column), held in cells.items()]
    return sorted(dots, key=lambda dot: -dot.count)


def frame_places(places: Sequence[Place]) -> Frame:
    if not places:
        return WORLD
    return Frame.around([project(place.latitude, place.longitude) for place in places]).widen()


def draw_cells(cells: Sequence[Cell], frame: Frame) -> list[Dot]:
    """A dot a cell, its area in the ratio of its count, the largest first."""
    most = max((cell.count for cell in cells), default=1)
    dots = []
    for cell in cells:
        x, y = project(cell.latitude, cell.longitude)
        radius = round(frame.dot * (1.6 + 8 * sqrt(cell.count / most)), 3)
        text = number_format(cell.count, force_grouping=True) if radius > frame.dot * 4 and cell.count > 1 else ""
        dots.append(Dot(x, y, radius, cell.count, cell.box, text=text))
    return sorted(dots, key=lambda dot: -dot.count)


def _make_dot(row: int, column: int, size: float, held: list[Place], smallest: float) -> Dot:
    count = sum(place.count for place in held)
    latitude = sum(place.latitude * place.count for place in held) / count
    longitude = sum(place.longitude * place.count for place in held) / count
    x, y = project(latitude, longitude)
    radius = round(smallest * min(0.8 + sqrt(count) / 6, 5), 3)
    alone = held[0] if len(held) == 1 else None
    south, west = round(row * size, 4), round(column * size, 4)
    box = Box(max(south, -90), max(west, -180), min(round(south + size, 4), 90), min(round(west + size, 4), 180))
    return Dot(x, y, radius, count, box, alone.title if alone else "", alone.url if alone else "")
