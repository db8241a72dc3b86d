"""Areas of alerts to shapes on the globe, and what is said when they cannot be."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from museion.core.testing.examples import draw_degrees
from museion.response.exposure.areas import locate_alert
from museion.response.exposure.rings import RingError, draw_polygon
from museion.response.exposure.shaking import compute_intensity, compute_reach
from museion.response.exposure.shapes import Disc, Outline
from museion.response.feeds.alerts import Alert, Polygon, Shaking
from museion.response.feeds.reader import read_feed
from museion.response.tests.alerts_in_words import RECEIVED, REQUIRED_INFO, write_alert

SENEGAL = Outline(shapely.box(-17.6, 12.3, -11.3, 16.7))
COUNTRIES = {"SN": SENEGAL, "SEN": SENEGAL}
FIJI = ((-16.0, 177.0), (-16.0, -179.0), (-19.0, -179.0), (-19.0, 177.0), (-16.0, 177.0))


def read_with_area(**area: str) -> Alert:
    (alert,) = read_feed(write_alert(area={"areaDesc": "Saint-Louis", **area}), received_at=RECEIVED).alerts
    return alert


def test_a_polygon_over_the_antimeridian_is_small() -> None:
    outline = draw_polygon(Polygon(FIJI)).outline
    assert outline.geometry.area == pytest.approx(12.0)


def test_a_ring_round_the_pole_holds_the_pole() -> None:
    ring = ((-70.0, 0.0), (-70.0, 120.0), (-70.0, -120.0), (-70.0, 0.0))
    drawn = draw_polygon(Polygon(ring))
    assert drawn.outline.geometry.area == pytest.approx(20 * 360)
    assert "pole" in drawn.mended[0]


def test_a_box_round_the_whole_globe_stays_one() -> None:
    ring = ((-60.0, -180.0), (-60.0, 180.0), (60.0, 180.0), (60.0, -180.0), (-60.0, -180.0))
    assert draw_polygon(Polygon(ring)).outline.geometry.area == pytest.approx(120 * 360)


def test_a_ring_that_crosses_itself_is_mended_and_says_so() -> None:
    bow = ((10.0, 0.0), (12.0, 2.0), (12.0, 0.0), (10.0, 2.0), (10.0, 0.0))
    drawn = draw_polygon(Polygon(bow))
    assert drawn.outline.geometry.area == pytest.approx(2.0)
    assert drawn.mended == ("mended: self-intersection",)


@pytest.mark.parametrize(
    ("ring", "reason"),
    [
        (((10.0, 0.0), (11.0, 1.0), (12.0, 2.0), (10.0, 0.0)), "encloses nothing"),
        (((130.0, 10.0), (131.0, 10.0), (131.0, 11.0), (130.0, 10.0)), "swapped"),
        (((1000.0, 0.0), (0.0, 1000.0), (1.0, 1.0), (1000.0, 0.0)), "off the globe"),
        (((float("nan"), 0.0), (1.0, 1.0), (2.0, 0.0), (float("nan"), 0.0)), "numbers"),
    ],
)
def test_a_ring_that_makes_no_sense_says_why(ring: tuple[tuple[float, float], ...], reason: str) -> None:
    with pytest.raises(RingError, match=reason):
        draw_polygon(Polygon(ring))


corner = st.tuples(draw_degrees(-90, 90), draw_degrees(-180, 180))


@given(st.lists(corner, min_size=3, max_size=12))
def test_any_ring_is_drawn_valid_or_refused(corners: list[tuple[float, float]]) -> None:
    try:
        outline = draw_polygon(Polygon((*corners, corners[0]))).outline
    except RingError:
        return
    assert shapely.is_valid(outline.geometry)
    west, south, east, north = outline.geometry.bounds
    assert -90 <= south <= north <= 90
    assert -360 <= west <= east <= 360


def test_an_alert_without_any_area_is_a_problem_and_not_an_empty_answer() -> None:
    (alert,) = read_feed(write_alert(area=None), received_at=RECEIVED).alerts
    located = locate_alert(alert, countries=COUNTRIES)
    assert not located.placed
    assert "polygon" in str(located.problems[0])


def test_an_unknown_code_is_a_problem_and_names_the_area() -> None:
    alert = read_with_area(geocode="<valueName>SAME</valueName><value>006109</value>")
    (problem,) = locate_alert(alert, countries=COUNTRIES).problems
    assert "Saint-Louis SAME 006109" in str(problem)


def test_a_country_code_is_the_whole_country() -> None:
    alert = read_with_area(geocode="<valueName>ISO 3166-1</valueName><value>sn</value>")
    (placed,) = locate_alert(alert, countries=COUNTRIES).placed
    assert placed.shape is SENEGAL


def test_coordinates_swapped_against_the_named_country_are_pointed_out() -> None:
    swapped = "-16.6,15.9 -16.3,15.9 -16.3,16.2 -16.6,15.9"
    alert = read_with_area(polygon=swapped, geocode="<valueName>ISO 3166-1</valueName><value>SN</value>")
    (placed,) = locate_alert(alert, countries=COUNTRIES).placed
    assert "swapped" in placed.notes[0]


def test_a_point_reaches_as_far_as_its_hazard_does() -> None:
    (placed,) = locate_alert(read_with_area(circle="16.0,-16.5 0.0"), countries=COUNTRIES).placed
    assert placed.shape == Disc(16.0, -16.5, 50.0)
    assert "river" in placed.rule


def test_an_earthquake_s_circle_follows_its_magnitude() -> None:
    info = REQUIRED_INFO | {
        "event": "Earthquake",
        "parameter": "<valueName>Magnitude</valueName><value>7.0</value>",
    }
    content = write_alert(info=info, area={"areaDesc": "Thiès", "circle": "14.8,-16.9 0"})
    (alert,) = read_feed(content, received_at=RECEIVED).alerts
    (placed,) = locate_alert(alert, countries=COUNTRIES).placed
    assert isinstance(placed.shape, Disc)
    assert 100 < placed.shape.radius_km < 300
    assert "Allen" in placed.rule


@pytest.mark.parametrize(
    ("magnitude", "distance", "intensity"), [(7.0, 10, 8.029), (7.0, 100, 5.663), (5.0, 20, 5.018), (6.0, 50, 5.160)]
)
def test_intensities_are_those_of_the_published_equation(magnitude: float, distance: float, intensity: float) -> None:
    assert compute_intensity(magnitude, distance) == pytest.approx(intensity, abs=0.01)


@given(st.floats(-1, 9), st.one_of(st.none(), st.floats(-5, 700)))
def test_at_the_edge_of_its_reach_an_earthquake_has_the_intensity_asked_for(
    magnitude: float, depth: float | None
) -> None:
    reach = compute_reach(Shaking(magnitude, depth))
    if reach is not None and 1 < reach.radius_km < 1300:
        hypocentral = (reach.radius_km**2 + max(10.0 if depth is None else depth, 0) ** 2) ** 0.5
        assert compute_intensity(magnitude, hypocentral) == pytest.approx(5.0, abs=0.01)


@pytest.mark.parametrize("shaking", [Shaking(2.0, 10.0), Shaking(3.9, 0.0), Shaking(0.7, -1.0), Shaking(5.0, 600.0)])
def test_a_weak_or_deep_earthquake_reaches_nobody_and_that_is_no_problem(shaking: Shaking) -> None:
    assert compute_reach(shaking) is None
