"""The charts of the ABC method as SVG geometry: stacked bars with error bars, the pie of values, the quadrant."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from museion.response.risk.abc import HIGH_MAGNITUDE, WIDE_UNCERTAINTY, Assessment

POINT = 40.0
"""Units of the drawing for one point of magnitude."""
ROW = 34.0
_HEIGHT = 20.0
_QUADRANT = 240.0
_MOST_UNCERTAINTY = 6.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One risk: its parts one after the other, and the line from the low to the high estimate."""

    label: str
    y: float
    parts: tuple[tuple[str, float, float], ...]
    """Letter, where it begins, how wide."""
    low: float
    high: float
    middle: float
    magnitude: float


@dataclass(frozen=True, slots=True)
class Slice:
    label: str
    share: float
    path: str
    number: int


@dataclass(frozen=True, slots=True)
class Spot:
    number: int
    label: str
    x: float
    y: float


def draw_bars(risks: Sequence[tuple[str, Assessment]]) -> list[Bar]:
    return [_draw_bar(label, risk, row) for row, (label, risk) in enumerate(risks)]


def draw_pie(shares: Mapping[str, float]) -> list[Slice]:
    """Of radius 1 around the origin, from the top clockwise."""
    slices, begun = [], 0.0
    total = sum(shares.values()) or 1.0
    for number, (label, share) in enumerate(shares.items()):
        part = share / total
        slices.append(Slice(label, part, _write_slice(begun, begun + part), number % 6))
        begun += part
    return slices


def draw_quadrant(risks: Iterable[tuple[str, Assessment]]) -> list[Spot]:
    """Uncertainty to the right, magnitude upwards; what decides lies in the middle of each axis."""
    return [
        Spot(number, label, _place(risk.uncertainty, WIDE_UNCERTAINTY, _MOST_UNCERTAINTY), _QUADRANT - _height(risk))
        for number, (label, risk) in enumerate(risks, 1)
    ]


def _height(risk: Assessment) -> float:
    return _place(risk.magnitude, HIGH_MAGNITUDE, 15.0)


def _place(value: float, middle: float, most: float) -> float:
    half = _QUADRANT / 2
    if value <= middle:
        return half * max(value, 0.0) / middle
    return half + half * min(value - middle, most - middle) / (most - middle)


def _draw_bar(label: str, risk: Assessment, row: int) -> Bar:
    parts, begun = [], 0.0
    for letter, estimate in zip("ABC", (risk.a, risk.b, risk.c), strict=True):
        width = estimate.probable * POINT
        parts.append((letter, begun, width))
        begun += width
    y = row * ROW
    return Bar(label, y, tuple(parts), risk.low * POINT, risk.high * POINT, y + _HEIGHT / 2, risk.magnitude)


def _write_slice(begins: float, ends: float) -> str:
    if ends - begins > 0.9999:
        return "M0,-1A1,1 0 1 1 0,1A1,1 0 1 1 0,-1Z"
    (x, y), (to_x, to_y) = (_turn(begins), _turn(ends))
    is_large = int(ends - begins > 0.5)
    return f"M0,0L{x:.4f},{y:.4f}A1,1 0 {is_large} 1 {to_x:.4f},{to_y:.4f}Z"


def _turn(share: float) -> tuple[float, float]:
    angle = 2 * math.pi * share
    return math.sin(angle), -math.cos(angle)
