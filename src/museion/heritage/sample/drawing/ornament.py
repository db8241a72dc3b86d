"""Ornament: palettes, motifs that nobody has drawn before, bands of them around a vessel, fields of them in a cloth."""

from typing import Any

import numpy as np

from museion.heritage.sample.drawing.canvas import Chance, Colour, Floats, Pixels

PALETTES: dict[str, tuple[tuple[Colour, ...], ...]] = {
    "clay": (
        ((196, 120, 72), (46, 28, 22), (232, 205, 164), (140, 58, 36)),
        ((222, 190, 146), (88, 48, 32), (164, 74, 44), (60, 40, 34)),
        ((120, 60, 42), (24, 18, 16), (214, 170, 120), (188, 96, 54)),
        ((206, 200, 186), (52, 74, 104), (134, 96, 60), (32, 40, 52)),
    ),
    "glaze": (
        ((236, 238, 234), (30, 62, 140), (74, 120, 190), (20, 36, 84)),
        ((64, 150, 140), (18, 54, 66), (230, 226, 200), (14, 92, 96)),
        ((238, 226, 190), (150, 40, 34), (40, 96, 70), (200, 140, 40)),
        ((150, 176, 150), (70, 92, 74), (220, 226, 208), (96, 60, 44)),
        ((44, 60, 120), (226, 190, 90), (232, 232, 236), (18, 22, 50)),
    ),
    "dye": (
        ((140, 34, 40), (24, 36, 70), (230, 206, 160), (206, 140, 50)),
        ((28, 44, 86), (220, 190, 130), (168, 50, 44), (96, 130, 120)),
        ((226, 208, 172), (120, 50, 40), (50, 78, 64), (40, 34, 40)),
        ((90, 30, 70), (226, 160, 60), (240, 220, 190), (40, 90, 110)),
        ((200, 110, 40), (60, 30, 30), (246, 226, 180), (40, 100, 96)),
    ),
    "wood": (
        ((130, 84, 50), (42, 26, 18), (206, 168, 116), (164, 52, 40)),
        ((84, 56, 38), (224, 214, 196), (30, 20, 16), (150, 110, 60)),
        ((176, 128, 80), (70, 40, 26), (236, 226, 204), (40, 60, 70)),
    ),
    "metal": (
        ((176, 132, 70), (90, 60, 28), (232, 204, 140), (60, 44, 30)),
        ((196, 168, 84), (120, 84, 24), (250, 232, 160), (90, 60, 20)),
        ((170, 174, 178), (84, 88, 94), (232, 236, 240), (50, 52, 58)),
        ((96, 124, 104), (48, 66, 58), (168, 140, 96), (40, 44, 40)),
    ),
    "stone": (
        ((188, 180, 166), (110, 102, 92), (222, 216, 204), (80, 74, 68)),
        ((96, 112, 100), (50, 62, 56), (150, 166, 150), (36, 44, 40)),
        ((60, 58, 62), (26, 24, 28), (110, 108, 112), (150, 130, 110)),
    ),
}


def choose_palette(random: Chance, kind: str) -> Floats:
    """Four colours, slightly off those of any other object."""
    listed = PALETTES[kind]
    colours = np.array(listed[int(random.integers(len(listed)))], np.float32)
    return np.clip(colours + random.normal(0, 7, (1, 3)) + random.normal(0, 4, (4, 3)), 0, 255).astype(np.float32)


def make_motif(random: Chance, height: int, width: int) -> Pixels:
    """A small sign of cells 0–3, the same on both sides, as weavers and potters make them."""
    half = (width + 1) // 2
    cells = random.choice([0, 1, 2, 3], (height, half), p=[0.42, 0.34, 0.14, 0.10])
    return np.concatenate([cells, cells[:, : width - half][:, ::-1]], axis=1).astype(np.uint8)


def make_bands(random: Chance, height: int = 256, width: int = 768) -> Pixels:
    """Colour numbers of the ornament around a vessel: bands one above the other, each repeated all the way round."""
    rows = []
    left = height
    while left > 0:
        tall = min(left, int(random.integers(10, 64)))
        rows.append(_make_band(random, tall, width))
        left -= tall
    return np.concatenate(rows)[:height]


