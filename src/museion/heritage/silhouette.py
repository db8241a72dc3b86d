"""An object's outline to scale beside something everybody knows: a person, a hand or a coin."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from museion.heritage.terms import Dimension

SHEET = 100.0
_GAP = 8.0


@dataclass(frozen=True, slots=True)
class Yardstick:
    """`width` and `height` in millimetres."""

    name: str
    width: float
    height: float


COIN = Yardstick("coin", 24, 24)
HAND = Yardstick("hand", 90, 185)
PERSON = Yardstick("person", 480, 1700)


@dataclass(frozen=True, slots=True)
class Silhouette:
    """Widths and heights on a sheet 100 units high; `y` of both is counted from the top down to the common ground."""

    yardstick: Yardstick
    width: float
    height: float
    yardstick_x: float
    yardstick_width: float
    yardstick_height: float
    is_round: bool

    @property
    def centre(self) -> tuple[float, float]:
        return self.width / 2, SHEET - self.height / 2

    @property
    def sheet_width(self) -> float:
        return self.yardstick_x + self.yardstick_width + 2

    @property
    def y(self) -> float:
        return SHEET - self.height

    @property
    def yardstick_y(self) -> float:
        return SHEET - self.yardstick_height


def draw_silhouette(measurements: Iterable[Mapping[str, Any]]) -> Silhouette | None:
    """None where width and height are not both known in millimetres, or one is too thin to draw."""
    width, height, is_round = _find_extent(list(measurements))
    if not width or not height or not 1 / 60 < width / height < 60:
        return None
    largest = max(width, height)
    yardstick = COIN if largest < 80 else HAND if largest < 600 else PERSON
    # The higher one fills the sheet, unless a frieze would then run over the page.
    scale = min(SHEET / max(height, yardstick.height), 2 * SHEET / width)
    return Silhouette(
        yardstick=yardstick,
        width=round(width * scale, 1),
        height=round(height * scale, 1),
        yardstick_x=round(width * scale + _GAP, 1),
        yardstick_width=round(yardstick.width * scale, 1),
        yardstick_height=round(yardstick.height * scale, 1),
        is_round=is_round,
    )


def _find_extent(measurements: list[Mapping[str, Any]]) -> tuple[float, float, bool]:
    first: dict[str, float] = {}
    for held in measurements:
        value = held.get("normalised")
        if isinstance(value, int | float) and value > 0:
            first.setdefault(str(held.get("dimension")), float(value))
    diameter = first.get(Dimension.DIAMETER, 0.0)
    width = first.get(Dimension.WIDTH) or first.get(Dimension.LENGTH) or diameter
    height = first.get(Dimension.HEIGHT) or first.get(Dimension.DEPTH) or diameter
    return width, height, bool(diameter) and width == height == diameter
