"""Where the hits are: counts by cells of a grid over all of them, however many there are.

The engine counts in cells a quarter as wide, which is cheap; the middle of a cell is the mean of its quarters. Asked for the
mean itself, it takes fifteen times as long.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from museion.search.documents import FieldKind
from museion.search.engines.columns.index import Index, Query
from museion.search.engines.columns.layout import Layout
from museion.search.requests import Box, Cell, Grid, InvalidRequestError

_ACROSS = 64
"""At most so many cells side by side."""
_FINER = 4
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1.0, 2.0, 2.5, 5.0, 6.0)

Fine = tuple[int, int, int]
"""Row and column of a quarter cell, and its count."""


def count_places(name: str, query: Query, area: Box | None, layout: Layout, index: Index) -> Grid | None:
    """None where no match has a place. `area`: what was asked for, if it was; the matches lie in it."""
    check_grid(name, layout)
    box = area or _find_bounds(name, query, index)
    if box is None:
        return None
    step = _choose_step(box)
    cells: dict[tuple[int, int], list[Fine]] = defaultdict(list)
    for row, column, count in _count_fine(name, query, step / _FINER, index):
        cells[row // _FINER, column // _FINER].append((row, column, count))
    made = [_make_cell(row, column, step, held) for (row, column), held in sorted(cells.items())]
    return Grid(box, step, tuple(made)) if made else None


def check_grid(name: str, layout: Layout) -> None:
    if name not in layout.fields or layout.fields[name].kind != FieldKind.POINT:
        raise InvalidRequestError(_("There is no such field of places: %(name)s") % {"name": name})


def _find_bounds(name: str, query: Query, index: Index) -> Box | None:
    asked = {column: {"stats": {"field": f"{column}_{name}"}} for column in ("x", "y")}
    answered: dict[str, Any] = index.aggregate(query, asked)
    x, y = answered["x"], answered["y"]
    return Box(x["min"], y["min"], x["max"], y["max"]) if x["count"] else None


def _choose_step(box: Box) -> float:
    width = box.east - box.west + (360 if box.west > box.east else 0)
    wanted = max(width, 2 * (box.north - box.south)) / _ACROSS
    return next((step for step in _STEPS if step >= wanted), _STEPS[-1])


def _count_fine(name: str, query: Query, step: float, index: Index) -> Iterator[Fine]:
    across = {"histogram": {"field": f"y_{name}", "interval": step, "min_doc_count": 1}}
    down = {"histogram": {"field": f"x_{name}", "interval": step, "min_doc_count": 1}, "aggs": {"across": across}}
    answered: dict[str, Any] = index.aggregate(query, {"down": down})
    for row in answered["down"]["buckets"]:
        for cell in row["across"]["buckets"]:
            yield round(row["key"] / step), round(cell["key"] / step), cell["doc_count"]


def _make_cell(row: int, column: int, step: float, held: list[Fine]) -> Cell:
    count = sum(fine[2] for fine in held)
    fine_step = step / _FINER
    latitude = sum((fine[0] + 0.5) * fine[2] for fine in held) * fine_step / count
    longitude = sum((fine[1] + 0.5) * fine[2] for fine in held) * fine_step / count
    south, west = round(row * step, 4), round(column * step, 4)
    box = Box(max(south, -90), max(west, -180), min(round(south + step, 4), 90), min(round(west + step, 4), 180))
    return Cell(box, count, min(latitude, 90.0), min(longitude, 180.0))
