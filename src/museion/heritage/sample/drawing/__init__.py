"""Draws invented objects: pure functions of a seed, without Django. Each picture has an ornament that no other has."""

from museion.heritage.sample.drawing.canvas import SIDE
from museion.heritage.sample.drawing.pictures import FAMILIES, Look, draw_picture

__all__ = ["FAMILIES", "SIDE", "Look", "draw_picture"]
