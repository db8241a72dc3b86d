"""The results page: hits with reasons, filters, three views, and errors that say what is wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from museion.network.models import Body
from museion.website.tests.conftest import Network

pytestmark = pytest.mark.django_db


def _text(client: Client, address: str, **headers: str) -> str:
    return client.get(address, headers=headers).content.decode()


def test_a_word_finds_records_of_every_kind_with_the_reason(client: Client, network: Network) -> None:
    page = _text(client, "/search?q=weaving")
    assert f"/id/{network.concept.key}?" in page
    assert "<mark>weaving</mark>" in page
    assert "Why this hit" in page


def test_a_filter_narrows_and_can_be_removed_alone(client: Client, network: Network) -> None:
    page = _text(client, "/search?kind=museum&kind=object&country=SN")
    assert f"/id/{network.museum.key}?" in page
    assert f"/id/{network.concept.key}?" not in page
    assert 'href="/search?country=SN&amp;kind=object"' in page, "the chip of museums leads to the search without it"
    assert 'name="kind" value="museum" checked' in page


def test_a_value_that_no_record_has_is_named_with_a_link_to_the_nearest(client: Client, network: Network) -> None:
    page = _text(client, "/search?q=weaving+kind:objcet")
    assert "No record that you may read has “objcet” under “kind of record”" in page
    assert 'href="/search?q=weaving+kind%3Aobject"' in page
    page = _text(client, "/search?country=Sengal")
    assert 'href="/search?country=SN"' in page


def test_the_list_of_a_kind_has_an_address_of_its_own(client: Client, network: Network) -> None:
    page = _text(client, "/museums")
    assert f"/id/{network.museum.key}?" in page
    assert f"/id/{network.object.key}?" not in page
    assert client.get("/widgets").status_code == 404


def test_the_grid_shows_pictures_and_the_map_places(client: Client, network: Network) -> None:
    assert f"/pictures/480/{network.object.photographs.get().file_name}" in _text(
        client, "/search?kind=object&view=grid"
    )
    page = _text(client, "/search?kind=museum&view=map")
    assert '<circle class="dot"' in page
    assert "1 of 1 results have a place" in page


def test_the_map_leads_on_to_an_area_and_back(client: Client, network: Network) -> None:
    page = _text(client, "/search?kind=museum&view=map&area=10,-20,20,-10")
    assert '<path class="country"' in page, "the finer base map"
    assert 'class="asked"' in page
    assert 'href="/search?kind=museum&amp;area=12.5%2C-17.5%2C17.5%2C-12.5&amp;view=map"' in page
    assert "data-map-search" in page
    assert f'<a href="/id/{network.museum.key}"' in page, "the only one is named"


def test_what_is_near_a_town_is_asked_for_in_words_or_in_the_field(client: Client, network: Network) -> None:
    for asked in ("q=near+Saint-Louis,+SN+50+km", "near=Saint-Louis,+SN&within=50"):
        page = _text(client, f"/search?{asked}&kind=museum&view=map")
        assert f"/id/{network.museum.key}" in page
        assert "within 50 km of Saint-Louis, Senegal" in page
    assert "1 of 1" not in _text(client, "/search?q=near+Lima+50+km&kind=museum&view=map")
    assert "within 100 km of Lima, Peru" in _text(client, "/search?q=museums+near+Lima"), (
        "words stay words; the place is offered"
    )
    assert "No town called" in _text(client, "/search?near=Nosuchtown")


def test_api_counts_places_and_refuses_what_is_none(client: Client, network: Network) -> None:
    answer = client.get("/api/v1/search?kind=museum&grids=location&near=Saint-Louis,+Senegal&within=30").json()
    assert [cell["count"] for cell in answer["grids"]["location"]["cells"]] == [1]
    assert client.get("/api/v1/search?area=10,-20,20,-10&kind=museum").json()["total"] == 1
    for wrong in ("near=Nosuchtown", "area=1,2", "grids=title", "within=0"):
        assert client.get(f"/api/v1/search?{wrong}").status_code == 400, wrong


def test_bodies_are_a_tree_that_opens(client: Client, network: Network, committee: Body) -> None:
    page = _text(client, f"/search?body={committee.key}&kind=museum")
    assert f"/id/{network.museum.key}?" in page
    assert f'name="body" value="{committee.key}" checked' in page
    assert "National Committee of Senegal" in page


def test_htmx_gets_the_part_that_changes_and_the_address_for_the_bar(client: Client, network: Network) -> None:
    response = client.get("/search?year_from=&q=weaving&kind=concept", headers={"HX-Request": "true"})
    assert "<html" not in response.content.decode()
    assert response.headers["HX-Push-Url"] == "/search?q=weaving&kind=concept"
    assert "HX-Request" in response.headers["Vary"]


def test_a_question_that_cannot_be_read_is_shown_where_it_is_wrong(client: Client, network: Network) -> None:
    response = client.get("/search", {"q": "title:(loom"})
    assert response.status_code == 400
    assert "title:<mark>(</mark>loom" in response.content.decode()


def test_a_year_that_is_none_is_named_and_the_rest_is_searched(client: Client, network: Network) -> None:
    page = _text(client, "/search?q=weaving&date_from=soon")
    assert "“soon” is not a year" in page
    assert f"/id/{network.concept.key}?" in page


def test_nothing_found_helps_on(client: Client, network: Network) -> None:
    response = client.get("/search?q=qwxzv&country=SN")
    assert response.status_code == 200
    assert "Nothing was found" in response.content.decode()
    assert "search without “Senegal”" in response.content.decode()


def test_an_outage_never_looks_like_nothing_found(client: Client, lost_index: Path) -> None:
    response = client.get("/search?q=weaving")
    assert response.status_code == 503
    assert "unavailable" in response.content.decode()
    assert "Nothing was found" not in response.content.decode()
    assert client.get("/").status_code == 200
    assert client.get("/healthz").status_code == 503


def test_markup_in_a_record_or_a_question_stays_text(client: Client, network: Network) -> None:
    page = _text(client, "/search?q=<script>alert(1)</script>")
    assert "<script>alert" not in page
    assert "<b>and</b>" not in _text(client, "/search?q=boats")


def test_the_number_of_queries_does_not_grow_with_the_hits(
    client: Client, network: Network, more_objects: Callable[[int], None]
) -> None:
    few = _count_queries(client, "/search?kind=object")
    more_objects(15)
    assert _count_queries(client, "/search?kind=object") <= few
    assert few <= 6


def test_an_open_search_of_a_large_page_number_ends_at_the_deepest_hit(client: Client, network: Network) -> None:
    assert client.get("/search?page=999999").status_code == 200


@pytest.mark.parametrize(
    "address", ["/search?area=nonsense", "/search?sort=nonsense", "/search?view=x", "/search?kind=x"]
)
def test_a_forged_address_does_not_break_the_page(client: Client, network: Network, address: str) -> None:
    assert client.get(address).status_code == 200


def test_an_unknown_kind_is_named_and_the_rest_is_searched(client: Client, network: Network) -> None:
    page = _text(client, "/search?kind=nix&q=weaving")
    assert "There is no kind of record “nix”" in page
    assert f"/id/{network.concept.key}?" in page
    answer = client.get("/api/v1/search?kind=nix")
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("unknown-kind")
    assert "nix" in answer.json()["detail"]


def test_the_api_suggests_as_the_page_does(client: Client, network: Network) -> None:
    found = client.get("/api/v1/search/suggestions?q=weav").json()
    assert found["words"] == ["weaving"]
    assert [held["key"] for held in found["records"]] == [network.concept.key]
    assert client.get("/api/v1/search/suggestions?q=sen").json()["codes"][0]["code"] == "SN"


def test_suggestions_are_words_records_and_places_in_groups(client: Client, network: Network) -> None:
    shown = _text(client, "/search/suggestions?q=old weav")
    assert '<a href="/search?q=old+weaving">' in shown
    by_name = _text(client, "/search/suggestions?q=weav")
    assert f'<a href="/id/{network.concept.key}"><bdi>weaving</bdi>' in by_name
    assert '<a href="/search?country=SN"><bdi>Senegal</bdi>' in _text(client, "/search/suggestions?q=sen")
    assert '<a href="/search?city=Saint-Louis">' in _text(client, "/search/suggestions?q=saint")
    assert "Sénégal" in _text(client, "/search/suggestions?q=séné", **{"Accept-Language": "fr"})
    assert _text(client, "/search/suggestions?q=w") == ""


def _count_queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_timeline_narrows_by_links_and_by_years(client: Client, network: Network) -> None:
    page = _text(client, "/search")
    assert 'data-timeline="date"' in page
    assert "date_from=18" in page, "a bar leads to its years"
    narrowed = _text(client, "/search?kind=object&date_from=1800&date_to=1899")
    assert f"/id/{network.object.key}?" in narrowed
    assert "date_from=1700&amp;date_to=1999" in narrowed, "the years around are three times as many"
    assert 'value="-499"' in _text(client, "/search?date_from=-499&date_to=1899")


def test_regions_are_a_tree_of_continents_subregions_and_countries(client: Client, network: Network) -> None:
    page = _text(client, "/search?kind=museum&region=002")
    assert 'name="region" value="002/011"' in page
    assert "Western Africa" in page
    assert 'name="region" value="002/011/SN"' in _text(client, "/search?region=002%2F011")
    lowest = _text(client, "/search?region=002&region=002%2F011%2FSN&kind=museum")
    assert 'value="002/011/SN" checked' in lowest
    assert 'value="002" checked' not in lowest, "whoever chooses a part of a chosen part means that part"
    assert f"/id/{network.museum.key}?" in lowest
