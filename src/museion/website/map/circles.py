"""What lies within so many kilometres, as an outline on the sheet."""

from pyproj import Geod

from museion.search.requests import Disc
from museion.website.map.outlines import Ring, split_at_date_line
from museion.website.map.projection import project

_CORNERS = 72
_GEOD = Geod(ellps="WGS84")


def draw_ring(disc: Disc) -> Ring:
    azimuths = [corner * 360 / _CORNERS for corner in range(_CORNERS)]
    longitudes, latitudes, _back = _GEOD.fwd(
        [disc.longitude] * _CORNERS, [disc.latitude] * _CORNERS, azimuths, [disc.km * 1000] * _CORNERS
    )
    ring = list(zip(longitudes, latitudes, strict=True))
    return [*ring, ring[0]]


def draw_circle(disc: Disc) -> list[list[tuple[float, float]]]:
    """Two outlines for one over the date line."""
    pieces = split_at_date_line(draw_ring(disc))
    return [[project(latitude, longitude) for longitude, latitude in piece] for piece in pieces]
