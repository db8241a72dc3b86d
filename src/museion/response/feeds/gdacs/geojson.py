"""GDACS GeoJSON, as `geteventlist` and `geteventdata` answer."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from museion.response.feeds.alerts import Alert, FeedError, Flaw, Problem, Reading, join_readings
from museion.response.feeds.gdacs.events import Episode, make_alert
from museion.response.feeds.json import find_number, get_properties, require_properties, write_fragment
from museion.response.feeds.moments import read_iso_moment
from museion.response.feeds.shapes.geojson import read_geometry


def is_gdacs(features: list[Any]) -> bool:
    return any({"eventtype", "eventid"} <= get_properties(feature).keys() for feature in features)


def read_gdacs_geojson(features: list[Any]) -> Reading:
    return join_readings(_read_feature(feature, number) for number, feature in enumerate(features, 1))


def _read_feature(feature: Any, number: int) -> Reading:
    try:
        return Reading(alerts=(_read_alert(feature),))
    except FeedError as error:
        held = error.problem
        place = f"features[{number}]/{held.where}"
        return Reading(problems=(Problem(held.flaw, place, held.found, held.expected, write_fragment(feature)),))


def _read_alert(feature: Any) -> Alert:
    properties = require_properties(feature)
    departures: list[str] = []
    severity = properties.get("severitydata")
    severity = severity if isinstance(severity, dict) else {}
    area = read_geometry(feature.get("geometry"), departures)
    episode = Episode(
        event_type=_require(properties, "eventtype"),
        event_id=_require(properties, "eventid"),
        episode_id=_get_text(properties, "episodeid"),
        alert_level=_require(properties, "alertlevel"),
        sent=_read_moment(properties, "datemodified", "fromdate"),
        begins=_read_moment(properties, "fromdate", "datemodified"),
        is_current=_get_text(properties, "iscurrent").lower() == "true",
        title=_get_text(properties, "name") or _get_text(properties, "htmldescription"),
        description=_get_text(properties, "description") or _get_text(properties, "htmldescription"),
        web=_find_address(properties),
        country=_get_text(properties, "country"),
        iso3=_get_text(properties, "iso3"),
        severity=find_number(severity.get("severity")),
        severity_text=_get_text(severity, "severitytext"),
        depth_km=find_number(properties.get("depth")),
        point=(area.circles[0].latitude, area.circles[0].longitude) if area.circles else None,
        polygons=area.polygons,
    )
    return make_alert(episode, tuple(departures))


def _get_text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()


def _require(values: Mapping[str, Any], name: str) -> str:
    text = _get_text(values, name)
    if not text:
        raise FeedError(Flaw.MISSING, name)
    return text


def _read_moment(values: Mapping[str, Any], *names: str) -> datetime:
    """GDACS writes UTC without saying so."""
    name = next((name for name in names if _get_text(values, name)), names[-1])
    text = _require(values, name)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return read_iso_moment(text, name)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _find_address(properties: Mapping[str, Any]) -> str:
    held = properties.get("url")
    return _get_text(held, "report") if isinstance(held, dict) else _get_text(properties, "url")
