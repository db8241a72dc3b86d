"""Invented objects and intangible elements, held by the museums that the network's sample wrote, with drawn pictures."""

from museion.heritage.sample.desk import write_desk
from museion.heritage.sample.picturing import count_unpictured, draw_pictures
from museion.heritage.sample.sizes import FULL, SMALL, HeritageSize
from museion.heritage.sample.writing import make_sample

__all__ = ["FULL", "SMALL", "HeritageSize", "count_unpictured", "draw_pictures", "make_sample", "write_desk"]
