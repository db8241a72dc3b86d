"""Paintings in a frame: landscapes, portraits, still lifes."""

from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from museion.heritage.sample.drawing.canvas import SIDE, Chance, Colour, Floats, cast_shadow, cut_grain, make_ground
from museion.heritage.sample.drawing.ornament import PALETTES, choose_palette

_SKIES = ((150, 190, 220), (236, 190, 140), (190, 160, 190), (120, 150, 160), (226, 214, 180), (90, 100, 130))
_LANDS = ((60, 84, 60), (120, 96, 60), (70, 60, 80), (40, 70, 84), (150, 120, 70))
_SKINS = ((232, 196, 164), (204, 156, 116), (160, 110, 76), (112, 72, 50), (84, 54, 40))


def draw_painting(random: Chance, form: str, palette: str, *, turn: float) -> Image.Image:
    width, height = (372, 284) if form == "landscape" else (280, 364) if form == "portrait" else (360, 300)
    canvas = {"landscape": _paint_landscape, "portrait": _paint_portrait}.get(form, _paint_still_life)(
        random, width, height
    )
    worn = np.asarray(canvas, np.float32) * (
        0.97 + (cut_grain(random, height, width) * 0.08 + _brush(height, width))[..., None]
    )
    painted = Image.fromarray(np.clip(worn, 0, 255).astype(np.uint8))
    return _frame(random, painted)


@cache
def _brush(height: int, width: int) -> Floats:
    noise = np.random.default_rng(5).normal(0, 1, (height, width)).astype(np.float32)
    return np.asarray((noise + np.roll(noise, 1, 1) + np.roll(noise, 2, 1) + np.roll(noise, 3, 1)) * 0.018, np.float32)


def _vary(random: Chance, colour: Colour, spread: float = 16) -> Colour:
    red, green, blue = (np.array(colour) + random.normal(0, spread, 3)).clip(0, 255).astype(int)
    return int(red), int(green), int(blue)


