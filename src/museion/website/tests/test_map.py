"""The map's arithmetic: where places lie on the sheet, and how many become few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from museion.search.requests import Box
from museion.website.map.clusters import Place, cluster, read_box, write_box
from museion.website.map.frame import WORLD, Frame
from museion.website.map.outlines import split_at_date_line, write_path
from museion.website.map.projection import HEIGHT, WIDTH, project
from museion.website.map.world import get_shape, get_shapes

places = st.builds(Place, st.floats(-56, 83), st.floats(-180, 180), st.integers(1, 500))


def test_the_projection_is_equal_earth() -> None:
    # Šavrič et al. 2018: the equator is 2.7066 wide on either side, the poles lie at 1.3173, the sheet keeps the ratio.
    assert project(0, -180)[0] == 0
    assert project(0, 180)[0] == WIDTH
    assert project(0, 0)[0] == WIDTH / 2
    half = (project(0, 0)[1] - project(90, 0)[1]) / WIDTH
    assert half == pytest.approx(1.3173627591574133 / (2 * 2.7066299836), abs=2e-4)


def test_every_shape_lies_on_the_sheet_and_no_band_runs_round_the_world() -> None:
    shapes = get_shapes()
    assert len(shapes) > 170
    assert get_shape("FR") is not None
    for shape in shapes:
        assert shape.frame.x >= -0.1
        assert shape.frame.x + shape.frame.width <= WIDTH + 0.1
        assert shape.frame.width < 500, shape.code


def test_a_ring_over_the_date_line_becomes_two() -> None:
    ring = [(179.0, -16.0), (-179.0, -16.0), (-179.0, -17.0), (179.0, -17.0), (179.0, -16.0)]
    east, west = sorted(split_at_date_line(ring), key=lambda piece: -piece[0][0])
    assert {longitude for longitude, _ in east} == {179.0, 180.0}
    assert {longitude for longitude, _ in west} == {-180.0, -179.0}


def test_a_path_is_written_in_steps() -> None:
    assert write_path([(1, 1), (2, 1), (2, 1), (2, 2.5)]) == "M1,1l1,0 0,1.5z"


@given(st.lists(places, max_size=60))
def test_dots_stand_for_every_record_once(held: list[Place]) -> None:
    dots = cluster(held, cell=10)
    assert sum(dot.count for dot in dots) == sum(place.count for place in held)
    assert [dot.count for dot in dots] == sorted((dot.count for dot in dots), reverse=True)


@given(places)
def test_a_dot_leads_to_an_area_that_holds_its_place(place: Place) -> None:
    box = read_box(cluster([place], cell=2.5)[0].area)
    assert box is not None
    assert box.south <= place.latitude <= box.north
    assert box.west <= place.longitude <= box.east


@pytest.mark.parametrize("text", ["", "1,2,3", "a,b,c,d", "50,0,40,10", "-91,0,0,0", "nan,0,1,1", "0,0,inf,1"])
def test_what_is_no_area_is_none(text: str) -> None:
    assert read_box(text) is None


def test_an_area_survives_its_address() -> None:
    box = Box(-10.5, 170, 3.25, -170)
    assert read_box(write_box(box)) == box


@given(st.lists(st.tuples(st.floats(0, WIDTH), st.floats(0, HEIGHT)), min_size=1, max_size=9))
def test_a_frame_holds_its_points_and_stays_on_the_sheet(points: list[tuple[float, float]]) -> None:
    frame = Frame.around(points).widen()
    assert frame.x >= 0
    assert frame.y >= 0
    assert frame.x + frame.width <= WORLD.width + 1e-6
    assert frame.y + frame.height <= WORLD.height + 1e-6
    assert all(frame.x - 1e-6 <= x <= frame.x + frame.width + 1e-6 for x, _ in points)
