"""The map's arithmetic: where places lie on the sheet, and how many become few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from museion.core.testing.examples import draw_degrees
from museion.search.boxes import read_box, write_box
from museion.search.requests import Box, Cell
from museion.website.map.close_up import CLOSEST, draw_close_up, label_towns
from museion.website.map.clusters import Place, cluster, draw_cells
from museion.website.map.frame import WORLD, Frame
from museion.website.map.outlines import split_at_date_line, write_path
from museion.website.map.projection import HEIGHT, WIDTH, project
from museion.website.map.window import draw_box, frame_box, shift, zoom
from museion.website.map.world import get_shape, get_shapes

places = st.builds(Place, draw_degrees(-56, 83), draw_degrees(-180, 180), st.integers(1, 500))


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


@given(st.lists(st.tuples(draw_degrees(-56, 80), draw_degrees(-180, 180), st.integers(1, 9999)), max_size=20))
def test_every_cell_is_a_dot_and_the_small_ones_lie_on_top(held: list[tuple[float, float, int]]) -> None:
    cells = [Cell(Box(lat, lon, lat, lon), count, lat, lon) for lat, lon, count in held]
    dots = draw_cells(cells, WORLD)
    assert sorted(dot.count for dot in dots) == sorted(count for _lat, _lon, count in held)
    assert [dot.radius for dot in dots] == sorted((dot.radius for dot in dots), reverse=True)


@pytest.mark.parametrize(
    "box", [Box(35, -10, 60, 30), Box(-12.2, -77.2, -11.9, -76.9), Box(-56, -180, 83, 180), Box(-20, 170, 0, -170)]
)
def test_the_map_of_an_area_shows_all_of_it(box: Box) -> None:
    frame = frame_box(box)
    assert frame.width >= CLOSEST
    corners = [point for outline in draw_box(box) for point in outline]
    assert all(Frame(frame.x - 1, frame.y - 1, frame.width + 2, frame.height + 2).holds(x, y) for x, y in corners)


def test_steps_over_the_map_stay_on_it() -> None:
    box: Box | None = Box(60, 150, 80, 178)
    assert box is not None
    for step in (shift(box, east=0.5), shift(box, north=0.5), zoom(box, 0.5)):
        assert step is not None
        assert read_box(write_box(step)) == step
    assert shift(box, east=0.5).east < 0
    assert zoom(Box(-50, -170, 80, 170), 2) is None


def test_from_near_towns_are_named_and_the_land_is_cut_to_the_frame() -> None:
    frame = frame_box(Box(47, 0, 50, 5))
    assert "Paris" in {label.text for label in label_towns(frame)}
    assert 0 < sum(map(len, draw_close_up(frame))) < 60_000
