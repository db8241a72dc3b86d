"""PDQ: 256 bits of a picture's coarse light and dark. Fast, and right about copies; it does not survive cuts and frames."""

import cv2
import numpy as np
from numpy.typing import NDArray

from museion.screening.matching.photos.decoding import Pixels
from museion.screening.matching.photos.pdq import compute_dihedral

Hash = NDArray[np.uint64]
"""Four words of 64 bits; eight rows of them for the eight ways to turn and mirror a picture."""

LEAST_QUALITY = 50
"""Below this PDQ calls its own hash unreliable: blank walls and white pages all look alike."""
HASH_SIDE = 512
MIRRORED_ROWS = (4, 5, 6, 7)


def hash_picture(pixels: Pixels) -> tuple[Hash, int]:
    """Eight hashes, the upright one first, and PDQ's own opinion of their quality, 0 to 100."""
    factor = HASH_SIDE / max(pixels.shape[:2])
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) if factor < 1 else pixels
    bits, quality = compute_dihedral(small)
    return np.ascontiguousarray(np.packbits(bits, axis=1)).view(np.uint64), quality


def measure_distances(query: Hash, registered: Hash) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """For every registered hash the fewest differing bits over the query's eight, and whether a mirrored one was nearest."""
    best = np.full(len(registered), 256, np.int64)
    mirrored = np.zeros(len(registered), bool)
    for row, turned in enumerate(query):
        distance = np.bitwise_count(registered ^ turned).sum(axis=1, dtype=np.int64)
        nearer = distance < best
        best[nearer] = distance[nearer]
        mirrored[nearer] = row in MIRRORED_ROWS
    return best, mirrored
