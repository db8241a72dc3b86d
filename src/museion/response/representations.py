"""Hazard events and the desk's own alerts as JSON (one typed shape for the API and for `/id/<key>.json`) and as JSON-LD (schema.org)."""

from datetime import datetime
from typing import Any

from museion.core.access import Viewer
from museion.core.kinds import Representation, WriterContext
from museion.core.representations import RecordJson, Texts, describe_record, link_texts, make_representations
from museion.response.alerting.syndication import CAP_MEDIA_TYPE
from museion.response.models import DeskAlert, HazardEvent


class HazardEventJson(RecordJson):
    """`areas`: GeoJSON; a disc is a point with `radius_km`. `severity`, `certainty`, `urgency`, `status`: as CAP has them."""

    event_key: str
    source_name: str
    titles: Texts
    descriptions: Texts
    hazard: str
    status: str
    state: str
    severity: str
    certainty: str
    urgency: str
    magnitude: float | None
    begins_at: datetime | None
    expires_at: datetime | None
    areas: dict[str, Any]
    countries: list[str]
    latitude: float | None
    longitude: float | None
    exposed_count: int


_COLUMNS = [name for name in HazardEventJson.model_fields if name not in RecordJson.model_fields]


def describe_hazard_event(event: HazardEvent, _viewer: Viewer) -> HazardEventJson:
    return HazardEventJson(
        **describe_record(event, "hazard_event"), **{name: getattr(event, name) for name in _COLUMNS}
    )


def _link_event(event: HazardEvent, _context: WriterContext) -> dict[str, Any]:
    return {
        "@type": "Event",
        "name": link_texts(event.titles),
        "description": link_texts(event.descriptions),
        "startDate": event.begins_at.isoformat() if event.begins_at else None,
        "endDate": event.expires_at.isoformat() if event.expires_at else None,
        "location": {"@type": "Place", "latitude": event.latitude, "longitude": event.longitude}
        if event.latitude is not None
        else None,
    }


class DeskAlertJson(RecordJson):
    """`areas`: GeoJSON; the codes are those of CAP 1.2, `hazard` is GLIDE's. The signed message is at `<url>.cap`."""

    identifier: str
    message_type: str
    status: str
    sent_at: datetime
    expires_at: datetime
    hazard: str
    category: str
    urgency: str
    severity: str
    certainty: str
    response_type: str
    headlines: Texts
    descriptions: Texts
    instructions: Texts
    area_descriptions: Texts
    areas: dict[str, Any]
    note: str
    replaces: str | None
    event: str | None


_ALERT_COLUMNS = [
    name for name in DeskAlertJson.model_fields if name not in {*RecordJson.model_fields, "replaces", "event"}
]


def describe_desk_alert(alert: DeskAlert, _viewer: Viewer) -> DeskAlertJson:
    return DeskAlertJson(
        **describe_record(alert, "desk_alert"),
        **{name: getattr(alert, name) for name in _ALERT_COLUMNS},
        replaces=alert.replaces.key if alert.replaces else None,
        event=alert.event.key if alert.event else None,
    )


def _link_desk_alert(alert: DeskAlert, _context: WriterContext) -> dict[str, Any]:
    return {
        "@type": "SpecialAnnouncement",
        "name": link_texts(alert.headlines),
        "text": link_texts(alert.descriptions),
        "datePosted": alert.sent_at.isoformat(),
        "expires": alert.expires_at.isoformat(),
        "spatialCoverage": link_texts(alert.area_descriptions),
    }


def _write_cap(alert: DeskAlert, _context: WriterContext) -> bytes:
    return alert.document.encode()


REPRESENTATIONS: dict[str, tuple[Representation, ...]] = {
    "hazard_event": make_representations(describe_hazard_event, _link_event),
    "desk_alert": (
        *make_representations(describe_desk_alert, _link_desk_alert),
        Representation("cap", CAP_MEDIA_TYPE, "CAP 1.2", _write_cap),
    ),
}
