"""RFC 7946 geometries to areas."""

from collections.abc import Iterator
from typing import Any

from museion.core.wording import Wording
from museion.response.feeds.alerts import Area, Circle, FeedError, Flaw, Polygon, Ring

_MAX_DEPTH = 8
_LINES = ("LineString", "MultiLineString")


def read_geometry(geometry: Any, departures: list[str], *, description: str = "") -> Area:
    """One area of everything in the geometry; points become circles without radius. Raises `FeedError`."""
    shapes = list(_read_shapes(geometry, departures, depth=0)) if geometry is not None else []
    polygons = tuple(shape for shape in shapes if isinstance(shape, Polygon))
    return Area(description, polygons, tuple(shape for shape in shapes if isinstance(shape, Circle)))


def _read_shapes(geometry: Any, departures: list[str], *, depth: int) -> Iterator[Polygon | Circle]:
    if not isinstance(geometry, dict) or depth > _MAX_DEPTH:
        raise FeedError(Flaw.BAD_VALUE, "geometry", str(geometry), Wording("a GeoJSON geometry"))
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "GeometryCollection":
        for part in _require_list(geometry.get("geometries")):
            yield from _read_shapes(part, departures, depth=depth + 1)
    elif kind in ("Polygon", "MultiPolygon"):
        yield from map(_read_polygon, [coordinates] if kind == "Polygon" else _require_list(coordinates))
    elif kind in ("Point", "MultiPoint"):
        yield from map(_read_point, [coordinates] if kind == "Point" else _require_list(coordinates))
    elif kind in _LINES:
        departures.append(f"geometry: a {kind} has no inside; left out")
    else:
        raise FeedError(Flaw.BAD_VALUE, "geometry/type", str(kind), Wording("a GeoJSON geometry"))


def _read_polygon(rings: Any) -> Polygon:
    held = [_read_ring(ring) for ring in _require_list(rings)]
    if not held:
        raise FeedError(Flaw.MISSING, "geometry/coordinates")
    return Polygon(held[0], tuple(held[1:]))


def _read_ring(positions: Any) -> Ring:
    corners = [_read_position(position) for position in _require_list(positions)]
    if corners and corners[0] != corners[-1]:
        corners.append(corners[0])
    if len(corners) < 4:
        raise FeedError(
            Flaw.BAD_VALUE, "geometry/coordinates", str(positions), Wording("a ring of four positions or more")
        )
    return tuple(corners)


def _read_point(position: Any) -> Circle:
    latitude, longitude = _read_position(position)
    return Circle(latitude, longitude, 0.0)


def _read_position(position: Any) -> tuple[float, float]:
    """GeoJSON writes longitude first."""
    held = _require_list(position)
    numbers = [value for value in held[:2] if isinstance(value, int | float) and not isinstance(value, bool)]
    if len(numbers) != 2:
        raise FeedError(Flaw.BAD_VALUE, "geometry/coordinates", str(position), Wording("longitude and latitude"))
    return float(numbers[1]), float(numbers[0])


def _require_list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise FeedError(Flaw.BAD_VALUE, "geometry/coordinates", str(value), Wording("a list"))
    return value
