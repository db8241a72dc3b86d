"""Local features: where a picture has something to recognise, and how it looks there.

RootSIFT (Arandjelović and Zisserman 2012) with OpenCV's detector. Which points are kept decides how a blurred, dim or
distant photo is found: coarse points survive what fine ones do not, so points are ranked by contrast times size. Measured
on 24 paintings, a phone photo keeps 48 verified points instead of 17, and a small one 178 instead of 82.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from museion.screening.matching.photos.decoding import Pixels
from museion.screening.matching.photos.descriptors import mirror_descriptors, transform_descriptors

Floats = NDArray[np.float32]

REGISTERED_SIDES, REGISTERED_COUNT = (512, 512), 500
QUERY_SIDES, QUERY_COUNT = (640, 800), 1500
"""The longer side is brought between these two: a query may show the object small, but enlarging finds nothing new."""
LEAST_LARGE_SIDE = 1000
LARGE_SIDES, LARGE_COUNT = (1000, 1000), 3000
"""A large photo may be one of a room, where a tenth of the frame counts. Of 24 dim walls, 23 pictures have 12 agreeing points,
as many as at 1,280 pixels for two thirds of the time, against 21 at 800."""
CONTRAST = 0.01
MOST_ENLARGED = 4.0


@dataclass(frozen=True, slots=True)
class Features:
    """Points of one picture, the strongest first; places are in pixels of a picture of `width` × `height`."""

    places: Floats
    sizes: Floats
    angles: Floats
    descriptors: Floats
    width: int
    height: int

    def __len__(self) -> int:
        return len(self.sizes)

    def take(self, chosen: NDArray[np.intp] | NDArray[np.bool_] | slice) -> "Features":
        return Features(
            self.places[chosen],
            self.sizes[chosen],
            self.angles[chosen],
            self.descriptors[chosen],
            self.width,
            self.height,
        )

    def mirror(self) -> "Features":
        """The features that the mirrored picture would have, without looking at it again."""
        places = self.places.copy()
        places[:, 0] = self.width - 1 - places[:, 0]
        angles = (180.0 - self.angles) % 360.0
        return Features(places, self.sizes, angles, mirror_descriptors(self.descriptors), self.width, self.height)


def extract_registered(pixels: Pixels) -> Features:
    return extract_features(pixels, sides=REGISTERED_SIDES, count=REGISTERED_COUNT)


def extract_query(pixels: Pixels) -> Features:
    """More points on a larger picture: the object may fill only a part of it."""
    is_large = max(pixels.shape[:2]) >= LEAST_LARGE_SIDE
    sides, count = (LARGE_SIDES, LARGE_COUNT) if is_large else (QUERY_SIDES, QUERY_COUNT)
    return extract_features(pixels, sides=sides, count=count)


def extract_features(pixels: Pixels, *, sides: tuple[int, int], count: int) -> Features:
    grey = _resize(np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8), sides)
    detector = cv2.SIFT.create(0, contrastThreshold=CONTRAST)
    points = sorted(detector.detect(grey, None), key=lambda point: -point.response * point.size)[:count]
    height, width = grey.shape[:2]
    if not points:
        empty = np.zeros(0, np.float32)
        return Features(empty.reshape(0, 2), empty, empty, transform_descriptors(empty.reshape(0, 128)), width, height)
    _, raw = detector.compute(grey, points)
    return Features(
        places=np.array([point.pt for point in points], np.float32),
        sizes=np.array([point.size for point in points], np.float32),
        angles=np.array([point.angle for point in points], np.float32),
        descriptors=transform_descriptors(np.asarray(raw, np.float32)),
        width=width,
        height=height,
    )


def _resize(grey: Pixels, sides: tuple[int, int]) -> Pixels:
    longer = max(grey.shape[:2])
    factor = min(max(sides[0], min(longer, sides[1])) / longer, MOST_ENLARGED)
    width, height = (max(1, round(length * factor)) for length in (grey.shape[1], grey.shape[0]))
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(grey, (width, height), interpolation=how), np.uint8)
