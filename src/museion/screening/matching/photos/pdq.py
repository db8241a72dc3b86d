"""PDQ (Facebook's perceptual hash of 2019): 256 bits that say where a picture's coarse waves are above their median.

Written from its description; agrees with the reference within the two bits that a sum's order may turn. The reference is
published for Linux as source text alone, which would ask for a compiler on every machine.
"""

import math
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Grid = NDArray[np.floating[Any]]

SIDE, WAVES = 64, 16
LEAST_PIXELS = 5
"""A narrower picture has no hash: all bits are 0, and so is its quality."""
_PASSES = 2
_RED, _GREEN, _BLUE = 0.299, 0.587, 0.114
_STEPS_A_POINT = 90
"""Steps of one hundredth of white between neighbours, on the small grid, that make one point of quality."""


def _make_waves() -> Grid:
    """Cosines 1 to 16 over 64 places; the constant one, the picture's brightness, is left out."""
    places, numbers = np.arange(SIDE), np.arange(1, WAVES + 1)[:, None]
    return np.asarray(math.sqrt(2 / SIDE) * np.cos(math.pi / 2 / SIDE * numbers * (2 * places + 1)), np.float32)


_COSINES = _make_waves()
# Turned over, a wave of an odd number changes its sign.
_SIGNS = np.where(np.arange(1, WAVES + 1) % 2, -1, 1).astype(np.float32)
_DOWN, _ACROSS = _SIGNS[:, None], _SIGNS[None, :]


def compute_dihedral(pixels: NDArray[np.integer[Any] | np.floating[Any]]) -> tuple[NDArray[np.uint8], int]:
    """Eight rows of 256 bits (turned by 0, 90, 180, 270 degrees, then the four mirrored ones), and a quality of 0 to 100."""
    if min(pixels.shape[:2]) < LEAST_PIXELS:
        return np.zeros((8, WAVES * WAVES), np.uint8), 0
    small = _shrink(np.asarray(pixels @ np.array((_RED, _GREEN, _BLUE), np.float32), np.float32))
    found = _COSINES @ small @ _COSINES.T
    turned = found.T
    ways = (
        found,
        turned * _DOWN,
        found * _DOWN * _ACROSS,
        turned * _ACROSS,
        found * _DOWN,
        found * _ACROSS,
        turned,
        turned * _DOWN * _ACROSS,
    )
    return np.stack([_cut(way) for way in ways]), _judge(small)


def _shrink(light: Grid) -> Grid:
    """Blurred twice by half of what becomes one place of the grid, then read at the middles."""
    rows, columns = light.shape
    if (rows, columns) != (SIDE, SIDE):
        window = _measure_window(columns), _measure_window(rows)
        counts = _add_around(np.ones_like(light), window)
        for _ in range(_PASSES):
            light = _add_around(light, window) / counts
    middles = np.arange(SIDE) + 0.5
    return light[np.ix_((middles * rows / SIDE).astype(int), (middles * columns / SIDE).astype(int))]


def _add_around(light: Grid, window: tuple[int, int]) -> Grid:
    """Beyond the edges is nothing."""
    middle = (window[0] - 1) // 2, (window[1] - 1) // 2
    held = cv2.boxFilter(light, -1, window, anchor=middle, normalize=False, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(held, np.float32)


def _measure_window(pixels: int) -> int:
    return (pixels + 2 * SIDE - 1) // (2 * SIDE)


def _cut(waves: Grid) -> NDArray[np.uint8]:
    """1 above the lower median; the highest waves first."""
    flat = waves.ravel()
    median = np.partition(flat, flat.size // 2 - 1)[flat.size // 2 - 1]
    return np.asarray((flat > median)[::-1], np.uint8)


def _judge(small: Grid) -> int:
    steps = [np.abs(np.trunc(np.diff(small, axis=axis) * 100 / 255)).sum() for axis in (0, 1)]
    return min(int(sum(steps)) // _STEPS_A_POINT, 100)
