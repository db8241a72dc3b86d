"""The one question: which places does each shape reach."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

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
    batches = [
        _find_batch(places, shapes[start : start + BATCH], start) for start in range(0, max(len(shapes), 1), BATCH)
    ]
    return Found(
        np.concatenate([batch.shapes for batch in batches]), np.concatenate([batch.places for batch in batches])
    )


def _find_batch(places: Places, shapes: Sequence[Shape], start: int) -> Found:
    outlines = [number for number, shape in enumerate(shapes) if isinstance(shape, Outline)]
    discs = [number for number, shape in enumerate(shapes) if isinstance(shape, Disc)]
    pairs = [_find_in_outlines(places, shapes, outlines), _find_in_discs(places, shapes, discs)]
    for number, shape in enumerate(shapes):
        if isinstance(shape, Outline) and shape.margin_km > 0:
            near = find_near_outline(places, shape)
            pairs.append((np.full(len(near), number), near))
    owners, found = (np.concatenate(columns) for columns in zip(*pairs, strict=True))
    again = _list_repeating(shapes, outlines, discs)
    if len(again):
        owners, found = _drop_repeated(owners, found, again, len(shapes), places.count)
    return Found(owners + start, found)


def _list_repeating(shapes: Sequence[Shape], outlines: list[int], discs: list[int]) -> Integers:
    """Shapes that may find a place twice: those that go round the globe, and margins, whose edge is near itself."""
    bounds = shapely.bounds([shape.geometry for number in outlines if isinstance(shape := shapes[number], Outline)])
    round_about = np.asarray(outlines, dtype=np.int64)[
        bounds.reshape(-1, 4)[:, 2] - bounds.reshape(-1, 4)[:, 0] >= 359.9
    ]
    with_margin = [n for n in outlines if isinstance(shape := shapes[n], Outline) and shape.margin_km > 0]
    over_pole = [n for n in discs if isinstance(shape := shapes[n], Disc) and shape.may_hold_pole]
    return np.concatenate([round_about, np.asarray(with_margin + over_pole, dtype=np.int64)])


def _drop_repeated(
    owners: Integers, found: Integers, again: Integers, shape_count: int, place_count: int
) -> tuple[Integers, Integers]:
    is_again = np.zeros(shape_count, dtype=np.bool_)
    is_again[again] = True
    suspected = is_again[owners]
    codes = np.unique(owners[suspected] * place_count + found[suspected])
    owners = np.concatenate([owners[~suspected], codes // max(place_count, 1)])
    return owners, np.concatenate([found[~suspected], codes % max(place_count, 1)])


def _find_in_outlines(places: Places, shapes: Sequence[Shape], numbers: list[int]) -> tuple[Integers, Integers]:
    geometries = np.array([shape.geometry for number in numbers if isinstance(shape := shapes[number], Outline)])
    owners, slots = find_in_outlines(geometries, places)
    return np.asarray(numbers, dtype=np.int64)[owners], places.indices[slots]


def _find_in_discs(places: Places, shapes: Sequence[Shape], numbers: list[int]) -> tuple[Integers, Integers]:
    discs = [shape for number in numbers if isinstance(shape := shapes[number], Disc)]
    latitude = np.array([disc.latitude for disc in discs])
    longitude = np.array([disc.longitude for disc in discs])
    radius = np.array([disc.radius_km for disc in discs])
    owners, slots = find_in_discs(latitude, longitude, radius, places)
    return np.asarray(numbers, dtype=np.int64)[owners], places.indices[slots]
