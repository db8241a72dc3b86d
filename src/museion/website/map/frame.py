"""The part of the sheet that a map shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from museion.website.map.projection import HEIGHT, WIDTH

_RATIO = WIDTH / HEIGHT


@dataclass(frozen=True, slots=True)
class Frame:
    """An SVG view box in units of the sheet."""

    x: float
    y: float
    width: float
    height: float

    def __str__(self) -> str:
        return f"{self.x:.1f} {self.y:.1f} {self.width:.1f} {self.height:.1f}"

    @classmethod
    def around(cls, points: Sequence[tuple[float, float]]) -> Self:
        columns, rows = [x for x, _ in points], [y for _, y in points]
        return cls(min(columns), min(rows), max(columns) - min(columns), max(rows) - min(rows))

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height

    def widen(self, *, margin: float = 0.25, least: float = 60.0) -> "Frame":
        """With a margin, in the ratio of the whole sheet, never beyond it and never closer than the base map bears."""
        width = max(self.width * (1 + margin), self.height * (1 + margin) * _RATIO, least)
        width = min(width, WIDTH)
        height = width / _RATIO
        x = self.x + self.width / 2 - width / 2
        y = self.y + self.height / 2 - height / 2
        return Frame(_keep(x, WIDTH - width), _keep(y, HEIGHT - height), width, height)

    @property
    def dot(self) -> float:
        """The radius of the smallest dot, so that it looks the same however close the map is."""
        return self.width / 420


def _keep(value: float, most: float) -> float:
    return max(0.0, min(value, most))


WORLD = Frame(0, 0, WIDTH, HEIGHT)
