"""Flat things: textiles, tiles, leaves of manuscripts."""

from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from museion.heritage.sample.drawing.canvas import SIDE, Chance, Floats, cast_shadow, cut_grain, make_ground
from museion.heritage.sample.drawing.ornament import choose_palette, make_field, make_motif


def draw_textile(random: Chance, form: str, palette: str, *, turn: float) -> Image.Image:
    """A woven field, thread by thread, with fringes above and below."""
    picture = make_ground(random)
    colours = choose_palette(random, palette)
    columns, rows = (62, 84) if form == "carpet" else (72, 72) if form == "shawl" else (52, 88)
    cells = make_field(random, rows, columns)
    cell = 4 if rows > 80 else 5
    woven = np.kron(cells, np.ones((cell, cell), np.uint8))
    height, width = woven.shape
    light = _weave(height, width, cell) + cut_grain(random, height, width) * 0.12
    pixels = np.clip(colours[woven] * light[..., None], 0, 255).astype(np.uint8)
    left, top = (SIDE - width) // 2, (SIDE - height) // 2
    cast_shadow(picture, (SIDE // 2 + 8, SIDE // 2 + 10), int(width * 1.5), int(height * 1.5))
    _add_fringe(random, picture, colours, (left, top, width, height))
    picture.paste(Image.fromarray(pixels), (left, top))
    return picture


@cache
def _weave(height: int, width: int, cell: int) -> Floats:
    y, x = np.mgrid[0:height, 0:width]
    return np.asarray(0.92 + 0.10 * ((x // 2 + y // 2) % 2) - 0.10 * (y % cell == 0), np.float32)


def _add_fringe(random: Chance, picture: Image.Image, colours: Floats, box: tuple[int, int, int, int]) -> None:
    left, top, width, height = box
    draw = ImageDraw.Draw(picture)
    thread = tuple(int(value) for value in colours[2])
    for x in range(left + 2, left + width, 5):
        ends = random.integers(8, 18, 2)
        draw.line((x, top - int(ends[0]), x + int(ends[1]) % 3 - 1, top), fill=thread, width=2)
        draw.line((x, top + height, x + int(ends[0]) % 3 - 1, top + height + int(ends[1])), fill=thread, width=2)


def draw_tile(random: Chance, form: str, palette: str, *, turn: float) -> Image.Image:
    """Four mirrored quarters of leaves and stars under a glaze."""
    picture = make_ground(random)
    colours = choose_palette(random, palette)
    half = 168
    y, x = np.mgrid[0:half, 0:half].astype(np.float32) / half
    angle, radius = np.arctan2(1 - y, 1 - x), np.hypot(1 - x, 1 - y)
    numbers = np.zeros((half, half), np.uint8)
    for colour in random.permutation(4)[:3]:
        size, wave = float(random.uniform(0.3, 1.0)), float(random.uniform(0.05, 0.3))
        numbers[radius < size + wave * np.cos(4 * int(random.integers(1, 5)) * angle)] = colour
    corner, petals = np.hypot(x, y), float(random.uniform(0.1, 0.25))
    numbers[corner < 0.4 + petals * np.cos(int(random.choice([4, 8, 12])) * np.arctan2(y, x))] = random.integers(4)
    sign = np.kron(make_motif(random, 9, 9), np.ones((5, 5), np.uint8))
    numbers[60:105, 60:105] = np.where(sign > 0, sign, numbers[60:105, 60:105])
    numbers[:6] = numbers[:, :6] = random.integers(4)
    edges = np.concatenate([numbers, numbers[:, ::-1]], axis=1)
    whole = np.concatenate([edges, edges[::-1]])
    light = 0.95 + cut_grain(random, 2 * half, 2 * half) * 0.09 + _gloss(2 * half)
    pixels = np.clip(colours[whole] * light[..., None], 0, 255).astype(np.uint8)
    cast_shadow(picture, (SIDE // 2 + 8, SIDE // 2 + 12), int(half * 3), int(half * 3.1))
    picture.paste(Image.fromarray(pixels).filter(ImageFilter.SMOOTH), (SIDE // 2 - half, SIDE // 2 - half))
    return picture


@cache
def _gloss(side: int) -> Floats:
    y, x = np.mgrid[0:side, 0:side].astype(np.float32) / side
    return np.asarray(0.28 * np.exp(-((x - 0.25) ** 2 + (y - 0.22) ** 2) / 0.02) - 0.1 * x * y, np.float32)


def draw_leaf(random: Chance, form: str, palette: str, *, turn: float) -> Image.Image:
    """A leaf of a book in letters that nobody reads: lines of ink, an initial, a border."""
    picture = make_ground(random)
    height, width = 400, 300
    tint = np.array([228, 210, 172], np.float32) + random.normal(0, 8, 3).astype(np.float32)
    page = tint * (0.96 + cut_grain(random, height, width)[..., None] * 0.10)
    ink = np.array([52, 36, 26], np.float32) + random.normal(0, 10, 3).astype(np.float32)
    colours = choose_palette(random, palette)
    _write_lines(random, page, ink, columns=1 if form == "charter" else int(random.integers(1, 3)))
    _paint_initial(random, page, colours)
    if form == "charter":
        _seal(random, page, colours)
    else:
        _paint_border(random, page, colours)
    pixels = np.clip(page, 0, 255).astype(np.uint8)
    cast_shadow(picture, (SIDE // 2 + 8, SIDE // 2 + 10), int(width * 1.5), int(height * 1.4))
    picture.paste(Image.fromarray(pixels), ((SIDE - width) // 2, (SIDE - height) // 2))
    return picture


def _write_lines(random: Chance, page: Floats, ink: Floats, *, columns: int) -> None:
    """Letters are signs of a small alphabet that this leaf alone uses."""
    alphabet = [_make_letter(random, gap) for gap in (1, 1, 1, 5) for _ in range(7)]
    left, right = 44, 264
    wide = (right - left - 14 * (columns - 1)) // columns
    for column in range(columns):
        start = left + column * (wide + 14)
        for top in range(48, 350, 15):
            letters = [alphabet[number] for number in random.integers(0, 28, wide // 8)]
            line = np.concatenate(letters, axis=1)[:, : wide - int(random.integers(0, 16))]
            page[top : top + 10, start : start + line.shape[1]][line] = ink


def _make_letter(random: Chance, gap: int) -> np.ndarray:
    """Some letters end a word, so that a wider gap follows."""
    sign = np.kron(make_motif(random, 5, 4) == 1, np.ones((2, 2), bool))[:, : int(random.integers(5, 9))]
    return np.pad(sign, ((0, 0), (0, gap)))


def _paint_initial(random: Chance, page: Floats, colours: Floats) -> None:
    sign = np.kron(make_motif(random, 11, 11), np.ones((5, 5), np.uint8))
    page[48:103, 44:99] = colours[sign] * 0.95
    page[46:48, 42:101] = page[103:105, 42:101] = page[46:105, 42:44] = page[46:105, 99:101] = (190, 150, 60)


def _paint_border(random: Chance, page: Floats, colours: Floats) -> None:
    sign = np.kron(make_motif(random, 12, 5), np.ones((4, 4), np.uint8))
    strip = np.tile(sign, (7, 1))[:300, :20]
    painted = strip > 0
    page[48:348, 14:34][painted] = colours[strip][painted]
    page[48:348, 272:292][painted] = colours[strip[::-1]][painted]


def _seal(random: Chance, page: Floats, colours: Floats) -> None:
    y, x = np.mgrid[-34:34, -34:34]
    inside = x**2 + y**2 < 32**2
    wax = np.array([150, 30, 30], np.float32) * (
        0.8 + 0.4 * np.kron(make_motif(random, 17, 17) > 0, np.ones((4, 4)))[..., None]
    )
    page[320:388, 200:268][inside] = wax[inside]
