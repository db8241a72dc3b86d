"""Things turned on a wheel: vases, bowls, drums. A profile, an ornament around it, light from the left."""

import numpy as np
from PIL import Image, ImageDraw

from museion.heritage.sample.drawing.canvas import (
    SIDE,
    Chance,
    Floats,
    cast_shadow,
    cut_grain,
    make_ground,
    paste_centred,
)
from museion.heritage.sample.drawing.ornament import choose_palette, make_bands

_COLUMNS = 288
# Half widths from lip to foot, in parts of the greatest.
PROFILES: dict[str, tuple[tuple[float, ...], ...]] = {
    "jar": ((0.55, 0.5, 0.75, 1, 0.98, 0.8, 0.55, 0.5), (0.7, 0.66, 0.9, 1, 0.94, 0.8, 0.66, 0.6)),
    "vase": ((0.5, 0.32, 0.34, 0.7, 1, 0.9, 0.5, 0.55), (0.62, 0.42, 0.3, 0.42, 0.8, 1, 0.8, 0.48)),
    "amphora": ((0.42, 0.3, 0.3, 0.8, 1, 0.9, 0.6, 0.3), (0.4, 0.34, 0.5, 0.95, 1, 0.75, 0.4, 0.34)),
    "jug": ((0.5, 0.4, 0.42, 0.8, 1, 0.96, 0.76, 0.6), (0.44, 0.36, 0.5, 0.86, 1, 0.9, 0.7, 0.62)),
    "bowl": ((1, 0.98, 0.93, 0.85, 0.72, 0.55, 0.36, 0.38), (1, 1, 0.97, 0.9, 0.78, 0.6, 0.4, 0.42)),
    "drum": ((1, 0.96, 0.9, 0.86, 0.84, 0.86, 0.9, 0.94), (1, 0.94, 0.84, 0.7, 0.56, 0.5, 0.56, 0.66)),
}
_TILT = 0.16


def draw_turned(random: Chance, form: str, palette: str, *, turn: float) -> Image.Image:
    """`turn`: from which side it is seen, in parts of a whole turn."""
    picture = make_ground(random)
    profiles = PROFILES[form]
    tall = int(random.integers(170, 230) if form == "bowl" else random.integers(280, 360))
    widest = int(tall * (0.78 if form == "bowl" else float(random.uniform(0.36, 0.46))))
    radii = _make_profile(random, profiles[int(random.integers(len(profiles)))], tall, widest)
    colours = choose_palette(random, palette)
    bands = make_bands(random)
    pixels, alpha = _render(random, bands, colours, radii, turn)
    foot = SIDE // 2 + tall // 2 + 24
    cast_shadow(picture, (SIDE // 2 + 14, foot - 4), int(radii[-1] * 3.4), 70)
    if form in {"amphora", "jug"}:
        _add_handles(picture, colours, radii, foot - tall, both=form == "amphora")
    paste_centred(picture, pixels, alpha, (SIDE // 2, foot - alpha.shape[0] // 2))
    _add_mouth(picture, colours, int(radii[0]), foot - alpha.shape[0], is_skin=form == "drum")
    return picture


def _make_profile(random: Chance, knots: tuple[float, ...], tall: int, widest: int) -> Floats:
    moved = np.array(knots) + random.normal(0, 0.035, len(knots))
    rough = np.interp(np.linspace(0, len(knots) - 1, tall), np.arange(len(knots)), moved)
    smooth = np.convolve(np.pad(rough, 18, mode="edge"), np.hanning(37) / np.hanning(37).sum(), "valid")
    return np.asarray(np.clip(smooth, 0.1, 1.05) * widest, np.float32)


def _render(
    random: Chance, bands: np.ndarray, colours: Floats, radii: Floats, turn: float
) -> tuple[np.ndarray, np.ndarray]:
    """The ornament bent around the profile, shaded; returned with how far it covers each pixel."""
    sag = int(_TILT * radii[-1]) + 1
    tall, half = len(radii) + sag, int(radii.max()) + 2
    across = np.linspace(-1, 1, _COLUMNS, dtype=np.float32)
    depth = np.sqrt(1 - across**2)
    around = ((np.arcsin(across) / (2 * np.pi) + turn) % 1 * bands.shape[1]).astype(np.intp) % bands.shape[1]
    rows = np.arange(tall, dtype=np.float32)
    rounded = np.interp(rows, np.arange(len(radii)), radii).astype(np.float32)
    height = (rows[:, None] - _TILT * rounded[:, None] * depth) * (bands.shape[0] / len(radii))
    numbers = bands[height.astype(np.intp).clip(0, bands.shape[0] - 1), around]
    light = 0.42 + 0.72 * np.clip(0.80 * depth - 0.55 * across, 0, 1)
    gloss = np.exp(-((across + 0.42) ** 2) / 0.006) * 40
    slope = np.gradient(rounded).clip(-1, 1)[:, None] * 0.16
    shade = (light + slope + cut_grain(random, tall, _COLUMNS) * 0.10)[..., None]
    wrapped = np.clip(colours[numbers] * shade + gloss[None, :, None], 0, 255).astype(np.uint8)
    x = np.arange(-half, half, dtype=np.float32) + 0.5
    places = ((x / rounded[:, None] + 1) * (0.5 * (_COLUMNS - 1))).clip(0, _COLUMNS - 1).astype(np.intp)
    pixels = wrapped[np.arange(tall)[:, None], places]
    alpha = (rounded[:, None] - np.abs(x) + 0.5).clip(0, 1)
    # Lip and foot are circles seen from above.
    curve = _TILT * rounded[-1] * np.sqrt((1 - (x / rounded[-1]) ** 2).clip(0, 1))
    alpha *= (len(radii) + curve[None, :] - rows[:, None]).clip(0, 1)
    return pixels, (alpha * 255).astype(np.uint8)


def _add_mouth(picture: Image.Image, colours: Floats, radius: int, top: int, *, is_skin: bool) -> None:
    flat = int(radius * _TILT)
    inside = (224, 206, 176) if is_skin else tuple(int(value * 0.32) for value in colours[0])
    edge = tuple(int(value * 0.85) for value in colours[0])
    box = (SIDE // 2 - radius, top - flat, SIDE // 2 + radius, top + flat)
    ImageDraw.Draw(picture).ellipse(box, fill=inside, outline=edge, width=4)


def _add_handles(picture: Image.Image, colours: Floats, radii: Floats, top: int, *, both: bool) -> None:
    tall = len(radii)
    reach = int(radii[: tall // 2].max()) + 16
    draw = ImageDraw.Draw(picture)
    for side in (-1, 1) if both else (1,):
        for width, factor in ((18, 0.55), (10, 0.95)):
            colour = tuple(int(value * factor * (1.0 if side < 0 else 0.75)) for value in colours[0])
            inner, outer = sorted((SIDE // 2 + side * int(radii[0] * 0.5), SIDE // 2 + side * reach))
            draw.arc((inner, top + tall // 20, outer, top + tall // 2), 0, 360, fill=colour, width=width)
