"""Hazard events as JSON (one typed shape for the API and for `/id/<key>.json`) and as JSON-LD (schema.org)."""

from datetime import datetime
from typing import Any

from museion.core.access import Viewer
from museion.core.kinds import Representation, WriterContext
from museion.core.representations import RecordJson, Texts, describe_record, link_texts, make_representations
from museion.response.models import HazardEvent


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


REPRESENTATIONS: dict[str, tuple[Representation, ...]] = {
    "hazard_event": make_representations(describe_hazard_event, _link_event),
}
