"""The search over HTTP gives the command line's document, filters by any field, and tells an outage from an empty answer."""

import pytest
from django.test import Client

from museion.api.tests.conftest import World
from museion.search import api as search_api
from museion.search.documents import get_fields
from museion.search.requests import (
    FacetValue,
    Hit,
    QuerySyntaxError,
    Reason,
    SearchRequest,
    SearchResult,
    SearchUnavailableError,
)


class Engine:
    """Stands in for the index, which has tests of its own: answers what it is told to and remembers the question."""

    def __init__(self) -> None:
        self.asked: SearchRequest | None = None
        self.answer: SearchResult | Exception = SearchResult(0, 0.5, ())

    def __call__(self, request: SearchRequest) -> SearchResult:
        self.asked = request
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    engine = Engine()
    monkeypatch.setattr(search_api, "search", engine)
    return engine


pytestmark = pytest.mark.django_db


def test_a_hit_has_key_kind_title_address_score_and_why(client: Client, world: World, engine: Engine) -> None:
    hit = Hit(world.museum.key, "museum", 3.25, (Reason("title", "mer", 1.0),))
    facets = {"kind": (FacetValue("museum", 1),)}
    engine.answer = SearchResult(1, 0.5, (hit,), facets)
    if "museum" not in search_api.get_cards.__globals__["SOURCES"]:
        pytest.skip("the register declares no documents yet")
    found = client.get("/api/v1/search?q=mer&facets=kind", headers={"accept-language": "fr"}).json()
    assert found["total"] == 1
    assert found["hits"][0] == {
        "key": world.museum.key,
        "kind": "museum",
        "title": "Musée de la mer, Gorée",
        "url": f"/id/{world.museum.key}",
        "score": 3.25,
        "why": [{"field": "title", "term": "mer", "share": 1.0, "via": "", "language": "", "path": []}],
    }
    assert found["facets"]["kind"][0]["count"] == 1


def test_the_question_reaches_the_engine_whole(client: Client, engine: Engine) -> None:
    client.get(
        "/api/v1/search?q=jar&kind=object&kind=museum&sort=-changed&offset=40&limit=5&facets=kind,country&lang=ar"
    )
    assert engine.asked is not None
    assert (engine.asked.text, engine.asked.tokens, engine.asked.language) == ("jar", ("public",), "ar")
    assert engine.asked.filters == {"kind": ("object", "museum")}
    assert (engine.asked.sort, engine.asked.offset, engine.asked.limit) == ("-changed", 40, 5)
    assert engine.asked.facets == ("kind", "country")


def test_an_outage_is_not_an_empty_answer(client: Client, engine: Engine) -> None:
    engine.answer = SearchUnavailableError("no index")
    response = client.get("/api/v1/search?q=jar")
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert response.json()["type"] == "/problems/search-unavailable"


def test_a_query_that_cannot_be_read_says_where(client: Client, engine: Engine) -> None:
    engine.answer = QuerySyntaxError("A parenthesis is not closed.", 4)
    response = client.get("/api/v1/search?q=jar (vase")
    assert response.status_code == 400
    assert (response.json()["detail"], response.json()["position"]) == ("A parenthesis is not closed.", 4)


@pytest.mark.parametrize(
    "query", ["limit=500", "offset=-1", "contry=FR", "facets=" + ",".join(f"f{n}" for n in range(20)), "offset=10000"]
)
def test_what_cannot_be_asked_is_refused(client: Client, engine: Engine, query: str) -> None:
    response = client.get(f"/api/v1/search?{query}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert engine.asked is None


def test_a_range_is_asked_by_from_and_to(client: Client, engine: Engine) -> None:
    ranges = [name for name, field in get_fields().items() if field.kind == "years"]
    if not ranges:
        pytest.skip("no room declares years yet")
    client.get(f"/api/v1/search?{ranges[0]}_from=-500&{ranges[0]}_to=1939")
    assert engine.asked is not None
    assert (engine.asked.spans[ranges[0]].least, engine.asked.spans[ranges[0]].most) == (-500, 1939)
    assert client.get(f"/api/v1/search?{ranges[0]}_from=old").status_code == 400
