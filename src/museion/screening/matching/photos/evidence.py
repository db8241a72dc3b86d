"""Both photos side by side with the points that agree, so that a person sees what the program saw."""

import cv2
import numpy as np

from museion.screening.matching.photos.decoding import Pixels
from museion.screening.matching.photos.matches import PhotoMatch, Point

BOX = (960, 720)
"""The width and height that each photo must fit into."""
GAP = 12
MOST_LINES = 60
PAPER = (255, 255, 255)
COLOURS = ((0, 114, 178), (213, 94, 0), (0, 158, 115), (204, 121, 167), (230, 159, 0), (86, 180, 233))
"""Okabe and Ito's colours, which colour-blind readers tell apart."""


def draw_evidence(query: Pixels, registered: Pixels, match: PhotoMatch) -> bytes:
    """A PNG: the query on the left, the registered photo on the right, every pair of points joined by a line."""
    left, right = _fit(query), _fit(registered)
    beside = left.shape[1] + GAP
    sheet = np.full((max(left.shape[0], right.shape[0]), beside + right.shape[1], 3), PAPER, np.uint8)
    sheet[: left.shape[0], : left.shape[1]] = left
    sheet[: right.shape[0], beside:] = right
    step = max(1, len(match.evidence) // MOST_LINES)
    for number, pair in enumerate(match.evidence[::step]):
        colour = COLOURS[number % len(COLOURS)]
        start = _place(pair.query, left, 0)
        end = _place(pair.registered, right, beside)
        cv2.line(sheet, start, end, colour, 1, cv2.LINE_AA)
        for place in (start, end):
            cv2.circle(sheet, place, 4, PAPER, -1, cv2.LINE_AA)
            cv2.circle(sheet, place, 4, colour, 2, cv2.LINE_AA)
    _, encoded = cv2.imencode(".png", np.ascontiguousarray(sheet[:, :, ::-1]))
    return encoded.tobytes()


def _place(point: Point, picture: Pixels, beside: int) -> tuple[int, int]:
    return beside + round(point[0] * picture.shape[1]), round(point[1] * picture.shape[0])


def _fit(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    factor = min(BOX[0] / width, BOX[1] / height)
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, size, interpolation=how), np.uint8)
