"""A row of the desk's own alerts as the typed alert that is written, with one account for each language."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils import translation

from museion.response.feeds.alerts import Alert, Area, Circle, Geocode, Info, Polygon, Reference
from museion.response.feeds.terms import (
    UNDRR_CODES,
    Category,
    Certainty,
    Hazard,
    MessageType,
    ResponseType,
    Scope,
    Severity,
    Status,
    Urgency,
)
from museion.response.labels import HAZARD_LABELS
from museion.response.models import DeskAlert

Features = Mapping[str, Any]
"""A GeoJSON FeatureCollection; a point with `radius_km` is a disc, a feature without geometry a whole country."""


def make_alert(row: DeskAlert, chain: Sequence[DeskAlert], *, sender: str) -> Alert:
    """`chain`: the earlier messages, which a message refers to one and all (CAP 1.2 section 3.2.1)."""
    return Alert(
        source="cap",
        identifier=row.identifier,
        sender=sender,
        sent=row.sent_at,
        status=Status(row.status),
        message_type=MessageType(row.message_type),
        scope=Scope.PUBLIC,
        note=row.note,
        references=tuple(Reference(sender, earlier.identifier, earlier.sent_at) for earlier in chain),
        infos=tuple(_make_info(row, language) for language in row.headlines),
    )


def write_area(area: Area) -> dict[str, Any]:
    polygons = [
        ({"type": "Polygon", "coordinates": [[[y, x] for x, y in one.shell]]}, {"rule": "inside the polygon"})
        for one in area.polygons
    ]
    circles = [
        (
            {"type": "Point", "coordinates": [one.longitude, one.latitude]},
            {"rule": "inside the circle", "radius_km": one.radius_km},
        )
        for one in area.circles
    ]
    countries = [(None, {"rule": "country", "country": code.value}) for code in area.geocodes]
    drawn: list[tuple[Any, dict[str, Any]]] = [*polygons, *circles, *countries]
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "geometry": geometry, "properties": {"description": area.description, **properties}}
            for geometry, properties in drawn
        ],
    }


def read_area(features: Features, description: str) -> Area:
    held = [(one["geometry"], one["properties"]) for one in features.get("features", ())]
    return Area(
        description=description,
        polygons=tuple(polygon for geometry, _ in held if geometry for polygon in _draw_polygons(geometry)),
        circles=tuple(
            Circle(geometry["coordinates"][1], geometry["coordinates"][0], properties.get("radius_km", 0.0))
            for geometry, properties in held
            if geometry and geometry["type"] == "Point"
        ),
        geocodes=tuple(Geocode("ISO 3166-1", properties["country"]) for geometry, properties in held if not geometry),
    )


def _make_info(row: DeskAlert, language: str) -> Info:
    hazard = Hazard(row.hazard)
    with translation.override(language):
        event = str(HAZARD_LABELS[hazard])
    codes = [("GLIDE", hazard.value)] + ([("UNDRR", UNDRR_CODES[hazard])] if hazard in UNDRR_CODES else [])
    return Info(
        event=event,
        categories=(Category(row.category),),
        urgency=Urgency(row.urgency),
        severity=Severity(row.severity),
        certainty=Certainty(row.certainty),
        language=language,
        response_types=(ResponseType(row.response_type),) if row.response_type else (),
        event_codes=tuple(codes),
        expires=row.expires_at,
        headline=row.headlines[language],
        description=row.descriptions.pick(language).text,
        instruction=row.instructions.pick(language).text,
        areas=(read_area(row.areas, row.area_descriptions.pick(language).text),),
    )


def _draw_polygons(geometry: Mapping[str, Any]) -> Iterator[Polygon]:
    """Outer rings alone: CAP knows no holes."""
    match geometry["type"]:
        case "Polygon":
            yield _draw_ring(geometry["coordinates"][0])
        case "MultiPolygon":
            yield from (_draw_ring(rings[0]) for rings in geometry["coordinates"])


def _draw_ring(ring: Sequence[Sequence[float]]) -> Polygon:
    return Polygon(tuple((float(position[1]), float(position[0])) for position in ring))
