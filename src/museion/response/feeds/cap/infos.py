"""CAP `info`, `resource` and `area` elements."""

from lxml import etree

from museion.core.wording import Wording
from museion.response.feeds.alerts import Area, Circle, FeedError, Flaw, Geocode, Info, Polygon, Resource
from museion.response.feeds.cap.fields import Fields, read_number
from museion.response.feeds.terms import Category, Certainty, ResponseType, Severity, Urgency
from museion.response.feeds.xml import iterate_children

MAX_CORNERS = 50_000


def read_info(element: etree._Element, number: int, departures: list[str]) -> Info:
    fields = Fields(element, f"info[{number}]", departures)
    return Info(
        event=fields.require_text("event"),
        categories=_read_categories(fields),
        urgency=fields.require_term("urgency", Urgency),
        severity=fields.require_term("severity", Severity),
        certainty=fields.require_term("certainty", Certainty),
        language=fields.get_text("language") or "en-US",
        response_types=fields.find_terms("responseType", ResponseType),
        audience=fields.get_text("audience"),
        event_codes=fields.get_pairs("eventCode"),
        effective=fields.find_moment("effective"),
        onset=fields.find_moment("onset"),
        expires=fields.find_moment("expires"),
        sender_name=fields.get_text("senderName"),
        headline=fields.get_text("headline"),
        description=fields.get_text("description"),
        instruction=fields.get_text("instruction"),
        web=fields.get_text("web"),
        contact=fields.get_text("contact"),
        parameters=fields.get_pairs("parameter"),
        resources=_read_resources(element, fields),
        areas=_read_areas(element, fields),
    )


def read_polygon(text: str, where: str) -> Polygon:
    """`lat,lon lat,lon …`. A ring left open is closed; whether it makes sense on a globe is `exposure`'s to say."""
    corners = [read_corner(pair, where) for pair in text.split()[: MAX_CORNERS + 1]]
    if len(corners) > MAX_CORNERS:
        raise FeedError(Flaw.TOO_LARGE, where, expected=Wording("at most %(most)s corners", most=str(MAX_CORNERS)))
    if corners and corners[0] != corners[-1]:
        corners.append(corners[0])
    if len(corners) < 4:
        raise FeedError(Flaw.BAD_VALUE, where, text, Wording("four pairs or more, the last like the first"))
    return Polygon(tuple(corners))


def read_circle(text: str, where: str) -> Circle:
    """`lat,lon radius`, the radius in kilometres."""
    parts = text.split()
    if len(parts) != 2:
        raise FeedError(Flaw.BAD_VALUE, where, text, Wording("latitude,longitude and a radius in kilometres"))
    latitude, longitude = read_corner(parts[0], where)
    radius = read_number(parts[1], where)
    if radius < 0:
        raise FeedError(Flaw.BAD_VALUE, where, text, Wording("a radius of 0 or more"))
    return Circle(latitude, longitude, radius)


def read_corner(pair: str, where: str) -> tuple[float, float]:
    latitude, comma, longitude = pair.partition(",")
    if not comma:
        raise FeedError(Flaw.BAD_VALUE, where, pair, Wording("latitude,longitude"))
    return read_number(latitude, where), read_number(longitude, where)


def _read_categories(fields: Fields) -> tuple[Category, ...]:
    fields.require_text("category")
    categories = fields.find_terms("category", Category)
    if not categories:
        raise FeedError(Flaw.BAD_VALUE, f"{fields.place}/category", fields.get_text("category"), " | ".join(Category))
    return categories


def _read_resources(element: etree._Element, info: Fields) -> tuple[Resource, ...]:
    held = [Fields(child, f"{info.place}/resource", info.departures) for child in iterate_children(element, "resource")]
    resources = (info.forgive(_read_resource, fields) for fields in held)
    return tuple(resource for resource in resources if resource)


def _read_resource(fields: Fields) -> Resource:
    size = fields.find_number("size")
    return Resource(
        description=fields.require_text("resourceDesc"),
        mime_type=fields.get_text("mimeType"),  # optional until CAP 1.2
        size=int(size) if size is not None else None,
        uri=fields.get_text("uri"),
        digest=fields.get_text("digest"),
    )


def _read_areas(element: etree._Element, info: Fields) -> tuple[Area, ...]:
    children = enumerate(iterate_children(element, "area"), 1)
    return tuple(
        _read_area(Fields(child, f"{info.place}/area[{number}]", info.departures)) for number, child in children
    )


def _read_area(fields: Fields) -> Area:
    place = fields.place
    polygons = (fields.forgive(read_polygon, text, f"{place}/polygon") for text in fields.get_texts("polygon"))
    circles = (fields.forgive(read_circle, text, f"{place}/circle") for text in fields.get_texts("circle"))
    return Area(
        description=fields.require_text("areaDesc"),
        polygons=tuple(polygon for polygon in polygons if polygon),
        circles=tuple(circle for circle in circles if circle),
        geocodes=tuple(Geocode(scheme, value) for scheme, value in fields.get_pairs("geocode") if value),
        altitude=fields.find_number("altitude"),
        ceiling=fields.find_number("ceiling"),
    )
