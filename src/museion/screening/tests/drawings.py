"""Invented pictures, drawn by number: the same number gives the same picture."""

import io

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from museion.screening.matching.photos import Picture, decode_picture

Pixels = NDArray[np.uint8]


def draw_painting(number: int, height: int = 360, width: int = 480) -> Pixels:
    """Overlapping shapes of many sizes over a rough ground."""
    random = np.random.default_rng(number)
    ground = cv2.GaussianBlur(random.normal(0, 40, (height, width, 3)), (0, 0), 6) * 3 + random.integers(60, 190, 3)
    canvas = np.ascontiguousarray(np.clip(ground, 0, 255).astype(np.uint8))
    for _ in range(90):
        colour = tuple(int(value) for value in random.integers(0, 255, 3))
        centre = (int(random.integers(0, width)), int(random.integers(0, height)))
        size = int(random.integers(4, 50))
        corners = (np.array(centre) + random.integers(-size, size, (int(random.integers(3, 7)), 2))).astype(np.int32)
        cv2.fillPoly(canvas, [corners], colour)
        cv2.ellipse(canvas, centre, (size, max(2, size // 3)), float(random.uniform(0, 180)), 0, 270, colour[::-1], 2)
    return np.clip(canvas + random.normal(0, 4, canvas.shape), 0, 255).astype(np.uint8)


def draw_vessel(number: int, ground: Pixels) -> Pixels:
    """An object in the middle of a photo, in front of this ground."""
    photo = ground.copy()
    height, width = photo.shape[:2]
    body = cv2.resize(draw_painting(number), (width // 2, int(height * 0.55)))
    mask = np.zeros(body.shape[:2], np.uint8)
    cv2.ellipse(
        mask, (body.shape[1] // 2, body.shape[0] // 2), (body.shape[1] // 2, body.shape[0] // 2), 0, 0, 360, 1, -1
    )
    top, left = (height - body.shape[0]) // 2, (width - body.shape[1]) // 2
    inside = photo[top : top + body.shape[0], left : left + body.shape[1]]
    inside[mask > 0] = body[mask > 0]
    return photo


def draw_pebble(number: int, ground: Pixels) -> Pixels:
    """A smooth thing in front of this ground: shaded, with hardly a point of its own."""
    random = np.random.default_rng(number)
    height, width = ground.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width]
    across, down = (columns - width / 2) / (width * random.uniform(0.17, 0.24)), (rows - height / 2) / (height * 0.24)
    bent = across + 0.5 * np.sin(random.uniform(1, 3) * down + random.uniform(0, 6))
    inside = bent**2 + down**2 < 1
    light = 1 - 0.6 * np.clip(bent * np.cos(number) + down * np.sin(number), -1, 1)
    photo = ground.copy()
    photo[inside] = np.clip(random.integers(60, 150, 3) * light[inside][:, None], 0, 255).astype(np.uint8)
    return photo


def stamp(photo: Pixels, mark: Pixels, share: float = 0.22) -> Pixels:
    """A mark in the lower right corner, as dealers put it there."""
    marked = photo.copy()
    width = int(photo.shape[1] * share)
    small = cv2.resize(mark, (width, width * mark.shape[0] // mark.shape[1]), interpolation=cv2.INTER_AREA)
    marked[-small.shape[0] - 8 : -8, -small.shape[1] - 8 : -8] = small
    return marked


def make_picture(pixels: Pixels) -> Picture:
    return decode_picture(encode(pixels))


def encode(pixels: Pixels, kind: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, kind, **options)
    return buffer.getvalue()
