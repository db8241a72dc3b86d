"""Things in relief: masks, figures, coins, medals, dishes. A height over the plane, lit from above left."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from museion.heritage.sample.drawing.canvas import (
    SIDE,
    Chance,
    Floats,
    cast_shadow,
    cut_grain,
    make_ground,
    paste_centred,
)
from museion.heritage.sample.drawing.ornament import choose_palette, make_bands, make_motif


def draw_mask(random: Chance, form: str, palette: str, *, turn: float) -> Image.Image:
    """Half a face is shaped and mirrored: brow, nose, eyes, mouth, and the lines cut into it."""
    tall, half = 380, int(random.integers(116, 150))
    y = np.linspace(-1, 1, tall, dtype=np.float32)[:, None]
    x = np.linspace(0, 1, half, dtype=np.float32)[None, :]
    long = float(random.uniform(0.0, 0.35))
    body = 1 - (x * (1 + long * np.maximum(y, 0))) ** 2 - np.abs(y) ** float(random.uniform(2, 3.4))
    height = 0.9 * np.sqrt(body.clip(0, 1))
    nose = float(random.uniform(0.05, 0.09))
    height += 0.34 * np.exp(-((x / nose) ** 2) - ((y - 0.12) / 0.22) ** 2)
    height += 0.20 * np.exp(-(((y + 0.24 + 0.2 * x) / 0.07) ** 2)) * (x < 0.8)
    height += 0.14 * np.exp(-(((x - 0.5) / 0.2) ** 2) - ((y - 0.22) / 0.16) ** 2)
    numbers = make_bands(random, tall, half * 4)[:, :half] * (random.random() < 0.85)
    quiet = (np.abs(y - 0.1) < float(random.uniform(0.15, 0.3))) & (x < 0.72)
    numbers = np.where(quiet, 0, numbers)
    hole = ((x - 0.42) / float(random.uniform(0.13, 0.22))) ** 2 + (
        (y + 0.08) / float(random.uniform(0.035, 0.08))
    ) ** 2 < 1
    hole |= (x / float(random.uniform(0.2, 0.4))) ** 2 + ((y - 0.56) / float(random.uniform(0.04, 0.11))) ** 2 < 1
    return _light(random, palette, height, numbers, hole, body > 0)


def draw_figure(random: Chance, form: str, palette: str, *, turn: float) -> Image.Image:
    """A standing or sitting figure of rounded parts, the same on both sides."""
    tall, half = 390, 130
    y = np.linspace(-1, 1, tall, dtype=np.float32)[:, None]
    x = np.linspace(0, 0.67, half, dtype=np.float32)[None, :]
    height = np.zeros((tall, half), np.float32)
    wide, head = float(random.uniform(0.24, 0.4)), float(random.uniform(0.14, 0.22))
    parts = (
        (0.0, -0.72, head, head * 1.2),
        (0.0, -0.1, wide, 0.42),
        (0.0, 0.32, wide * float(random.uniform(1.0, 1.5)), 0.3),
        (wide * 0.5, 0.7, 0.14, 0.32),
        (wide * float(random.uniform(0.8, 1.15)), -0.05, 0.09, 0.36),
        (0.13, 0.93, 0.2, 0.08),
        (head * 0.9, -0.72, 0.05, 0.08),
        (0.0, -0.95, head * float(random.uniform(0.3, 0.9)), 0.12),
    )
    for across, down, broad, high in parts:
        body = 1 - ((x - across) / broad) ** 2 - ((y - down) / high) ** 2
        height = np.maximum(height, np.sqrt(body.clip(0, 1)) * min(broad, 0.3) * 2.4)
    numbers = make_bands(random, tall, half * 5)[:, :half]
    numbers = np.where((y > -0.45) & (y < float(random.uniform(0.2, 0.7))), numbers, 0)
    hole = ((x - head * 0.42) / 0.04) ** 2 + ((y + 0.74) / 0.022) ** 2 < 1
    return _light(random, palette, height, numbers, hole, height > 0)


def _light(
    random: Chance, palette: str, height: Floats, numbers: np.ndarray, hole: np.ndarray, inside: np.ndarray
) -> Image.Image:
    whole = [np.concatenate([part[:, ::-1], part], axis=1) for part in (height, numbers, hole, inside)]
    tall, wide = whole[0].shape
    colours = choose_palette(random, palette)
    down, right = np.gradient(whole[0] * 42)
    light = (0.78 - 0.34 * right.clip(-1.6, 1.6) - 0.24 * down.clip(-1.6, 1.6)).clip(0.16, 1.5)
    light = (light + cut_grain(random, tall, wide) * 0.12) * np.where(whole[2], 0.12, 1)
    pixels = np.clip(colours[whole[1].astype(np.intp)] * light[..., None], 0, 255).astype(np.uint8)
    picture = make_ground(random)
    cast_shadow(picture, (SIDE // 2 + 14, SIDE // 2 + tall // 2 + 12), int(wide * 1.1), 70)
    alpha = Image.fromarray((whole[3] * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.8))
    paste_centred(picture, pixels, np.asarray(alpha), (SIDE // 2, SIDE // 2 + 6))
    return picture


def draw_disc(random: Chance, form: str, palette: str, *, turn: float) -> Image.Image:
    """A coin, medal or dish: a rim, a ring of signs, an emblem in the middle; `turn` chooses the side."""
    side = 340
    relief = _emboss(random, side, turn)
    y, x = np.mgrid[0:side, 0:side].astype(np.float32) - side / 2
    radius = np.hypot(x, y) * (
        1 + 0.02 * np.sin(np.arctan2(y, x) * int(random.integers(2, 6)) + float(random.uniform(0, 6)))
    )
    colours = choose_palette(random, palette)
    height = relief + 10 * np.exp(-(((radius - 156) / 5) ** 2))
    down, right = np.gradient(height)
    sheen = 0.12 * (x + y) / side if palette == "metal" else 0.06 * (x + y) / side
    light = (0.92 - 0.11 * right - 0.11 * down - sheen + cut_grain(random, side, side) * 0.14).clip(0.2, 1.6)
    numbers = (relief > 7).astype(np.intp) * (0 if palette == "metal" else int(random.integers(1, 4)))
    pixels = np.clip(colours[numbers] * light[..., None], 0, 255).astype(np.uint8)
    alpha = (255 * (163 - radius).clip(0, 1)).astype(np.uint8)
    picture = make_ground(random)
    cast_shadow(picture, (SIDE // 2 + 10, SIDE // 2 + 14), 460, 480)
    if form == "pendant":
        ImageDraw.Draw(picture).arc((176, -60, 336, 112), 0, 180, fill=(90, 60, 40), width=6)
    paste_centred(picture, pixels, alpha, (SIDE // 2, SIDE // 2 + (10 if form == "pendant" else 0)))
    return picture


def _emboss(random: Chance, side: int, turn: float) -> Floats:
    """Signs and dots around, a large sign in the middle, as heights."""
    plate = Image.new("L", (side, side), 0)
    signs = int(random.integers(12, 30))
    for number in range(signs):
        angle = 2 * np.pi * (number / signs + turn)
        sign = Image.fromarray(((make_motif(random, 5, 5) > 0) * 220).astype(np.uint8)).resize(
            (20, 20), Image.Resampling.NEAREST
        )
        place = side / 2 + 128 * np.array([np.cos(angle), np.sin(angle)]) - 10
        plate.paste(sign, (int(place[0]), int(place[1])))
    cells = int(random.integers(9, 14))
    emblem = Image.fromarray(((make_motif(random, cells, cells) > 0) * 255).astype(np.uint8))
    large = emblem.resize((144, 144), Image.Resampling.BICUBIC)
    plate.paste(large, (side // 2 - 72, side // 2 - 72))
    draw = ImageDraw.Draw(plate)
    for ring in sorted(random.choice([84, 92, 100, 106, 148], 2, replace=False)):
        draw.ellipse((side // 2 - ring, side // 2 - ring, side // 2 + ring, side // 2 + ring), outline=200, width=3)
    return np.asarray(np.asarray(plate.filter(ImageFilter.GaussianBlur(1.6)), np.float32) / 18, np.float32)
