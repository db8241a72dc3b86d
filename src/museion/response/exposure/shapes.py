"""Shapes on the globe as the finder takes them: outlines and discs, with longitudes that run on over the antimeridian."""

from dataclasses import dataclass
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Outline:
    """A valid polygon or multipolygon, edges straight in longitude and latitude (RFC 7946 section 3.1.1).

    `geometry` is shapely's; its longitudes lie between -360 and 360 and never jump. Places within `margin_km` of it count.
    """

    geometry: Any
    margin_km: float = 0.0


@dataclass(frozen=True, slots=True)
class Disc:
    """All places no farther than `radius_km` from one place, by geodesic."""

    latitude: float
    longitude: float
    radius_km: float

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -360 <= self.longitude <= 360 and self.radius_km >= 0):
            raise ValueError(f"no disc on the globe: {self.latitude}, {self.longitude}, {self.radius_km} km")


Shape: TypeAlias = Outline | Disc
