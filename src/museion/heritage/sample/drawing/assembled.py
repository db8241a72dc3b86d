"""Things put together of parts: necklaces, bracelets, lutes, axes, knives."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from museion.heritage.sample.drawing.canvas import SIDE, Chance, Floats, cast_shadow, make_grain, make_ground
from museion.heritage.sample.drawing.ornament import choose_palette, make_bands, make_motif


def draw_beads(random: Chance, form: str, palette: str, *, turn: float) -> Image.Image:
    """A string of beads in a rhythm of its own, with a larger piece where it hangs."""
    picture = make_ground(random)
    sprites = _make_beads(random, palette)
    rhythm = random.integers(0, len(sprites), int(random.integers(3, 9)))
    across, down = (150, 165) if form == "necklace" else (140, 110)
    count = int(random.integers(26, 44))
    for number in range(count):
        angle = 2 * np.pi * (number / count + 0.25)
        x, y = SIDE // 2 + across * np.cos(angle), SIDE // 2 - 10 + down * np.sin(angle)
        bead = sprites[int(rhythm[min(number, count - number) % len(rhythm)])]
        picture.paste(bead, (int(x) - bead.width // 2, int(y) - bead.height // 2), bead)
    if form == "necklace":
        _hang(random, picture, choose_palette(random, "metal"))
    return picture


def _make_beads(random: Chance, palette: str) -> list[Image.Image]:
    colours = np.concatenate([choose_palette(random, palette), choose_palette(random, "glaze")])
    beads = []
    for _ in range(4):
        wide, tall = int(random.integers(16, 30)), int(random.integers(16, 30))
        y, x = np.mgrid[0:tall, 0:wide].astype(np.float32)
        x, y = 2 * (x + 0.5) / wide - 1, 2 * (y + 0.5) / tall - 1
        depth = np.sqrt((1 - x**2 - y**2).clip(0, 1))
        light = (
            0.4
            + 0.7 * (0.7 * depth - 0.4 * x - 0.4 * y).clip(0, 1)
            + 0.5 * np.exp(-((x + 0.35) ** 2 + (y + 0.4) ** 2) / 0.03)
        )
        stripes = (np.floor((x + y * float(random.uniform(-1, 1))) * float(random.uniform(1, 3))) % 2).astype(np.intp)
        pair = random.integers(0, len(colours), 2)
        body = np.clip(colours[pair][stripes] * light[..., None], 0, 255)
        alpha = 255 * ((1 - x**2 - y**2) * wide / 3).clip(0, 1)
        beads.append(Image.fromarray(np.dstack([body, alpha]).astype(np.uint8), "RGBA"))
    return beads


def _hang(random: Chance, picture: Image.Image, colours: Floats) -> None:
    sign = make_motif(random, 9, 9)
    plate = colours[sign].astype(np.uint8)
    pendant = Image.fromarray(plate).resize((84, 84), Image.Resampling.NEAREST).filter(ImageFilter.SMOOTH)
    mask = Image.new("L", (84, 84), 0)
    shape = (
        ((0, 0), (83, 0), (83, 50), (42, 83), (0, 50))
        if random.random() < 0.5
        else ((42, 0), (83, 42), (42, 83), (0, 42))
    )
    ImageDraw.Draw(mask).polygon(shape, fill=255)
    picture.paste(pendant, (SIDE // 2 - 42, 404), mask)


def draw_lute(random: Chance, form: str, palette: str, *, turn: float) -> Image.Image:
    """A rounded body with ribs and a rose, a long neck, strings."""
    picture = make_ground(random)
    colours = choose_palette(random, "wood")
    wide, top = int(random.integers(96, 126)), int(random.integers(200, 240))
    cast_shadow(picture, (SIDE // 2 + 16, 350), wide * 3, 330)
    wood = _grain_wood(random, colours)
    mask = Image.new("L", (SIDE, SIDE), 0)
    draw = ImageDraw.Draw(mask)
    draw.ellipse((SIDE // 2 - wide, top + 30, SIDE // 2 + wide, 478), fill=255)
    draw.polygon(
        [
            (SIDE // 2 - 18, top - 30),
            (SIDE // 2 + 18, top - 30),
            (SIDE // 2 + wide - 10, top + 130),
            (SIDE // 2 - wide + 10, top + 130),
        ],
        fill=255,
    )
    picture.paste(wood, (0, 0), mask.filter(ImageFilter.GaussianBlur(1)))
    _add_rose_and_neck(random, picture, colours, top)
    return picture


def _grain_wood(random: Chance, colours: Floats) -> Image.Image:
    x = np.arange(SIDE, dtype=np.float32)[None, :]
    grain = make_grain(int(random.integers(3)))
    stripes = np.sin(np.arange(-40, SIDE + 40, dtype=np.float32) * np.float32(random.uniform(0.12, 0.4))) > 0
    ribs = stripes[(x + 18 * grain + 40).astype(np.intp)]
    light = 0.85 + np.float32(0.12) * ribs + grain * np.float32(0.14) - np.float32(0.5) * ((x - 226) / SIDE) ** 2
    shades = np.clip(colours[0] * np.linspace(0, 1.3, 256, dtype=np.float32)[:, None], 0, 255).astype(np.uint8)
    return Image.fromarray(shades[(light * np.float32(255 / 1.3)).clip(0, 255).astype(np.uint8)])


def _add_rose_and_neck(random: Chance, picture: Image.Image, colours: Floats, top: int) -> None:
    draw = ImageDraw.Draw(picture)
    dark, bright = (tuple(int(value) for value in colours[row]) for row in (1, 2))
    inlay = make_bands(random, 150, 120)[:, :26]
    neck = Image.fromarray((colours[inlay] * 0.9).clip(0, 255).astype(np.uint8)).resize((30, max(top - 20, 60)))
    picture.paste(neck, (SIDE // 2 - 15, 46))
    radius = int(random.integers(26, 42))
    rose = Image.fromarray(colours[make_motif(random, 13, 13)].astype(np.uint8)).resize((2 * radius, 2 * radius))
    mask = Image.new("L", rose.size, 0)
    ImageDraw.Draw(mask).ellipse((0, 0, 2 * radius - 1, 2 * radius - 1), fill=255)
    picture.paste(rose, (SIDE // 2 - radius, top + 96 - radius), mask)
    draw.rectangle((SIDE // 2 - 44, 408, SIDE // 2 + 44, 420), fill=dark)
    for string in range(int(random.integers(3, 8))):
        draw.line((SIDE // 2 - 12 + string * 4, 40, SIDE // 2 - 36 + string * 11, 412), fill=bright, width=1)
        draw.ellipse(
            (
                SIDE // 2 - 34 + (string % 2) * 56,
                48 + string * 10,
                SIDE // 2 - 20 + (string % 2) * 56,
                56 + string * 10,
            ),
            fill=dark,
        )


def draw_tool(random: Chance, form: str, palette: str, *, turn: float) -> Image.Image:
    """A blade of bronze, iron or stone on a handle with cut bands."""
    picture = make_ground(random)
    metal = choose_palette(random, palette)
    handle = make_bands(random, 300, 200)[:, :26]
    wood = choose_palette(random, "wood")
    light = (1.1 - 0.5 * np.abs(np.linspace(-0.7, 1, 26, dtype=np.float32)))[None, :, None]
    shaft = Image.fromarray(np.clip(wood[handle] * light, 0, 255).astype(np.uint8))
    long = int(random.integers(150, 210)) if form == "knife" else 330
    layer = Image.new("RGBA", (SIDE, SIDE))
    layer.paste(shaft.resize((26, long)), (SIDE // 2 - 13, 470 - long))
    blade = _grain_wood(random, metal)
    mask = Image.new("L", (SIDE, SIDE), 0)
    ImageDraw.Draw(mask).polygon(_cut_blade(random, form, 470 - long), fill=255)
    layer.paste(blade, (0, 0), mask)
    sign = Image.fromarray(((make_motif(random, 8, 6) > 0) * 150).astype(np.uint8)).resize(
        (36, 48), Image.Resampling.NEAREST
    )
    layer.paste((30, 26, 22), (SIDE // 2 - 18, 190 if form == "knife" else 150), sign)
    turned = layer.rotate(float(random.uniform(-35, 35)), Image.Resampling.BILINEAR)
    picture.paste(turned, (0, 0), turned)
    return picture


def _cut_blade(random: Chance, form: str, top: int) -> list[tuple[float, float]]:
    middle = SIDE // 2
    if form == "knife":
        bend, wide = float(random.uniform(-40, 40)), float(random.uniform(20, 36))
        return [
            (middle - wide, top + 8),
            (middle - wide * 1.1, 140),
            (middle + bend, 30),
            (middle + wide * 1.3, 150),
            (middle + wide, top + 8),
        ]
    reach, low = float(random.uniform(90, 150)), float(random.uniform(60, 110))
    back = float(random.uniform(26, 80))
    return [
        (middle - back, 150),
        (middle - back, 200),
        (middle, 206),
        (middle + reach, 190 + low),
        (middle + reach + 26, 170),
        (middle + reach, 150 - low),
        (middle, 142),
    ]