def _make_band(random: Chance, height: int, width: int) -> Pixels:
    if height < 16:
        return np.full((height, width), random.integers(0, 4), np.uint8)
    repeats = int(random.integers(6, 22))
    u = (np.arange(width, dtype=np.float32) * repeats / width) % 1
    v: Any = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    ink, ground = random.permutation(4)[:2]
    kind = int(random.integers(9))
    if kind >= 6:
        motif = make_motif(random, int(random.integers(5, 9)), int(random.integers(5, 12)))
        band = motif[(v[:, 0] * len(motif)).astype(int).clip(0, len(motif) - 1)][:, (u * motif.shape[1]).astype(int)]
    else:
        band = np.where(_draw_line(random, kind, u[None, :], v), ink, ground).astype(np.uint8)
    band[:2] = band[-2:] = ink
    return np.asarray(band, np.uint8)


def _draw_line(random: Chance, kind: int, u: Any, v: Any) -> Any:
    """Where the ink is: zigzag, wave, dots, lozenges, rosettes, spirals."""
    wide = float(random.uniform(0.08, 0.2))
    if kind == 0:
        return np.abs(np.abs(u - 0.5) * 2 - v) < wide
    if kind == 1:
        return np.abs(0.5 + 0.35 * np.sin(2 * np.pi * u) - v) < wide
    if kind == 2:
        return (u - 0.5) ** 2 + (v - 0.5) ** 2 < (wide + 0.15) ** 2
    if kind == 3:
        return np.abs((np.abs(u - 0.5) + np.abs(v - 0.5)) - 0.35) < wide
    angle, radius = np.arctan2(v - 0.5, u - 0.5), np.hypot(u - 0.5, v - 0.5)
    petals = int(random.integers(4, 9))
    if kind == 4:
        return radius < 0.28 + 0.14 * np.cos(petals * angle)
    return (np.sin(angle + radius * float(random.uniform(14, 24))) > 0) & (radius < 0.46)


def make_field(random: Chance, rows: int, columns: int) -> Pixels:
    """Colour numbers of a cloth or a tile: a quarter with borders and motifs, mirrored twice."""
    tall, wide = (rows + 1) // 2, (columns + 1) // 2
    quarter = np.zeros((tall, wide), np.uint8)
    y, x = np.mgrid[0:tall, 0:wide]
    step = int(random.integers(5, 10))
    tile = make_motif(random, step, step)
    quarter[:] = tile[y % step, x % step] * (random.random() < 0.6)
    centre = np.abs(tall - y) / tall + np.abs(wide - x) / wide
    for size in sorted(random.uniform(0.2, 0.95, int(random.integers(2, 5))))[::-1]:
        quarter[centre < size] = random.integers(0, 4)
    sign = np.kron(make_motif(random, 7, 7), np.ones((2, 2), np.uint8))
    quarter[-14:, -14:] = np.where(sign > 0, sign, quarter[-14:, -14:])
    _add_borders(random, quarter)
    whole = np.concatenate([quarter, quarter[:, : columns - wide][:, ::-1]], axis=1)
    return np.concatenate([whole, whole[: rows - tall][::-1]])


def _add_borders(random: Chance, quarter: Pixels) -> None:
    tall, wide = quarter.shape
    y, x = np.mgrid[0:tall, 0:wide]
    edge, along = np.minimum(x, y), np.maximum(x, y)
    begin = 0
    for _ in range(int(random.integers(2, 4))):
        deep = int(random.integers(3, 8))
        motif = make_motif(random, deep, int(random.integers(4, 8)))
        inside = (edge >= begin) & (edge < begin + deep)
        quarter[inside] = motif[(edge - begin).clip(0, deep - 1), along % motif.shape[1]][inside]
        quarter[edge == begin + deep] = random.integers(0, 4)
        begin += deep + 1
