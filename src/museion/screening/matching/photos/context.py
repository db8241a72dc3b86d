"""Things that photos of different objects share must not accuse: backdrops, tablecloths, watermarks, scale bars, logos.

Three signs are looked for. Points that agree with three or more different objects belong to none of them. Agreement all
around the registered object but not on it is a shared background. Agreement in one small patch, or all in one part of what
both photos should show, while everything else differs is a mark or a letterhead that was put on both.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from museion.screening.matching.photos.features import Features
from museion.screening.matching.photos.verification import LEAST_PAIRS, Verification, project

Frame = tuple[float, float, float, float]
"""Left, top, right and bottom edge."""

SHARED_OBJECTS = 3
NEIGHBOURHOOD, LEAST_NEIGHBOURS = 0.07, 4
"""A point with so many shared points around it belongs to the same background."""
CENTRE = 0.25
"""How far from the middle, as a share of the sides, the object of a photo is expected."""
LEAST_EXPECTED = 12
SURROUNDINGS_RATIO = 0.2
CONTESTED_CELL = 12
LEAST_CONTESTED = 0.3
"""Measured: where a label hides the middle at most 0.21 of its points have a counterpart, where another object stands 0.47."""
PATCH_COVERAGE = 0.08
PATCH_DENSITY = 0.25
PATCH_SILENCE = 30
GRID, RICH_CELL = 6, 4
LEAST_PLACED, MOST_CONCENTRATED = 15, 0.36
"""Of the cells that should agree if the agreeing points lay anywhere: at least 0.47 for real pictures in glare, cut out, hidden or seen
from far, 0.26 for one letterhead above different pictures."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the agreeing points lie."""

    coverage: float
    surroundings_only: bool
    patch_only: bool


def find_shared_points(query: Features, agreements: Sequence[tuple[str, Verification]]) -> frozenset[int]:
    """Query points that agree with `SHARED_OBJECTS` or more different objects, and those that lie among them."""
    objects_of: dict[int, set[str]] = defaultdict(set)
    for object_key, verification in agreements:
        if verification.inliers >= LEAST_PAIRS:
            for point in verification.query_points.tolist():
                objects_of[point].add(object_key)
    shared = [point for point, objects in objects_of.items() if len(objects) >= SHARED_OBJECTS]
    if not shared:
        return frozenset()
    agreeing = np.array(sorted(objects_of))
    gaps = np.linalg.norm(query.places[agreeing][:, None] - query.places[shared][None], axis=2)
    near = (gaps < NEIGHBOURHOOD * max(query.width, query.height)).sum(axis=1)
    return frozenset(shared) | frozenset(agreeing[near >= LEAST_NEIGHBOURS].tolist())


def remove_points(verification: Verification, shared: frozenset[int]) -> Verification:
    kept = np.array([point not in shared for point in verification.query_points.tolist()], bool)
    return replace(
        verification,
        query_points=verification.query_points[kept],
        registered_points=verification.registered_points[kept],
    )


def measure_spread(query: Features, registered: Features, verification: Verification) -> Spread:
    if verification.homography is None or verification.inliers < LEAST_PAIRS:
        return Spread(0.0, surroundings_only=False, patch_only=False)
    inlying = registered.places[verification.registered_points]
    coverage = max(_measure_hull(query.places[verification.query_points], query), _measure_hull(inlying, registered))
    visible = _find_visible(query, registered, verification)
    return Spread(
        coverage,
        surroundings_only=_is_around_only(query, registered, verification, visible),
        patch_only=_is_concentrated(registered, inlying, visible)
        or (coverage < PATCH_COVERAGE and _is_dense_patch(registered, inlying, visible)),
    )


def _measure_hull(places: NDArray[np.float32], picture: Features) -> float:
    return float(cv2.contourArea(cv2.convexHull(places))) / (picture.width * picture.height)


def stands_apart(frame: Frame, query: Features, registered: Features, verification: Verification) -> bool:
    """A piece of a page agrees, and nothing around it that the page should show too: an emblem, not the object.

    `frame`: the whole page, in the coordinates of the piece.
    """
    if verification.homography is None or verification.inliers < LEAST_PAIRS:
        return False
    inlying = registered.places[verification.registered_points]
    left, top, right, bottom = frame
    if verification.mirrored:
        left, right = query.width - 1 - right, query.width - 1 - left
    visible = _find_visible(query, registered, verification, (left, top, right, bottom))
    return _is_concentrated(registered, inlying, visible, least=LEAST_PAIRS)


