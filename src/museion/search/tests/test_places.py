"""Where hits are: counted by place over all of them, and what lies near a town."""

from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from museion.core.testing.examples import draw_degrees
from museion.core.towns import find_towns
from museion.search.discs import EARTH_RADIUS_KM, cut_disc
from museion.search.documents import Document
from museion.search.engine import Engine
from museion.search.engines.columns.cells import cover, list_tiles
from museion.search.nearby import find_nearby, guess_nearby, split_nearby
from museion.search.requests import Box, Disc, InvalidRequestError, SearchRequest
from museion.search.tests.shelves import ask, find, make_documents, open_engine, write

PLACES = {
    "lima": (-12.05, -77.03), "callao": (-12.06, -77.15), "huacho": (-11.11, -77.6), "cusco": (-13.53, -71.97),
    "suva": (-18.14, 178.44), "apia": (-13.83, -171.77), "svalbard": (78.22, 15.64),
}  # fmt: skip


@pytest.fixture(scope="module")
def coasts(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = open_engine(tmp_path_factory.mktemp("coasts"))
    documents = [_place(Document(name, "museum", ("public",)), point) for name, point in PLACES.items()]
    documents += [_place(Document(f"lima{n}", "museum", ("public",)), PLACES["lima"]) for n in range(300)]
    documents.append(_place(Document("secret", "museum", ("desk",)), (60.0, 100.0)))
    write(engine, [*documents, Document("nowhere", "museum", ("public",))])
    return engine


def _place(document: Document, point: tuple[float, float]) -> Document:
    document.points["location"] = point
    return document


def test_every_hit_that_has_a_place_is_counted_however_many_are_on_the_page(coasts: Engine) -> None:
    result = ask(coasts, grids=("location",), limit=1)
    grid = result.grids["location"]
    assert grid.count == len(PLACES) + 300 == result.total - 1
    largest = max(grid.cells, key=lambda cell: cell.count)
    assert largest.count >= 301
    assert abs(largest.latitude - -12.05) < grid.step
    assert abs(largest.longitude - -77.03) < grid.step


def test_the_desk_alone_sees_its_place_on_the_map(coasts: Engine) -> None:
    def counts(*tokens: str) -> int:
        return ask(coasts, grids=("location",), tokens=tokens).grids["location"].count

    assert counts("public", "desk") == counts("public") + 1
    assert ask(coasts, grids=("location",)).grids["location"].box.east < 180


def test_an_area_is_cut_finer_the_smaller_it_is(coasts: Engine) -> None:
    wide = ask(coasts, grids=("location",)).grids["location"]
    close = ask(coasts, grids=("location",), boxes={"location": Box(-12.5, -77.5, -11.5, -76.5)}).grids["location"]
    assert close.step < wide.step / 10
    assert {cell.count for cell in close.cells} == {301, 1}


def test_no_place_makes_no_grid_and_an_unknown_field_is_told(coasts: Engine) -> None:
    assert ask(coasts, boxes={"location": Box(0, 0, 1, 1)}, grids=("location",)).grids == {}
    with pytest.raises(InvalidRequestError):
        ask(coasts, grids=("date",))


@pytest.mark.parametrize(
    ("near", "km", "found"),
    [
        ("Lima", 30, {"lima", "callao"}),
        ("Lima, Peru", 200, {"lima", "callao", "huacho"}),
        ("ليما", 30, {"lima", "callao"}),
        ("Suva", 1500, {"suva", "apia"}),
    ],
)
def test_what_is_near_a_town_is_found_over_the_date_line_too(
    coasts: Engine, near: str, km: int, found: set[str]
) -> None:
    place = find_nearby(near, km)
    assert place is not None
    keys = find(coasts, discs={"location": place.disc}, limit=400)
    assert {key for key in keys if not key[-1].isdigit()} == found


def test_a_disc_over_the_pole_holds_all_meridians(coasts: Engine) -> None:
    assert find(coasts, discs={"location": Disc(89.0, -160.0, 1500)}) == ["svalbard"]


@given(
    st.floats(-80, 80), st.floats(-180, 180), st.floats(10, 2000), st.floats(-180, 180), st.floats(0, 3)
)  # fmt: skip
def test_bands_are_true_to_a_tenth_of_the_distance(
    latitude: float, longitude: float, km: float, aside: float, share: float
) -> None:
    """A place well within is in one of the boxes, one well outside in none."""
    disc = Disc(latitude, longitude, km)
    other = (max(-90.0, min(latitude + share * km / 111 * cos(radians(aside)), 90.0)),
             _turn(longitude + share * km / 111 * sin(radians(aside)) / max(0.02, cos(radians(latitude)))))  # fmt: skip
    distance = _measure((latitude, longitude), other)
    is_in = any(_holds(box, other) for box in cut_disc(disc))
    if distance < km * 0.9:
        assert is_in
    if distance > km * 1.1:
        assert not is_in


def _turn(longitude: float) -> float:
    return (longitude + 180) % 360 - 180


def _holds(box: Box, point: tuple[float, float]) -> bool:
    is_across = box.west <= point[1] <= box.east if box.west <= box.east else not box.east < point[1] < box.west
    return box.south <= point[0] <= box.north and is_across


def _measure(one: tuple[float, float], other: tuple[float, float]) -> float:
    (a, b), (c, d) = ((radians(x), radians(y)) for x, y in (one, other))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("textile near Lima 200km", ("textile", "Lima", 200)),
        ("tissus près de Saint-Louis, 50 km", ("tissus", "Saint-Louis", 50)),
        ("museos cerca de Ciudad de México 100 km", ("museos", "Ciudad de México", 100)),
        ("متاحف بالقرب من القاهرة 20 كم", ("متاحف", "القاهرة", 20)),
        ("near Lima 5km", ("", "Lima", 5)),
    ],
)
def test_a_distance_at_the_end_asks_for_surroundings(text: str, parts: tuple[str, str, int]) -> None:
    assert split_nearby(text) == parts
    assert find_towns(parts[1])


