"""Whether both photos look alike where no point says so: of every registered photo a small grey copy is kept.

A smooth object has few points of its own on a rich cloth. So the query is laid over the copy as the homography says, and
both are compared patch by patch by normalised correlation, which light and colour do not change. Agreement all around a
place in the middle where each photo shows something else is a shared background; where little agrees beside the points, they
are a mark that was put on both. A flat or shining place is a hand, a label or a lamp, and is not held against the match.

Measured on 479 photos of pictures, changed in 24 ways, and 302 of carved ambers and vases on the cloth of others: none of the
first is taken for a shared background, 276 of the second. Patches at the query's edge and frames
were left out afterwards, which only makes it rarer. Of rich patches that both show, at least 0.55 agree in photos of
one picture, far and oblique ones too, and at most 0.45 in two pictures under one half transparent emblem or text.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from museion.screening.matching.photos.decoding import Pixels
from museion.screening.matching.photos.features import Features
from museion.screening.matching.photos.verification import Verification

Shades = NDArray[np.uint8]
Cells = NDArray[np.bool_]
Reals = NDArray[np.float64]
Places = NDArray[np.int64]
"""Column and row of the cell of each point."""

SIDE = 32
FINER = 4
"""The query is laid over the copy at so many times its size first, so that nothing is left out when it is shrunk."""
PATCH = 5
LEAST_TEXTURE = 4.0
"""Standard deviation in grey levels of a patch that can be compared."""
ALIKE, UNLIKE = 0.6, 0.4
LIKE, LEAST_LIKE, LEAST_RICH = 0.5, 0.4, 40
"""Of patches that correlate at least so much, the least share, where at least so many can be judged."""
LEAST_SHARE = 0.03
CENTRE = 0.25
MOST_MIDDLE = 0.25
"""Of the middle half of the picture, what a frame may cover."""
LEAST_AROUND_SHOWN, LEAST_AROUND_ALIKE = 0.75, 0.4
FLAT, SHINING, MOST_HIDDEN = 3.0, 215, 0.33
LIT_SHARE, LIT_LIKE = 0.8, 0.25
LEAST_OWN_TEXTURE = 7.0
"""Of the registered photo at that place: a lamp lights up what is plain."""
MOST_INSIDE = 0.25
"""Agreeing points inside, for the same area or for as many registered points, as a share of those outside."""
LEAST_COUNTED = 40
"""So many registered points inside show by themselves that they do not agree: what is rich on a plain cloth fills little area."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """Both photos cell by cell: how far they correlate, how rich each is, and where the query shows anything at all."""

    correlation: Reals
    registered_texture: Reals
    query_texture: Reals
    registered: Shades
    query: Shades
    shown: Cells

    @property
    def alike(self) -> Cells:
        return np.asarray(self.shown & self._rich & (self.correlation >= ALIKE))

    @property
    def unlike(self) -> Cells:
        """Beyond the query's edge all is black, so patches that reach over it are unlike without showing another thing."""
        return np.asarray(self.wholly_shown & self._rich & (self.correlation < UNLIKE))

    @property
    def wholly_shown(self) -> Cells:
        return np.asarray(cv2.erode(self.shown.astype(np.uint8), np.ones((PATCH, PATCH), np.uint8)) > 0)

    @property
    def _rich(self) -> Cells:
        return np.asarray(np.maximum(self.registered_texture, self.query_texture) > LEAST_TEXTURE)

    def measure_hidden(self, inside: Cells, around: Cells) -> float:
        """How much of a place a flat thing or a reflection may cover in the query; white paper around it shines by itself."""
        hidden = _correlate(self.query, self.query, 3)[1] < FLAT
        if np.median(self.query[around]) < SHINING:
            hidden |= self.query >= SHINING
        return float(hidden[inside].mean())

    def is_lit(self, inside: Cells) -> bool:
        """A lamp brightens a place, and what is there shows through."""
        gain = self.query.astype(np.float64) - self.registered
        brighter = gain[inside] > np.median(gain[self.shown & ~inside])
        return bool(brighter.mean() >= LIT_SHARE and np.median(self.correlation[inside]) >= LIT_LIKE)


@dataclass(frozen=True, slots=True)
class Doubts:
    """What speaks against a match although points agree."""

    is_surroundings: bool
    is_mark: bool


def shade(pixels: Pixels) -> Shades:
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.resize(grey, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8)


def find_doubts(
    shades: Shades, pixels: Pixels, query: Features, registered: Features, verification: Verification
) -> Doubts:
    """`pixels`: the query photo as it came; `query`: its features, mirrored where the verification is."""
    overlay = _lay_over(shades, pixels, query, registered, verification)
    places = _place(registered.places, registered)
    agreeing = places[verification.registered_points]
    return Doubts(is_surroundings=_shows_another_thing(overlay, agreeing, places), is_mark=_is_unlike(overlay))