def _find_visible(
    query: Features, registered: Features, verification: Verification, frame: Frame | None = None
) -> NDArray[np.bool_]:
    """Registered points that the query photo would show if it showed the same thing."""
    left, top, right, bottom = frame or (0.0, 0.0, query.width, query.height)
    assert verification.homography is not None  # noqa: S101  # The caller has asked.
    try:
        back = np.linalg.inv(verification.homography)
    except np.linalg.LinAlgError:
        return np.zeros(len(registered), bool)
    there = project(np.asarray(back, np.float64), registered.places)
    return np.asarray(((there >= [left, top]) & (there < [right, bottom])).all(axis=1))


def _is_in_centre(places: NDArray[np.floating], picture: Features) -> NDArray[np.bool_]:
    share = places / np.array([picture.width, picture.height])
    return np.asarray((np.abs(share - 0.5) < CENTRE).all(axis=1))


def _is_around_only(
    query: Features, registered: Features, verification: Verification, visible: NDArray[np.bool_]
) -> bool:
    """Both photos show much in the registered photo's middle, and none of it agrees, while the surroundings do.

    What a hand or a label hides is not held against the match: only spots where both photos have points are compared.
    """
    assert verification.homography is not None  # noqa: S101  # The caller has asked.
    landed = project(verification.homography, query.places)
    contested = visible & np.isin(
        _number_cells(registered.places), _number_cells(landed[np.isfinite(landed).all(axis=1)])
    )
    central = _is_in_centre(registered.places, registered)
    expected_inside, expected_outside = int((contested & central).sum()), int((contested & ~central).sum())
    shown = expected_inside / max(1, int((visible & central).sum()))
    if expected_inside < LEAST_EXPECTED or shown < LEAST_CONTESTED or not expected_outside:
        return False
    inside = int(central[verification.registered_points].sum())
    outside = verification.inliers - inside
    return inside / expected_inside < SURROUNDINGS_RATIO * outside / expected_outside


def _number_cells(places: NDArray[np.floating]) -> NDArray[np.int64]:
    cells = np.floor(np.clip(places, -1e6, 1e6) / CONTESTED_CELL).astype(np.int64)
    return np.asarray(cells[:, 0] * 1_000_003 + cells[:, 1], np.int64)


def _is_dense_patch(registered: Features, inlying: NDArray[np.float32], visible: NDArray[np.bool_]) -> bool:
    if bool(_is_in_centre(inlying.mean(axis=0, keepdims=True), registered)[0]):
        return False  # A small object on a plain ground; a mark stands at the edge.
    hull = cv2.convexHull(inlying)
    within = np.array(
        [cv2.pointPolygonTest(hull, (float(x), float(y)), measureDist=False) >= 0 for x, y in registered.places]
    )
    silent = int((visible & ~within).sum())
    present = max(1, int((visible & within).sum()))
    return silent >= PATCH_SILENCE and len(inlying) / present >= PATCH_DENSITY


def _is_concentrated(
    registered: Features, inlying: NDArray[np.float32], visible: NDArray[np.bool_], *, least: int = LEAST_PLACED
) -> bool:
    """Many points agree, all in one part of what both photos should show: a letterhead, a frame of a page, a mark with words."""
    if len(inlying) < least:
        return False
    shown = np.bincount(_place_in_grid(registered.places[visible], registered), minlength=GRID * GRID)
    agreeing = np.bincount(_place_in_grid(inlying, registered), minlength=GRID * GRID)
    rich = shown >= RICH_CELL
    count = int(rich.sum())
    if count < GRID:
        return False
    expected = count * (1 - (1 - 1 / count) ** len(inlying))
    return int((rich & (agreeing > 0)).sum()) < MOST_CONCENTRATED * expected


def _place_in_grid(places: NDArray[np.float32], picture: Features) -> NDArray[np.int64]:
    cells = np.clip(places / np.array([picture.width, picture.height]) * GRID, 0, GRID - 1).astype(np.int64)
    return np.asarray(cells[:, 0] + GRID * cells[:, 1], np.int64)
