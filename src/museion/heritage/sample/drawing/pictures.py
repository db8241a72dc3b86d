"""One object's picture from its look, as the bytes of a JPEG file."""

import io
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image

from museion.heritage.sample.drawing.assembled import draw_beads, draw_lute, draw_tool
from museion.heritage.sample.drawing.canvas import SIDE
from museion.heritage.sample.drawing.flat import draw_leaf, draw_textile, draw_tile
from museion.heritage.sample.drawing.paintings import draw_painting
from museion.heritage.sample.drawing.relief import draw_disc, draw_figure, draw_mask
from museion.heritage.sample.drawing.turned import draw_turned

_QUALITY = 82

FAMILIES: dict[str, Callable[..., Image.Image]] = {
    "turned": draw_turned,
    "textile": draw_textile,
    "tile": draw_tile,
    "leaf": draw_leaf,
    "painting": draw_painting,
    "mask": draw_mask,
    "figure": draw_figure,
    "disc": draw_disc,
    "beads": draw_beads,
    "lute": draw_lute,
    "tool": draw_tool,
}


@dataclass(frozen=True, slots=True)
class Look:
    """What an object looks like: which family draws it, in which form and colours, and the number of its ornament."""

    family: str
    form: str
    palette: str
    number: int


def draw_picture(look: Look, view: int = 0) -> bytes:
    """View 0 shows the whole, 1 a detail of it, 2 the same piece turned in other light."""
    # One stream of chance a look: every view shows the same ornament.
    random = np.random.default_rng(look.number)
    picture = FAMILIES[look.family](random, look.form, look.palette, turn=0.0 if view < 2 else 0.37)
    if view == 1:
        picture = _cut_detail(picture, np.random.default_rng((look.number, view)))
    elif view == 2:
        picture = picture.transpose(Image.Transpose.ROTATE_180) if look.family == "tool" else picture.point(_dim)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


def _dim(value: int) -> int:
    return int(value * 0.86)


def _cut_detail(picture: Image.Image, random: np.random.Generator) -> Image.Image:
    left, top = (int(place) for place in random.integers(110, 190, 2))
    part = picture.crop((left, top, left + 224, top + 224))
    return part.resize((SIDE, SIDE), Image.Resampling.BICUBIC)
