"""Which places a shape reaches: the same as asking GEOS and PROJ about every pair, anywhere on the globe."""

import numpy as np
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st

from museion.core.testing.examples import draw_degrees
from museion.response.exposure.finding import find_exposed
from museion.response.exposure.geodesy import Floats, measure_km
from museion.response.exposure.places import arrange_places
from museion.response.exposure.shapes import Disc, Outline, Shape

CHANCE = np.random.default_rng(20260314)
LATITUDES = np.concatenate([CHANCE.uniform(-90, 90, 1500), CHANCE.normal(48, 3, 1500), [90, -90, 0, 0, 48.125, 48.0]])
LONGITUDES = np.concatenate([CHANCE.uniform(-180, 180, 1500), CHANCE.normal(9, 5, 1500), [0, 0, 180, -180, 9.0, 9.5]])
PLACES = arrange_places(LATITUDES, LONGITUDES)


def find(shape: Shape) -> list[int]:
    return find_exposed(PLACES, [shape]).get_places(0).tolist()


def compare_all(shape: Shape) -> list[int]:
    """Every place asked by itself."""
    if isinstance(shape, Disc):
        here: Floats = np.full(len(LATITUDES), shape.latitude)
        distance = measure_km(here, np.full(len(LATITUDES), shape.longitude), LATITUDES, LONGITUDES)
        return np.flatnonzero(distance <= shape.radius_km).tolist()
    turned = [shapely.intersects_xy(shape.geometry, LONGITUDES + turn, LATITUDES) for turn in (-360, 0, 360)]
    return np.flatnonzero(np.any(turned, axis=0)).tolist()


discs = st.builds(
    Disc,
    draw_degrees(-90, 90),
    draw_degrees(-180, 180),
    st.one_of(st.floats(0, 2000), st.floats(0, 20_100)),
)


@given(discs)
@example(Disc(90, 0, 500))
@example(Disc(-89.9, 120, 3000))
@example(Disc(0, 180, 1500))
@example(Disc(48.125, 9.0, 0))
@example(Disc(10, 10, 20_100))
def test_a_disc_reaches_what_is_near_enough_by_geodesic(disc: Disc) -> None:
    assert find(disc) == compare_all(disc)


@st.composite
def outlines(draw: st.DrawFn) -> Outline:
    """Stars around a centre, with corners on a coarse grid at times, so that edges lie on rows and on places."""
    latitude, longitude = draw(draw_degrees(-60, 60)), draw(draw_degrees(-180, 180))
    radii = draw(st.lists(st.floats(0.01, 25), min_size=3, max_size=30))
    angles = np.linspace(0, 2 * np.pi, len(radii), endpoint=False)
    corners = np.stack([longitude + np.cos(angles) * radii, latitude + np.sin(angles) * radii], axis=1)
    step = draw(st.sampled_from([1e-9, 0.125, 0.5]))
    polygon = shapely.make_valid(shapely.Polygon(np.round(corners / step) * step))
    return Outline(shapely.unary_union([part for part in shapely.get_parts(polygon) if part.geom_type == "Polygon"]))


@given(outlines())
def test_an_outline_reaches_what_geos_finds_in_it(outline: Outline) -> None:
    assert find(outline) == compare_all(outline)


@pytest.mark.parametrize(
    "geometry",
    [
        shapely.box(-180, -90, 180, 90),
        shapely.box(170, -30, 190, 30),
        shapely.box(-200, 40, -170, 60),
        shapely.box(5, 44, 13, 52).difference(shapely.box(7, 46, 11, 50)),
        shapely.MultiPolygon([shapely.box(5, 44, 7, 46), shapely.box(8, 47, 12, 49)]),
        shapely.box(9.0, 48.0, 9.5, 48.125),
    ],
    ids=["the globe", "over the antimeridian", "the same, from the west", "a hole", "two parts", "corners on places"],
)
def test_it_holds_for(geometry: shapely.Geometry) -> None:
    outline = Outline(geometry)
    assert find(outline) == compare_all(outline)
    assert find(outline)


def test_many_shapes_at_once_give_what_each_gives_alone() -> None:
    shapes: list[Shape] = [Outline(shapely.box(n - 30, 40, n - 10, 55)) for n in range(0, 60, 7)]
    shapes[3:3] = [Disc(48, 9, 400), Disc(89, 10, 900)]
    found = find_exposed(PLACES, shapes)
    assert [found.get_places(n).tolist() for n in range(len(shapes))] == [find(shape) for shape in shapes]


@pytest.mark.parametrize("margin", [5.0, 100.0, 700.0])
def test_a_margin_is_measured_to_the_nearest_edge(margin: float) -> None:
    box = shapely.box(6, 45, 12, 50)
    edge = shapely.get_coordinates(shapely.segmentize(box, 0.02))
    near = [
        measure_km(np.full(len(edge), lat), np.full(len(edge), lon), edge[:, 1], edge[:, 0]).min() <= margin
        or bool(shapely.intersects_xy(box, lon, lat))
        for lat, lon in zip(LATITUDES, LONGITUDES, strict=True)
    ]
    differing = set(find(Outline(box, margin))) ^ set(np.flatnonzero(near).tolist())
    # The comparison looks at corners every 2 km only, so a place may be nearer to an edge than it sees.
    assert len(differing) <= 1


def test_places_without_coordinates_are_never_found() -> None:
    places = arrange_places(np.array([np.nan, 48.0, 95.0]), np.array([9.0, np.nan, 9.0]))
    assert not len(find_exposed(places, [Outline(shapely.box(-180, -90, 180, 90))]).places)


def test_no_shapes_reach_nothing() -> None:
    assert not len(find_exposed(PLACES, []).places)
