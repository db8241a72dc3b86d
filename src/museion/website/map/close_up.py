"""The base map from near: finer coasts and borders cut to the frame, and the names of the largest towns in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import orjson
import shapely

from museion.core.towns import list_towns
from museion.website.map.frame import Frame
from museion.website.map.outlines import split_at_date_line, write_path
from museion.website.map.projection import project_all
from museion.website.map.topology import iterate_shapes

CLOSE = 400.0
"""Frames at most so wide are drawn from the finer map."""
CLOSEST = 2.0
"""The width of the closest frame: about 70 km."""
_FILE = Path(__file__).parent / "world_atlas" / "countries-50m.json"
_MOST_TOWNS = 14
_GRAIN = 1200.0
"""Of the frame's width: finer than that is not drawn."""


@dataclass(frozen=True, slots=True)
class Label:
    x: float
    y: float
    text: str


@lru_cache(maxsize=256)
def draw_close_up(frame: Frame) -> tuple[str, ...]:
    """Countries as SVG paths, as far as they lie in the frame or just beyond it."""
    margin = frame.width / 4
    corners = (frame.x - margin, frame.y - margin, frame.x + frame.width + margin, frame.y + frame.height + margin)
    near = _read_shapes()
    touched = near[shapely.intersects(near, shapely.box(*corners))]
    grain = max(10, round(_GRAIN / frame.width))
    cut = shapely.get_parts(shapely.simplify(shapely.clip_by_rect(touched, *corners), frame.width / _GRAIN))
    return tuple(write_path(ring, grain=grain) for ring in _list_rings(cut))


@lru_cache(maxsize=256)
def label_towns(frame: Frame) -> tuple[Label, ...]:
    """The largest that leave each other room."""
    towns, places = list_towns(), _place_towns()
    inside = np.flatnonzero(
        (places[:, 0] > frame.x + frame.width * 0.02)
        & (places[:, 0] < frame.x + frame.width * 0.85)
        & (places[:, 1] > frame.y + frame.height * 0.05)
        & (places[:, 1] < frame.y + frame.height * 0.97)
    )
    letter = measure_letter(frame)
    kept: list[Label] = []
    for place in inside[:400]:
        x, y = float(places[place, 0]), float(places[place, 1])
        if all(abs(x - other.x) > frame.width * 0.16 or abs(y - other.y) > letter * 2.2 for other in kept):
            kept.append(Label(x, y, towns[place].name))
        if len(kept) == _MOST_TOWNS:
            break
    return tuple(kept)


def measure_letter(frame: Frame) -> float:
    """The size of letters on the map, in units of the sheet."""
    return round(frame.width / 60, 3)


@lru_cache(maxsize=1)
def _read_shapes() -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    polygons = []
    for _number, rings in iterate_shapes(orjson.loads(_FILE.read_bytes()), "countries"):
        pieces = [piece for ring in rings for piece in split_at_date_line(ring)]
        polygons += [shapely.Polygon(piece) for piece in pieces if len(piece) > 3]
    shapes: np.ndarray[tuple[int], np.dtype[np.object_]] = shapely.transform(
        np.array(polygons, dtype=object), lambda places: project_all(places[:, 1], places[:, 0])
    )
    return shapes


@lru_cache(maxsize=1)
def _place_towns() -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    latitudes, longitudes = zip(*((town.latitude, town.longitude) for town in list_towns()), strict=True)
    return project_all(np.array(latitudes), np.array(longitudes))


def _list_rings(parts: "np.ndarray[tuple[int], np.dtype[np.object_]]") -> Iterator[list[tuple[float, float]]]:
    for part in parts:
        if part.geom_type == "Polygon" and not part.is_empty:
            yield list(part.exterior.coords)
