"""Grounds with soft light, grain, shadows: made once a process, used by every picture."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

SIDE = 512
Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]
Chance = np.random.Generator
Colour = tuple[int, int, int]

GROUNDS: tuple[Colour, ...] = (
    (226, 222, 214),
    (205, 208, 210),
    (188, 180, 168),
    (120, 124, 128),
    (58, 62, 70),
    (40, 40, 42),
    (92, 70, 62),
    (150, 164, 160),
)


@cache
def make_grain(kind: int = 0) -> Floats:
    """Cloudy noise around 0 over the whole picture, from -1 to 1."""
    random = np.random.default_rng(7919 + kind)
    total: Any = np.zeros((SIDE, SIDE), np.float32)
    for cells, weight in ((8, 0.5), (32, 0.3), (128, 0.2)):
        coarse = Image.fromarray(random.integers(0, 255, (cells, cells), dtype=np.uint8))
        fine = np.asarray(coarse.resize((SIDE, SIDE), Image.Resampling.BICUBIC), np.float32)
        total = total + weight * (fine / 127.5 - 1)
    return np.asarray(total, np.float32)


def cut_grain(random: Chance, height: int, width: int, kind: int = 0) -> Floats:
    """A piece of the grain from somewhere, so that two surfaces are never worn alike."""
    top, left = random.integers(0, SIDE - height + 1), random.integers(0, SIDE - width + 1)
    return make_grain(kind)[top : top + height, left : left + width]


def make_ground(random: Chance) -> Image.Image:
    return _light_ground(int(random.integers(len(GROUNDS)))).copy()


@cache
def _light_ground(number: int) -> Image.Image:
    """Light from above left, a horizon where wall and table meet, darker corners."""
    y, x = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32) / SIDE
    light = 1.1 - 0.55 * np.hypot(x - 0.38, y - 0.35) ** 1.6
    light = light + np.where(y > 0.78, 0.05, 0) + make_grain(1) * 0.012
    pixels = np.clip(np.array(GROUNDS[number], np.float32) * light[..., None], 0, 255)
    return Image.fromarray(pixels.astype(np.uint8)).filter(ImageFilter.GaussianBlur(2))


@cache
def _shadow() -> Image.Image:
    picture = Image.new("L", (128, 32), 0)
    ImageDraw.Draw(picture).ellipse((20, 8, 108, 24), fill=150)
    return picture.filter(ImageFilter.GaussianBlur(5))


def cast_shadow(picture: Image.Image, centre: tuple[int, int], width: int, height: int) -> None:
    mask = _shadow().resize((max(width, 2), max(height, 2)))
    picture.paste((12, 10, 10), (centre[0] - width // 2, centre[1] - height // 2), mask)


def paste_centred(picture: Image.Image, pixels: Pixels, alpha: Pixels, centre: tuple[int, int]) -> None:
    height, width = alpha.shape
    place = (centre[0] - width // 2, centre[1] - height // 2)
    picture.paste(Image.fromarray(pixels), place, Image.fromarray(alpha))
