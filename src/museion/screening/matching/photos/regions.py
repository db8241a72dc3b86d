"""The pictures on a page: a catalogue page, a screenshot or a cut-out on white is also looked at piece by piece."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from museion.screening.matching.photos.decoding import Pixels

WORK_SIDE = 400
PAPER_TOLERANCE = 14
LEAST_PAPER_SHARE = 0.3
LEAST_AREA, MOST_AREA = 0.04, 0.8
LEAST_FILL = 0.55
MOST_REGIONS = 4


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a picture, in shares of its sides."""

    left: float
    top: float
    width: float
    height: float

    def cut(self, pixels: Pixels) -> Pixels:
        height, width = pixels.shape[:2]
        rows = slice(int(self.top * height), int((self.top + self.height) * height))
        columns = slice(int(self.left * width), int((self.left + self.width) * width))
        return np.ascontiguousarray(pixels[rows, columns])

    def frame(self, width: float, height: float) -> tuple[float, float, float, float]:
        """Left, top, right and bottom edge of the whole in the coordinates of this part, which is so wide and high."""
        left, top = -self.left / self.width * width, -self.top / self.height * height
        return left, top, left + width / self.width, top + height / self.height

    def locate(self, x: float, y: float) -> tuple[float, float]:
        """A place in the region as a place in the whole."""
        return self.left + x * self.width, self.top + y * self.height


WHOLE = Region(0.0, 0.0, 1.0, 1.0)


def find_regions(pixels: Pixels) -> list[Region]:
    """The largest well-filled rectangles on an even ground; none when the picture has no even ground."""
    factor = WORK_SIDE / max(pixels.shape[:2])
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) if factor < 1 else pixels
    ground = _find_ground(np.asarray(small, np.uint8))
    if ground is None:
        return []
    covered = cv2.morphologyEx((~ground).astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    covered = cv2.morphologyEx(covered, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(covered, connectivity=4)
    height, width = ground.shape
    regions = []
    for left, top, wide, tall, area in boxes[1:].tolist():
        share = wide * tall / (width * height)
        shaped = min(wide, tall) * 5 > max(wide, tall)
        if LEAST_AREA < share < MOST_AREA and shaped and area > LEAST_FILL * wide * tall:
            regions.append(Region(left / width, top / height, wide / width, tall / height))
    return sorted(regions, key=lambda region: -region.width * region.height)[:MOST_REGIONS]


def _find_ground(small: Pixels) -> NDArray[np.bool_] | None:
    """Pixels of the commonest colour, if it is common enough to be paper or a wall of one colour."""
    coarse = (small >> 4).astype(np.int64)
    codes = (coarse[:, :, 0] << 8) | (coarse[:, :, 1] << 4) | coarse[:, :, 2]
    commonest = np.bincount(codes.ravel()).argmax()
    colour = small[codes == commonest].mean(axis=0)
    ground = np.asarray((np.abs(small - colour) <= PAPER_TOLERANCE).all(axis=2))
    return ground if float(ground.mean()) >= LEAST_PAPER_SHARE else None