@pytest.mark.parametrize(
    "text", ["Cottages near Salisbury", "near", "5 km", "linear 10 km", "near " + "x" * 5000 + " 5 km"]
)
def test_words_stay_words_without_a_distance(text: str) -> None:
    assert split_nearby(text) is None


def test_a_town_without_a_distance_is_offered_and_the_largest_of_a_name_comes_first() -> None:
    guessed = guess_nearby("museums near Lima")
    assert guessed is not None
    assert (guessed[0], guessed[1].town.country) == ("museums", "PE")
    assert "US" in {town.country for town in guessed[1].others}
    assert guess_nearby("cottages near Nosuchtown") is None
    assert [town.country for town in find_towns("Lima, US")] == ["US"]
    assert [town.name for town in find_towns("Le Caire")] == ["Cairo"]


def test_places_are_left_alone_by_other_records(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    write(engine, make_documents())
    assert engine.search(SearchRequest(grids=("location",))).grids["location"].count == 12


@given(
    draw_degrees(-90, 90),
    draw_degrees(-180, 180),
    draw_degrees(0, 90),
    draw_degrees(-180, 180),
    draw_degrees(-90, 90),
    draw_degrees(-180, 180),
)
def test_cells_hold_a_place_just_where_the_area_does(
    south: float, west: float, height: float, east: float, latitude: float, longitude: float
) -> None:
    """Corners of the area and places on its rim too."""
    area = Box(south, west, min(south + height, 90.0), east)
    for point in ((latitude, longitude), (south, west), (area.north, east)):
        tiles = set(list_tiles(*point))
        patches = [patch for patch in cover([area]) if patch.tile in tiles]
        assert any(not patch.among or any(_holds(box, point) for box in patch.among) for patch in patches) == _holds(
            area, point
        )
