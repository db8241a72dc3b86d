"""What GDACS says of an event, from either format, as an alert.

An event has several episodes; each is one message about it, so the alert is named by event and episode and the episodes
follow one another on the event's timeline.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from museion.response.feeds.alerts import Alert, Area, Circle, FeedError, Flaw, Geocode, Info, Polygon, Shaking
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

SENDER = "gdacs.org"
EVENT_TYPES: Mapping[str, tuple[Hazard, Category, str]] = {
    "EQ": (Hazard.EARTHQUAKE, Category.GEO, "Earthquake"),
    "TC": (Hazard.TROPICAL_CYCLONE, Category.MET, "Tropical cyclone"),
    "FL": (Hazard.FLOOD, Category.MET, "Flood"),
    "DR": (Hazard.DROUGHT, Category.MET, "Drought"),
    "WF": (Hazard.WILDFIRE, Category.FIRE, "Wildfire"),
    "TS": (Hazard.TSUNAMI, Category.GEO, "Tsunami"),
    "VO": (Hazard.VOLCANO, Category.GEO, "Volcano"),
}
# GDACS's levels say how much help from outside may be needed: green little, orange some, red much.
ALERT_LEVELS = {"Green": Severity.MINOR, "Orange": Severity.SEVERE, "Red": Severity.EXTREME}


@dataclass(frozen=True, slots=True)
class Episode:
    """The fields that both formats have, as text or read."""

    event_type: str
    event_id: str
    episode_id: str
    alert_level: str
    sent: datetime
    begins: datetime
    is_current: bool
    title: str
    description: str
    web: str
    country: str
    iso3: str
    severity: float | None
    severity_text: str
    depth_km: float | None
    point: tuple[float, float] | None
    polygons: tuple[Polygon, ...] = ()


def make_alert(episode: Episode, departures: tuple[str, ...]) -> Alert:
    """Raises `FeedError` where the event has no type, number or level that GDACS has."""
    kind = EVENT_TYPES.get(episode.event_type)
    if kind is None:
        raise FeedError(Flaw.BAD_VALUE, "eventtype", episode.event_type, " | ".join(EVENT_TYPES))
    severity = ALERT_LEVELS.get(episode.alert_level.capitalize())
    if severity is None:
        raise FeedError(Flaw.BAD_VALUE, "alertlevel", episode.alert_level, " | ".join(ALERT_LEVELS))
    if not episode.event_id:
        raise FeedError(Flaw.MISSING, "eventid")
    hazard, category, name = kind
    event = f"{episode.event_type}{episode.event_id}"
    return Alert(
        source="gdacs",
        identifier=f"{event}-{episode.episode_id or '0'}",
        sender=SENDER,
        sent=episode.sent,
        status=Status.ACTUAL,
        message_type=MessageType.ALERT,
        scope=Scope.PUBLIC,
        event=event,
        episode=episode.episode_id,
        hazard=hazard,
        shaking=_make_shaking(hazard, episode),
        infos=(_make_info(episode, name, category, severity),),
        departures=departures,
    )


def _make_info(episode: Episode, name: str, category: Category, severity: Severity) -> Info:
    return Info(
        event=name,
        categories=(category,),
        urgency=Urgency.IMMEDIATE if episode.is_current else Urgency.PAST,
        severity=severity,
        certainty=Certainty.OBSERVED,
        language="en",
        onset=episode.begins,
        sender_name="GDACS",
        headline=episode.title,
        description=episode.description,
        web=episode.web,
        parameters=(("severity", episode.severity_text),) if episode.severity_text else (),
        areas=_make_areas(episode),
    )


def _make_areas(episode: Episode) -> tuple[Area, ...]:
    """A point is a circle without radius: how far its hazard reaches is `exposure`'s to say."""
    geocodes = (Geocode("ISO 3166-1", episode.iso3),) if episode.iso3 else ()
    circles = (Circle(*episode.point, 0.0),) if episode.point and not episode.polygons else ()
    if not (geocodes or circles or episode.polygons):
        return ()
    return (Area(episode.country or episode.title, episode.polygons, circles, geocodes),)


def _make_shaking(hazard: Hazard, episode: Episode) -> Shaking | None:
    if hazard is not Hazard.EARTHQUAKE or episode.severity is None:
        return None
    return Shaking(episode.severity, episode.depth_km)