def _paint_landscape(random: Chance, width: int, height: int) -> Image.Image:
    """Sky, sun, ranges that fade with distance, water or field, a few trees or towers."""
    sky = _vary(random, _SKIES[int(random.integers(len(_SKIES)))])
    land = _vary(random, _LANDS[int(random.integers(len(_LANDS)))])
    fade = np.linspace(0.72, 1.12, height, dtype=np.float32)[:, None, None]
    picture = Image.fromarray(np.clip(np.array(sky, np.float32) * np.repeat(fade, width, 1), 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(picture)
    sun, size = int(random.integers(30, width - 30)), int(random.integers(10, 30))
    high = int(random.integers(30, 110))
    draw.ellipse((sun - size, high - size, sun + size, high + size), fill=_vary(random, (250, 230, 190), 8))
    layers = int(random.integers(3, 6))
    for layer in range(layers):
        near = (layer + 1) / layers
        base = height * (0.38 + 0.5 * layer / layers)
        shore = _make_ridge(random, width, base, 60 * (1 - 0.6 * near))
        colour = tuple(int(s * (1 - near) + g * near) for s, g in zip(sky, land, strict=True))
        draw.polygon([(0, height), *enumerate(shore), (width, height)], fill=colour)
        if layer >= layers - 2:
            _plant(random, draw, shore, land, near)
    return picture.filter(ImageFilter.SMOOTH)


def _make_ridge(random: Chance, width: int, base: float, rise: float) -> list[float]:
    knots = random.uniform(-1, 1, int(random.integers(5, 12)))
    fine = np.interp(np.linspace(0, len(knots) - 1, width), np.arange(len(knots)), knots)
    waves = 0.12 * np.sin(np.arange(width) * random.uniform(0.05, 0.3))
    return [float(value) for value in base + rise * (fine + waves)]


def _plant(random: Chance, draw: ImageDraw.ImageDraw, shore: list[float], land: Colour, near: float) -> None:
    for _ in range(int(random.integers(3, 12))):
        x = int(random.integers(0, len(shore)))
        size = int((10 + 26 * random.random()) * near)
        foot, dark = shore[x] + 3, _vary(random, (land[0] // 2, land[1] // 2, land[2] // 2), 10)
        if random.random() < 0.25:
            draw.rectangle((x - size // 4, foot - size * 1.4, x + size // 4, foot), fill=_vary(random, (190, 170, 140)))
            draw.polygon(
                [(x - size // 3, foot - size * 1.4), (x, foot - size * 1.9), (x + size // 3, foot - size * 1.4)],
                fill=dark,
            )
        else:
            draw.line((x, foot, x, foot - size), fill=dark, width=2)
            draw.ellipse((x - size // 2, foot - size * 1.6, x + size // 2, foot - size * 0.5), fill=dark)


def _paint_portrait(random: Chance, width: int, height: int) -> Image.Image:
    back = _vary(random, ((70, 60, 52), (50, 70, 66), (90, 80, 100), (130, 110, 84))[int(random.integers(4))])
    picture = Image.new("RGB", (width, height), back)
    draw = ImageDraw.Draw(picture)
    skin, cloth = _vary(random, _SKINS[int(random.integers(5))], 8), choose_palette(random, "dye").astype(int)
    middle, top = width // 2 + int(random.integers(-18, 18)), int(random.integers(70, 104))
    wide, tall = int(random.integers(46, 58)), int(random.integers(64, 78))
    dark = _vary(random, (50, 36, 28), 24)
    shade = tuple(int(value * 0.78) for value in skin)
    for ring, colour in ((16, dark), (9, dark)):
        draw.ellipse((middle - wide - ring, top - ring - 8, middle + wide + ring, top + 2 * tall - 10), fill=colour)
    draw.ellipse((middle - 118, top + 2 * tall, middle + 118, height + 160), fill=tuple(cloth[0]))
    draw.rectangle((middle - 22, top + tall + 30, middle + 22, top + 2 * tall + 26), fill=shade)
    draw.polygon(
        [(middle - 54, top + 2 * tall + 14), (middle, top + 2 * tall + 80), (middle + 54, top + 2 * tall + 14)],
        fill=tuple(cloth[2]),
    )
    draw.ellipse((middle - wide, top, middle + wide, top + 2 * tall), fill=shade)
    draw.ellipse((middle - wide, top, middle + wide - 16, top + 2 * tall - 4), fill=skin)
    _paint_face(random, draw, (middle - 5, top + tall - 6), wide, dark, shade)
    for row in range(top + 2 * tall + 50, height, int(random.integers(16, 30))):
        draw.arc(
            (middle - 130, row, middle + 130, row + 120),
            180,
            360,
            fill=tuple(cloth[int(random.integers(1, 4))]),
            width=5,
        )
    return picture.filter(ImageFilter.GaussianBlur(1.6))


def _paint_face(
    random: Chance, draw: ImageDraw.ImageDraw, eyes: tuple[int, int], wide: int, dark: Colour, shade: tuple[int, ...]
) -> None:
    x, y = eyes
    apart, mouth = wide // 2 - 2, int(random.integers(10, 18))
    for side in (-1, 1):
        at = x + side * apart
        draw.ellipse((at - 9, y - 4, at + 9, y + 5), fill=(236, 230, 222))
        draw.ellipse((at - 4, y - 4, at + 4, y + 4), fill=dark)
        draw.arc((at - 13, y - 16, at + 13, y + 8), 200, 340, fill=dark, width=3)
    draw.line((x + 3, y + 2, x + 7, y + 28), fill=shade, width=4)
    draw.line((x - 3, y + 30, x + 8, y + 29), fill=shade, width=3)
    draw.ellipse((x - mouth, y + 42, x + mouth, y + 51), fill=_vary(random, (160, 70, 66), 12))


def _paint_still_life(random: Chance, width: int, height: int) -> Image.Image:
    back, table = _vary(random, (80, 72, 66), 26), _vary(random, (150, 120, 90), 26)
    picture = Image.new("RGB", (width, height), back)
    draw = ImageDraw.Draw(picture)
    edge = int(height * random.uniform(0.58, 0.68))
    draw.rectangle((0, edge, width, height), fill=table)
    colours = [tuple(int(v) for v in row) for row in choose_palette(random, list(PALETTES)[int(random.integers(3))])]
    x, tall = int(random.integers(70, width - 70)), int(random.integers(90, 150))
    draw.polygon(
        [
            (x - 14, edge - tall),
            (x + 14, edge - tall),
            (x + 18, edge - tall + 24),
            (x + 46, edge - 20),
            (x + 30, edge + 34),
            (x - 30, edge + 34),
            (x - 46, edge - 20),
            (x - 18, edge - tall + 24),
        ],
        fill=colours[0],
    )
    draw.polygon(
        [
            (x - 46, edge - 20),
            (x - 30, edge + 34),
            (x - 22, edge + 34),
            (x - 30, edge - 24),
            (x - 14, edge - tall + 30),
        ],
        fill=tuple(min(255, int(v * 1.25)) for v in colours[0]),
    )
    for _ in range(int(random.integers(5, 11))):
        size = int(random.integers(14, 30))
        at, low = int(random.integers(20, width - 20)), int(random.integers(edge + 6, height - 14))
        fruit = _vary(
            random,
            ((190, 50, 40), (220, 150, 40), (120, 140, 50), (96, 40, 70), (226, 196, 90))[int(random.integers(5))],
            12,
        )
        draw.ellipse(
            (at - size, low - size // 4, at + size + 10, low + size // 4 + 4), fill=tuple(v // 2 for v in table)
        )
        for part, factor in ((1.0, 0.7), (0.82, 1.0), (0.3, 1.3)):
            r, off = int(size * part), int(size * (1 - part) * 0.5)
            draw.ellipse(
                (at - r - off, low - size - r - off + size // 3, at + r - off, low - size + r - off + size // 3),
                fill=tuple(min(255, int(v * factor)) for v in fruit),
            )
    return picture.filter(ImageFilter.GaussianBlur(1.3))


def _frame(random: Chance, painted: Image.Image) -> Image.Image:
    picture = make_ground(random)
    width, height = painted.size
    left, top = (SIDE - width) // 2, (SIDE - height) // 2
    cast_shadow(picture, (SIDE // 2 + 8, SIDE // 2 + 14), int(width * 1.7), int(height * 1.75))
    draw = ImageDraw.Draw(picture)
    wood = ((176, 140, 70), (70, 46, 30), (40, 36, 34), (206, 190, 160))[int(random.integers(4))]
    for step in range(24, 0, -3):
        glow = 0.7 + 0.5 * abs(np.sin(step / 4.2))
        colour = tuple(min(255, int(value * glow)) for value in wood)
        draw.rectangle((left - step, top - step, left + width + step - 1, top + height + step - 1), fill=colour)
    picture.paste(painted, (left, top))
    return picture
