"""The one question: which places does each shape reach."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from museion.response.exposure.discs import find_in_discs
from museion.response.exposure.geodesy import Integers
from museion.response.exposure.margins import find_near_outline
from museion.response.exposure.outlines import find_in_outlines
from museion.response.exposure.places import Places
from museion.response.exposure.shapes import Disc, Outline, Shape

# Bounds the memory of one pass, and keeps the axis on which outlines are sorted short enough for exact numbers.
BATCH = 2048


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs in no order, none twice: shape number `shapes[i]` reaches place number `places[i]`."""

    shapes: Integers
    places: Integers

    def get_places(self, shape: int) -> Integers:
        """The places that one shape reaches, in the order in which they were given."""
        return np.sort(self.places[self.shapes == shape])

    def split(self, count: int) -> list[Integers]:
        """The places of each of `count` shapes, as `get_places` gives them, all at once."""
        order = np.lexsort((self.places, self.shapes))
        bounds = np.searchsorted(self.shapes[order], np.arange(1, count))
        return np.split(self.places[order], bounds)


def find_exposed(places: Places, shapes: Sequence[Shape]) -> Found:
    """Every place that each shape reaches. A place on the very edge is reached."""
    pairs = [
        part
        for start in range(0, max(len(shapes), 1), BATCH)
        for part in _find_batch(places, list(enumerate(shapes))[start : start + BATCH])
    ]
    owners, found = (np.concatenate(columns) for columns in zip(*pairs, strict=True))
    return Found(owners, found)


def _find_batch(places: Places, batch: list[tuple[int, Shape]]) -> Iterator[tuple[Integers, Integers]]:
    outlines = [(number, shape) for number, shape in batch if isinstance(shape, Outline)]
    inside = _find_in_outlines(places, outlines)
    yield inside
    yield _find_in_discs(places, [(number, shape) for number, shape in batch if isinstance(shape, Disc)])
    for number, outline in outlines:
        if outline.margin_km > 0:
            near = np.setdiff1d(find_near_outline(places, outline), inside[1][inside[0] == number])
            yield np.full(len(near), number), near


def _find_in_outlines(places: Places, outlines: list[tuple[int, Outline]]) -> tuple[Integers, Integers]:
    geometries = np.array([outline.geometry for _, outline in outlines])
    numbers = np.array([number for number, _ in outlines], dtype=np.int64)
    owners, slots = find_in_outlines(geometries, places)
    return numbers[owners], places.indices[slots]


def _find_in_discs(places: Places, discs: list[tuple[int, Disc]]) -> tuple[Integers, Integers]:
    numbers = np.array([number for number, _ in discs], dtype=np.int64)
    rows = np.array([(disc.latitude, disc.longitude, disc.radius_km) for _, disc in discs]).reshape(-1, 3)
    owners, slots = find_in_discs(rows[:, 0], rows[:, 1], rows[:, 2], places)
    return numbers[owners], places.indices[slots]
