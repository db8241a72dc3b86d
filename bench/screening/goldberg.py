"""The signature of Wong, Bern and Goldberg (2002) as the package image-match uses it, written anew as a peer.

A 9 × 9 grid of grey means; for each point whether its eight neighbours are much darker, darker, alike, lighter or much
lighter. Distance 0 to 1; image-match calls anything below 0.45 a match.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

GRID = 9
ALIKE = 2 / 255
CUT = (5, 95)


def sign_picture(pixels: NDArray[np.uint8]) -> NDArray[np.int8]:
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.float64) / 255
    rows, columns = _trim(grey, axis=1), _trim(grey, axis=0)
    means = _average(grey, rows, columns)
    padded = np.pad(means, 1, constant_values=np.nan)
    around = [
        padded[1 + dy : 1 + dy + GRID, 1 + dx : 1 + dx + GRID] - means
        for dy in (-1, 0, 1)
        for dx in (-1, 0, 1)
        if (dy, dx) != (0, 0)
    ]
    differences = np.nan_to_num(np.stack(around, axis=2))
    return _grade(differences).ravel()


def measure_distances(signature: NDArray[np.int8], registered: NDArray[np.int8]) -> NDArray[np.float64]:
    one, many = signature.astype(np.float64), registered.astype(np.float64)
    lengths = np.linalg.norm(one) + np.linalg.norm(many, axis=1)
    return np.linalg.norm(many - one, axis=1) / np.maximum(lengths, 1e-9)


def _trim(grey: NDArray[np.float64], axis: int) -> tuple[int, int]:
    """The range that holds 90 % of the changes along the other axis."""
    change = np.cumsum(np.abs(np.diff(grey, axis=axis)).sum(axis=axis))
    low, high = np.percentile(change, CUT)
    first, last = int(np.searchsorted(change, low)), int(np.searchsorted(change, high))
    return (first, last) if last - first >= GRID + 2 else (0, len(change) - 1)


def _average(grey: NDArray[np.float64], rows: tuple[int, int], columns: tuple[int, int]) -> NDArray[np.float64]:
    half = max(1, int(0.5 + min(rows[1] - rows[0], columns[1] - columns[0]) / 20)) // 2 + 1
    centres = [np.linspace(low, high, GRID + 2).astype(int)[1:-1] for low, high in (rows, columns)]
    smooth = cv2.blur(grey, (2 * half + 1, 2 * half + 1))
    return smooth[np.ix_(*centres)]


def _grade(differences: NDArray[np.float64]) -> NDArray[np.int8]:
    grades = np.zeros(differences.shape, np.int8)
    for sign in (1, -1):
        signed = differences * sign
        changed = signed[signed > ALIKE]
        if len(changed):
            grades[signed > ALIKE] = sign
            grades[(signed > ALIKE) & (signed > np.median(changed))] = 2 * sign
    return grades
