"""The 24 ways in which a photo of a registered object comes back: cut, framed, turned, printed, photographed from a screen.

Each takes an RGB picture and a seeded generator and gives an RGB picture; the same seed gives the same picture.
"""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Transform = Callable[[Pixels, np.random.Generator], Pixels]


def clip(values: NDArray[np.floating]) -> Pixels:
    return np.clip(values, 0, 255).astype(np.uint8)


def recompress(pixels: Pixels, quality: int) -> Pixels:
    _, data = cv2.imencode(".jpg", pixels[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.ascontiguousarray(cv2.imdecode(data, cv2.IMREAD_COLOR)[:, :, ::-1])


def shrink(pixels: Pixels, factor: float) -> Pixels:
    return cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)


def crop(area: float) -> Transform:
    """A window that keeps this share of the picture's area, anywhere in it."""

    def apply(pixels: Pixels, rng: np.random.Generator) -> Pixels:
        height, width = (int(side * np.sqrt(area)) for side in pixels.shape[:2])
        top = int(rng.integers(0, pixels.shape[0] - height + 1))
        left = int(rng.integers(0, pixels.shape[1] - width + 1))
        return np.ascontiguousarray(pixels[top : top + height, left : left + width])

    return apply


def rotate(degrees: float) -> Transform:
    def apply(pixels: Pixels, rng: np.random.Generator) -> Pixels:
        height, width = pixels.shape[:2]
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees * rng.choice([-1, 1]), 1.0)
        return cv2.warpAffine(pixels, turn, (width, height), borderValue=(230, 230, 230))

    return apply


def quarter_turns(count: int) -> Transform:
    return lambda pixels, _: np.ascontiguousarray(np.rot90(pixels, count))


def tilt(share: float, ground: Pixels | None = None) -> Transform:
    """Perspective: every corner moves inwards by up to this share of the side."""

    def apply(pixels: Pixels, rng: np.random.Generator) -> Pixels:
        height, width = pixels.shape[:2]
        corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        inwards = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]]) * rng.uniform(0.2, 1, (4, 2))
        target = (corners + inwards * share * np.array([width, height])).astype(np.float32)
        matrix = cv2.getPerspectiveTransform(corners, target)
        return cv2.warpPerspective(pixels, matrix, (width, height), borderValue=(120, 120, 115))

    return apply