def _is_unlike(overlay: Overlay) -> bool:
    poorer = np.minimum(overlay.registered_texture, overlay.query_texture)
    rich = overlay.shown & (poorer > LEAST_TEXTURE) & (overlay.query < SHINING)
    return bool(rich.sum() >= LEAST_RICH and (overlay.correlation[rich] >= LIKE).mean() < LEAST_LIKE)


def _shows_another_thing(overlay: Overlay, agreeing: Places, places: Places) -> bool:
    joined = cv2.morphologyEx(overlay.unlike.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((PATCH, PATCH), np.uint8))
    count, labels, _, centres = cv2.connectedComponentsWithStats(joined, connectivity=4)
    components = ((np.asarray(labels == label), centres[label]) for label in range(1, count))
    return any(
        _is_central(centre) and not _is_frame(inside, overlay) and _is_another_thing(inside, overlay, agreeing, places)
        for inside, centre in components
    )


def _lay_over(
    shades: Shades, pixels: Pixels, query: Features, registered: Features, verification: Verification
) -> Overlay:
    assert verification.homography is not None  # noqa: S101  # Points agree, so there is one.
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    if verification.mirrored:
        grey = np.ascontiguousarray(grey[:, ::-1])
    grey = cv2.resize(grey, (query.width, query.height), interpolation=cv2.INTER_AREA)
    fine = SIDE * FINER
    matrix = np.diag([fine / registered.width, fine / registered.height, 1.0]) @ verification.homography
    laid = _shrink(cv2.warpPerspective(grey, matrix, (fine, fine)))
    shown = _shrink(cv2.warpPerspective(np.full_like(grey, 255), matrix, (fine, fine))) >= 250
    correlation, registered_texture, query_texture = _correlate(shades, laid, PATCH)
    return Overlay(correlation, registered_texture, query_texture, shades, laid, shown)


def _shrink(fine: NDArray[np.generic]) -> Shades:
    return np.asarray(cv2.resize(np.asarray(fine, np.uint8), (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8)


def _correlate(one: Shades, other: Shades, side: int) -> tuple[Reals, Reals, Reals]:
    """The correlation of the patches around each cell, and the standard deviation in each."""
    first, second = one.astype(np.float64), other.astype(np.float64)

    def average(values: Reals) -> Reals:
        return np.asarray(cv2.blur(values, (side, side)), np.float64)

    mean, mean_other = average(first), average(second)
    variance = np.maximum(average(first * first) - mean**2, 0)
    variance_other = np.maximum(average(second * second) - mean_other**2, 0)
    together = average(first * second) - mean * mean_other
    return together / np.sqrt(np.maximum(variance * variance_other, 1e-9)), np.sqrt(variance), np.sqrt(variance_other)


def _place(places: NDArray[np.float32], picture: Features) -> Places:
    shares = places / np.array([picture.width, picture.height])
    return np.asarray(np.clip(shares * SIDE, 0, SIDE - 1), np.int64)


def _is_central(centre: Reals) -> bool:
    return bool((np.abs(centre / SIDE - 0.5) <= CENTRE).all())


def _is_frame(inside: Cells, overlay: Overlay) -> bool:
    """A mount or a frame reaches all four edges of what is shown and leaves the middle free."""
    whole, middle = overlay.wholly_shown, slice(SIDE // 4, SIDE - SIDE // 4)
    reaches = all((inside.any(axis) >= whole.any(axis)).all() for axis in (0, 1))
    return reaches and bool(inside[middle, middle].mean() < MOST_MIDDLE)


def _is_another_thing(inside: Cells, overlay: Overlay, agreeing: Places, places: Places) -> bool:
    """Large enough, enclosed by what agrees, visible in the query, and without agreeing points of its own."""
    wider = cv2.dilate(inside.astype(np.uint8), np.ones((PATCH, PATCH), np.uint8)) > 0
    around = wider & ~inside
    if inside.sum() < LEAST_SHARE * inside.size or not around.any():
        return False
    if np.median(overlay.registered_texture[inside]) < LEAST_OWN_TEXTURE:
        return False
    if overlay.shown[around].mean() < LEAST_AROUND_SHOWN or overlay.alike[around].mean() < LEAST_AROUND_ALIKE:
        return False
    if overlay.measure_hidden(inside, around) > MOST_HIDDEN or overlay.is_lit(inside):
        return False
    return _agrees_around_only(inside, overlay.shown & ~inside, agreeing, places)


def _agrees_around_only(inside: Cells, outside: Cells, agreeing: Places, places: Places) -> bool:
    core = cv2.erode(inside.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    within, beyond = _count(agreeing, core), MOST_INSIDE * _count(agreeing, outside)
    counted = _count(places, core)
    is_silent = counted >= LEAST_COUNTED and within / counted <= beyond / max(1, _count(places, outside))
    return is_silent or within / max(1, int(core.sum())) <= beyond / max(1, int(outside.sum()))


def _count(places: Places, cells: Cells) -> int:
    columns, rows = places.T
    return int(cells[rows, columns].sum())
