"""The Equal Earth projection (Šavrič, Patterson and Jenny 2018): areas are true, the shape is familiar.

A map of museums that inflates the north would misstate where they are; this one does not.
"""

from math import asin, cos, radians, sin, sqrt
from typing import Any

import numpy as np

Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2
_HALF_WIDTH = 2.7066297
WIDTH = 1000.0
_SCALE = WIDTH / (2 * _HALF_WIDTH)
# Greenland's north is the top edge, Cape Horn the bottom one: Antarctica holds no museum of the network.
NORTH, SOUTH = 83.7, -56.5


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a place is on a sheet 1000 units wide, y growing downwards from `NORTH`."""
    x, y = _project(latitude, longitude)
    return round(x * _SCALE + WIDTH / 2, 3), round((_TOP - y) * _SCALE, 3)


def project_all(latitudes: Numbers, longitudes: Numbers) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """The same for many at once, a row each."""
    theta = np.arcsin(_M * np.sin(np.radians(latitudes)))
    x, y = _spread(theta, np.cos(theta), np.radians(longitudes))
    return np.column_stack([x * _SCALE + WIDTH / 2, (_TOP - y) * _SCALE]).round(3)


def _project(latitude: float, longitude: float) -> tuple[float, float]:
    theta = asin(_M * sin(radians(latitude)))
    return _spread(theta, cos(theta), radians(longitude))


def _spread(theta: Any, cosine: Any, longitude: Any) -> tuple[Any, Any]:
    """Of one place or of many, in radians."""
    square = theta * theta
    sixth = square * square * square
    slope = _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)
    x = longitude * cosine / (_M * slope)
    y = theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
    return x, y


_TOP = _project(NORTH, 0)[1]
HEIGHT = round((_TOP - _project(SOUTH, 0)[1]) * _SCALE, 1)
