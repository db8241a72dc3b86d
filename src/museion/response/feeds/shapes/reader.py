"""A dropped GeoJSON document or a text of WKT, one alert a shape."""

import hashlib
from datetime import datetime
from typing import Any

import shapely
from shapely.geometry import mapping

from museion.core.wording import Wording
from museion.response.feeds.alerts import Alert, Area, FeedError, Flaw, Info, Problem, Reading, join_readings
from museion.response.feeds.hazards import name_hazard
from museion.response.feeds.json import get_properties, write_fragment
from museion.response.feeds.shapes.geojson import read_geometry
from museion.response.feeds.terms import (
    Category,
    Certainty,
    Hazard,
    MessageType,
    Scope,
    Severity,
    Status,
    Urgency,
)

WKT_WORDS = ("POINT", "MULTIPOINT", "POLYGON", "MULTIPOLYGON", "GEOMETRYCOLLECTION", "SRID=")
_TITLES = ("headline", "title", "name", "NAME", "event")


def read_shapes(document: dict[str, Any], *, received_at: datetime) -> Reading:
    """A Feature, a FeatureCollection or a bare geometry. `received_at` stands for the time that shapes do not state."""
    if document.get("type") == "FeatureCollection":
        features = document.get("features")
        held = features if isinstance(features, list) else []
    else:
        held = [document if document.get("type") == "Feature" else {"geometry": document, "properties": {}}]
    if not held:
        return Reading(problems=(Problem(Flaw.MISSING, "features"),))
    return join_readings(_read_feature(feature, number, received_at) for number, feature in enumerate(held, 1))


def read_wkt(text: str, *, received_at: datetime) -> Reading:
    """Well-known text (OGC 06-103r4), longitude first; PostGIS's `SRID=4326;` is understood, other systems refused."""
    prefix, _, body = text.strip().rpartition(";")
    try:
        if prefix and prefix.upper() != "SRID=4326":
            raise FeedError(Flaw.BAD_VALUE, "WKT", prefix, "WGS 84 (SRID=4326)")
        geometry = shapely.from_wkt(body)
        document = mapping(geometry)
    except (shapely.errors.GEOSException, ValueError) as error:
        return Reading(problems=(_describe(error, text),))
    return read_shapes(_as_lists(document), received_at=received_at)


def _describe(error: Exception, text: str) -> Problem:
    if isinstance(error, FeedError):
        return error.problem
    return Problem(
        Flaw.MALFORMED,
        "WKT",
        str(error),
        Wording("well-known text such as POLYGON ((2 48, 3 48, 3 49, 2 48))"),
        text[:500],
    )


def _read_feature(feature: Any, number: int, received_at: datetime) -> Reading:
    try:
        return Reading(alerts=(_read_alert(feature, received_at),))
    except FeedError as error:
        held = error.problem
        place = f"features[{number}]/{held.where}"
        return Reading(problems=(Problem(held.flaw, place, held.found, held.expected, write_fragment(feature)),))


def _read_alert(feature: Any, received_at: datetime) -> Alert:
    if not isinstance(feature, dict):
        raise FeedError(Flaw.BAD_VALUE, found=str(feature), expected=Wording("a GeoJSON feature"))
    departures: list[str] = []
    properties = get_properties(feature)
    title = next((str(properties[name]) for name in _TITLES if properties.get(name)), "")
    area = read_geometry(feature.get("geometry"), departures, description=title)
    if not (area.polygons or area.circles):
        raise FeedError(Flaw.MISSING, "geometry", expected=Wording("a polygon or a point"))
    return Alert(
        source="shapes",
        identifier=str(feature.get("id") or hashlib.sha256(write_fragment(feature).encode()).hexdigest()[:16]),
        sender="desk",
        sent=received_at,
        status=Status.ACTUAL,
        message_type=MessageType.ALERT,
        scope=Scope.PUBLIC,
        hazard=_find_hazard(properties, title),
        infos=(_make_info(title, area),),
        departures=tuple(departures),
    )


def _make_info(title: str, area: Area) -> Info:
    return Info(
        event=title or "Shape",
        categories=(Category.OTHER,),
        urgency=Urgency.UNKNOWN,
        severity=Severity.UNKNOWN,
        certainty=Certainty.UNKNOWN,
        language="und",
        headline=title,
        areas=(area,),
    )


def _find_hazard(properties: dict[str, Any], title: str) -> Hazard | None:
    stated = str(properties.get("hazard") or "").upper()
    return Hazard(stated) if stated in set(Hazard) else name_hazard(title)


def _as_lists(value: Any) -> Any:
    """Shapely writes positions as tuples."""
    if isinstance(value, dict):
        return {name: _as_lists(held) for name, held in value.items()}
    return [_as_lists(held) for held in value] if isinstance(value, list | tuple) else value
