"""USGS GeoJSON: each feature is one earthquake, updated in place as it is studied."""

from typing import Any

from museion.core.wording import Wording
from museion.response.feeds.alerts import (
    Alert,
    Area,
    Circle,
    FeedError,
    Flaw,
    Info,
    Problem,
    Reading,
    Shaking,
    join_readings,
)
from museion.response.feeds.json import find_number, get_properties, require_properties, write_fragment
from museion.response.feeds.moments import read_epoch_milliseconds
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

SENDER = "earthquake.usgs.gov"
# PAGER's colours: estimated deaths and losses (USGS Fact Sheet 2010-3036).
PAGER_LEVELS = {
    "green": Severity.MINOR,
    "yellow": Severity.MODERATE,
    "orange": Severity.SEVERE,
    "red": Severity.EXTREME,
}


def is_usgs(features: list[Any]) -> bool:
    return any({"mag", "time", "net"} <= get_properties(feature).keys() for feature in features)


def read_usgs(features: list[Any]) -> Reading:
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
    event = str(feature.get("id") or "")
    if not event:
        raise FeedError(Flaw.MISSING, "id")
    longitude, latitude, depth = _read_coordinates(feature.get("geometry"))
    magnitude = find_number(properties.get("mag"))
    updated = properties.get("updated") or properties.get("time")
    info = _make_info(properties, Circle(latitude, longitude, 0.0), magnitude)
    return Alert(
        source="usgs",
        identifier=f"{event}-{updated}",
        sender=SENDER,
        sent=read_epoch_milliseconds(updated, "properties/updated"),
        status=Status.ACTUAL,
        message_type=MessageType.CANCEL if properties.get("status") == "deleted" else MessageType.ALERT,
        scope=Scope.PUBLIC,
        event=event,
        episode=str(updated),
        hazard=Hazard.EARTHQUAKE if properties.get("type", "earthquake") == "earthquake" else Hazard.OTHER,
        shaking=Shaking(magnitude, depth) if magnitude is not None else None,
        infos=(info,),
        departures=() if magnitude is not None else ("properties/mag: no magnitude, so its reach is not known",),
    )


def _make_info(properties: dict[str, Any], epicentre: Circle, magnitude: float | None) -> Info:
    place = str(properties.get("place") or "")
    return Info(
        event=str(properties.get("type") or "earthquake").capitalize(),
        categories=(Category.GEO,),
        urgency=Urgency.PAST,
        severity=PAGER_LEVELS.get(str(properties.get("alert")), _rate(magnitude)),
        certainty=Certainty.OBSERVED if properties.get("status") == "reviewed" else Certainty.LIKELY,
        language="en",
        onset=read_epoch_milliseconds(properties.get("time"), "properties/time"),
        sender_name="USGS",
        headline=str(properties.get("title") or place),
        web=str(properties.get("url") or ""),
        areas=(Area(place or f"{epicentre.latitude}, {epicentre.longitude}", circles=(epicentre,)),),
    )


def _rate(magnitude: float | None) -> Severity:
    """Where PAGER has not spoken: the classes great, major, strong, moderate that USGS names magnitudes by."""
    if magnitude is None:
        return Severity.UNKNOWN
    bounds = ((7.0, Severity.EXTREME), (6.0, Severity.SEVERE), (5.0, Severity.MODERATE))
    return next((severity for least, severity in bounds if magnitude >= least), Severity.MINOR)


def _read_coordinates(geometry: Any) -> tuple[float, float, float | None]:
    held = geometry.get("coordinates") if isinstance(geometry, dict) else None
    numbers = [find_number(value) for value in held] if isinstance(held, list) else []
    if len(numbers) < 2 or numbers[0] is None or numbers[1] is None:
        raise FeedError(Flaw.BAD_VALUE, "geometry/coordinates", str(held), Wording("longitude, latitude, depth"))
    return numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else None