def cast(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Warm or cold light, other gamma and saturation."""
    gains = rng.uniform(0.7, 1.25, 3)
    lit = 255 * (np.clip(pixels * gains, 0, 255) / 255) ** rng.uniform(0.7, 1.5)
    grey = lit.mean(axis=2, keepdims=True)
    return clip(grey + (lit - grey) * rng.uniform(0.5, 1.4))


def grey(pixels: Pixels, _: np.random.Generator) -> Pixels:
    return cv2.cvtColor(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)


def blur(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    return cv2.GaussianBlur(pixels, (0, 0), max(pixels.shape[:2]) / 640 * rng.uniform(1.5, 2.5))


def reflect(low: float, high: float) -> Transform:
    """One or two bright reflections of a lamp; each fades within `low` to `high` of the longer side."""

    def apply(pixels: Pixels, rng: np.random.Generator) -> Pixels:
        height, width = pixels.shape[:2]
        rows, columns = np.mgrid[0:height, 0:width]
        light = np.zeros((height, width))
        for _ in range(rng.integers(1, 3)):
            y, x = rng.uniform(0.2, 0.8, 2) * (height, width)
            spread = rng.uniform(low, high) * max(height, width)
            light += rng.uniform(150, 255) * np.exp(-((rows - y) ** 2 + (columns - x) ** 2) / (2 * spread**2))
        return clip(pixels + light[:, :, None])

    return apply


def occlude(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """A flat thing, a hand or a label, hides a quarter of the area."""
    height, width = pixels.shape[:2]
    tall, wide = height // 2, width // 2
    top, left = rng.integers(0, height - tall + 1), rng.integers(0, width - wide + 1)
    hidden = pixels.copy()
    hidden[top : top + tall, left : left + wide] = rng.integers(30, 225, 3)
    return hidden


def make_wall(height: int, width: int, rng: np.random.Generator) -> Pixels:
    """Plaster: a colour, a slow shade and grain, with a skirting and a label beside the frame."""
    shade = np.linspace(rng.uniform(-25, 0), rng.uniform(0, 25), width)[None, :, None]
    grain = cv2.GaussianBlur(rng.normal(0, 14, (height, width)), (0, 0), 1.2)[:, :, None]
    paint = rng.integers(120, 225) + rng.integers(-15, 16, 3)
    wall = clip(paint[None, None] + shade + grain)
    cv2.rectangle(wall, (0, int(height * 0.94)), (width, height), tuple(map(int, rng.integers(40, 120, 3))), -1)
    label = (int(width * 0.9), int(height * 0.6))
    cv2.rectangle(wall, label, (label[0] + width // 16, label[1] + height // 20), (245, 245, 240), -1)
    return wall


def draw_frame(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """A moulded gold or black frame with a repeating ornament."""
    border = int(max(pixels.shape[:2]) * rng.uniform(0.05, 0.12))
    tone = np.array([190, 150, 70]) if rng.random() < 0.6 else np.array([45, 38, 34])
    framed = cv2.copyMakeBorder(
        pixels, border, border, border, border, cv2.BORDER_CONSTANT, value=tuple(map(int, tone))
    )
    for step in range(0, border, max(3, border // 5)):
        bright = tuple(map(int, np.clip(tone + rng.integers(-40, 50), 0, 255)))
        cv2.rectangle(framed, (step, step), (framed.shape[1] - step, framed.shape[0] - step), bright, 2)
    for x in range(border, framed.shape[1] - border, max(8, border // 2)):
        for y in (border // 2, framed.shape[0] - border // 2):
            cv2.circle(framed, (x, y), max(2, border // 6), tuple(map(int, np.clip(tone * 0.7, 0, 255))), 1)
    return framed


def hang(low: float, high: float, detail: float = 1.25) -> Transform:
    """Framed on a wall; the frame takes between `low` and `high` of the photo's sides.

    `detail`: the photo's longer side as a multiple of the picture's.
    """

    def apply(pixels: Pixels, rng: np.random.Generator) -> Pixels:
        framed = draw_frame(pixels, rng)
        share = rng.uniform(low, high)
        height, width = (int(side / share) for side in framed.shape[:2])
        wall = make_wall(height, width, rng)
        top = int(rng.integers(0, height - framed.shape[0] + 1))
        left = int(rng.integers(0, width - framed.shape[1] + 1))
        wall[top : top + framed.shape[0], left : left + framed.shape[1]] = framed
        return shrink(wall, max(pixels.shape[:2]) * detail / max(wall.shape[:2]))

    return apply


def screenshot(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """The picture small in the page of an auction site."""
    page = np.full((1280, 720, 3), 250, np.uint8)
    small = shrink(pixels, 560 / max(pixels.shape[:2]))
    cv2.rectangle(page, (0, 0), (720, 90), tuple(map(int, rng.integers(20, 200, 3))), -1)
    cv2.putText(page, f"LOT {rng.integers(1, 900)}", (30, 60), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (255, 255, 255), 3)
    left = (720 - small.shape[1]) // 2
    page[140 : 140 + small.shape[0], left : left + small.shape[1]] = small
    for line in range(8):
        words = " ".join(["lorem", "ipsum", "dolor", "sit", "amet", "estimate"][: int(rng.integers(2, 7))])
        cv2.putText(page, words, (40, 780 + 55 * line), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (60, 60, 60), 2)
    return recompress(page, 70)


def snap(low: float, high: float, detail: float = 1.25) -> Transform:
    """A phone photo in a room: frame, wall, perspective, colour cast, glare, blur and noise at once."""

    def apply(pixels: Pixels, rng: np.random.Generator) -> Pixels:
        photo = tilt(0.12)(hang(low, high, detail)(pixels, rng), rng)
        photo = reflect(0.04, 0.09)(cast(photo, rng), rng)
        photo = cv2.GaussianBlur(photo, (0, 0), rng.uniform(0.6, 1.3))
        return recompress(clip(photo + rng.normal(0, 7, photo.shape)), 60)

    return apply


def print_halftone(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """A photo of a black-and-white printed catalogue: raster dots, paper tone, low contrast."""
    tone = grey(pixels, rng).astype(np.float64) * 0.75 + 35
    rows, columns = np.mgrid[0 : tone.shape[0], 0 : tone.shape[1]]
    raster = 16 * (np.sin(rows * 2.1 + columns * 0.9) + np.sin(columns * 2.1 - rows * 0.9))
    printed = cv2.GaussianBlur(tone + raster[:, :, None], (0, 0), 0.8)
    return recompress(clip(printed * np.array([1.0, 0.97, 0.9])), 60)


def combine(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Half the area, turned, tilted, in other light, recompressed."""
    cut = crop(0.5)(pixels, rng)
    turned = rotate(float(rng.uniform(4, 12)))(cut, rng)
    return recompress(cast(tilt(0.08)(turned, rng), rng), 35)


TRANSFORMS: dict[str, Transform] = {
    "identity": lambda pixels, _: pixels,
    "jpeg10": lambda pixels, _: recompress(pixels, 10),
    "resize25": lambda pixels, _: shrink(pixels, 0.25),
    "crop80": crop(0.8),
    "crop50": crop(0.5),
    "crop25": crop(0.25),
    "rot5": rotate(5),
    "rot10": rotate(10),
    "rot20": rotate(20),
    "rot90": quarter_turns(1),
    "rot180": quarter_turns(2),
    "mirror": lambda pixels, _: np.ascontiguousarray(pixels[:, ::-1]),
    "persp10": tilt(0.10),
    "persp20": tilt(0.20),
    "colour": cast,
    "gray": grey,
    "blur": blur,
    "glare": reflect(0.12, 0.25),
    "wall": hang(0.35, 0.8),
    "occl25": occlude,
    "screenshot": screenshot,
    "phone": snap(0.30, 0.60, detail=1.6),
    "bwprint": print_halftone,
    "combo": combine,
}

HEAVY = ("crop50", "persp20", "wall", "phone", "bwprint", "combo")
"""What unregistered pictures go through besides coming as they are."""

HARDER: dict[str, Transform] = {
    "far": snap(0.15, 0.35),
    "crop6": crop(0.06),
    "thumbnail": lambda pixels, _: shrink(pixels, 0.12),
}
"""Hopeless for some pictures: they show the probability where it must be unsure, and count in no table of detection."""
