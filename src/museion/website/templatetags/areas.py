"""The map of an area with places in and around it: GeoJSON and marks as SVG."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django import template
from django.utils import translation

from museion.core.countries import get_country_name
from museion.search.requests import Disc
from museion.website.map.circles import draw_ring
from museion.website.map.clusters import Place, cluster
from museion.website.map.frame import WORLD, Frame
from museion.website.map.outlines import Outline, Ring, split_at_date_line, write_path
from museion.website.map.projection import project
from museion.website.map.world import get_shapes

register = template.Library()
Mark = tuple[float, float, str, str]
"""Latitude, longitude, title, address."""


@register.inclusion_tag("components/area_map.html", takes_context=True)
def area_map(context: template.Context, areas: Mapping[str, Any], marks: Iterable[Mark] = ()) -> dict[str, Any]:
    """`areas`: a FeatureCollection; a point with `radius_km` is a disc, a feature without geometry a whole country."""
    features = areas.get("features", ()) if areas else ()
    outlines = [outline for feature in features for outline in _draw(feature)]
    places = [Place(latitude, longitude, title=title, url=url) for latitude, longitude, title, url in marks]
    points = [point for outline in outlines for point in outline]
    points += [project(place.latitude, place.longitude) for place in places]
    here = {feature["properties"].get("country", "") for feature in features}
    points += [
        corner for shape in get_shapes() if shape.code and shape.code in here for corner in _corners(shape.frame)
    ]
    frame = Frame.around(points).widen(least=60) if points else Frame.around([(0, 0), (1000, 500)]).widen()
    return {
        "request": context.get("request"),
        "shapes": get_shapes(),
        "here": here,
        "areas": [write_path(outline) for outline in outlines],
        "frame": str(frame),
        "dots": cluster(places, frame=frame, enlarge=2),
    }


@register.inclusion_tag("components/shaded_map.html")
def shaded_map(counts: Mapping[str, int], shades: Sequence[int]) -> dict[str, Any]:
    """The world, each country the darker the more it has; `shades`: from how many each shade begins."""
    language = translation.get_language() or "en"
    return {
        "shapes": [
            (shape, sum(counts.get(shape.code, 0) >= least for least in shades), counts.get(shape.code, 0))
            for shape in get_shapes()
        ],
        "names": {code: get_country_name(code, language) for code in counts},
        "frame": str(WORLD),
    }


def _draw(feature: Mapping[str, Any]) -> Iterator[Outline]:
    geometry = feature["geometry"]
    if geometry is None:
        return
    radius = feature["properties"].get("radius_km")
    for ring in _list_rings(geometry, radius):
        for piece in split_at_date_line(ring):
            yield [project(latitude, longitude) for longitude, latitude in piece]


def _list_rings(geometry: Mapping[str, Any], radius_km: float | None) -> Iterator[Ring]:
    match geometry["type"]:
        case "Point" if radius_km:
            longitude, latitude = geometry["coordinates"]
            yield draw_ring(Disc(latitude, longitude, radius_km))
        case "Polygon":
            yield _list_corners(geometry["coordinates"][0])
        case "MultiPolygon":
            yield from (_list_corners(rings[0]) for rings in geometry["coordinates"])


def _list_corners(positions: Iterable[Iterable[float]]) -> Ring:
    return [(longitude, latitude) for longitude, latitude, *_height in positions]


def _corners(frame: Frame) -> list[tuple[float, float]]:
    return [(frame.x, frame.y), (frame.x + frame.width, frame.y + frame.height)]
