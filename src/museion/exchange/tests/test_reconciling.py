"""The reconciliation service, as OpenRefine asks it."""

from typing import Any

import orjson
import pytest
from django.test import Client

from museion.exchange.tests.conftest import Repository


def ask(client: Client, **questions: Any) -> dict[str, Any]:
    response = client.post("/reconcile", {"queries": orjson.dumps(questions).decode()})
    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    held: dict[str, Any] = response.json()
    return held


def test_the_service_says_what_it_does(client: Client, repository: Repository) -> None:
    told = client.get("/reconcile").json()
    assert told["view"]["url"] == "https://museion.example/id/{{id}}"
    assert {"museum", "person", "object", "concept"} <= {entry["id"] for entry in told["defaultTypes"]}
    assert "case" not in {entry["id"] for entry in told["defaultTypes"]}


def test_cells_are_matched_in_any_script(client: Client, indexed: Repository) -> None:
    answers = ask(
        client,
        q0={"query": "musee du fleuve", "type": "museum"},
        q1={"query": "海の博物館", "type": [{"id": "museum"}]},
        q2={"query": "Water jar"},
        q3={"query": "???"},
        q4="nonsense",
    )
    assert [answers[name]["result"][0]["id"] for name in ("q0", "q1", "q2")] == [
        indexed.museum.key,
        indexed.other.key,
        indexed.jar.key,
    ]
    assert answers["q2"]["result"][0]["match"] is True
    assert answers["q3"]["result"] == answers["q4"]["result"] == []


def test_what_else_the_row_says_decides_between_names(client: Client, indexed: Repository) -> None:
    question = {"query": "musée", "type": "museum", "properties": [{"pid": "country", "v": "SN"}]}
    results = ask(client, q=question)["q"]["result"]
    assert results[0]["id"] == indexed.museum.key
    elsewhere = ask(client, q=question | {"properties": [{"pid": "country", "v": "JP"}]})["q"]["result"]
    assert elsewhere[0]["score"] < results[0]["score"]


def test_records_that_are_not_public_are_no_candidates(client: Client, indexed: Repository) -> None:
    assert ask(client, q={"query": "Sealed box"})["q"]["result"] == []
    assert client.get("/reconcile/preview", {"id": indexed.closed.key}).status_code == 404


def test_tables_gain_columns(client: Client, indexed: Repository) -> None:
    asked = {
        "ids": [indexed.museum.key, "nonsense", indexed.closed.key],
        "properties": [{"id": "country"}, {"id": "names"}],
    }
    told = client.get("/reconcile", {"extend": orjson.dumps(asked).decode()}).json()
    assert told["rows"][indexed.museum.key]["country"] == [{"str": "SN"}]
    assert {"str": "متحف النهر", "lang": "ar"} in told["rows"][indexed.museum.key]["names"]
    assert told["rows"][indexed.closed.key] == {"country": [], "names": []}


def test_suggestions_preview_and_properties(client: Client, indexed: Repository) -> None:
    assert client.get("/reconcile/suggest/entity", {"prefix": "jarre"}).json()["result"][0]["id"] == indexed.jar.key
    assert client.get("/reconcile/suggest/type", {"prefix": "mus"}).json()["result"][0]["id"] == "museum"
    assert client.get("/reconcile/suggest/property", {"prefix": "country"}).json()["result"]
    properties = client.get("/reconcile/properties", {"type": "museum"}).json()["properties"]
    assert {"id": "city", "name": "city"} in properties
    assert "Water jar" in client.get("/reconcile/preview", {"id": indexed.jar.key}).content.decode()


@pytest.mark.parametrize("queries", ["{", "[]", orjson.dumps({f"q{n}": {"query": "x"} for n in range(51)}).decode()])
def test_what_is_no_batch_is_refused(client: Client, db: None, queries: str) -> None:
    assert client.get("/reconcile", {"queries": queries}, headers={"Accept": "application/json"}).status_code == 400


def test_what_cannot_be_asked_is_told_to_programs_that_accept_anything(client: Client, repository: Repository) -> None:
    many = orjson.dumps({"ids": ["x"] * 501, "properties": []}).decode()
    for path, values in (
        ("/reconcile", {"queries": "{"}),
        ("/reconcile", {"queries": "[]"}),
        ("/reconcile", {"extend": many}),
        ("/reconcile/suggest/flyouts", {"prefix": "m"}),
    ):
        refused = client.get(path, values, headers={"accept": "*/*"})
        assert refused.status_code in {400, 404}
        assert refused["Content-Type"] == "application/problem+json"
        assert refused["Access-Control-Allow-Origin"] == "*"


def test_a_type_that_there_is_not_has_no_candidates(client: Client, indexed: Repository) -> None:
    assert ask(client, q={"query": "Water jar", "type": "spaceship"})["q"]["result"] == []
    assert ask(client, q={"query": "Water jar", "type": ["spaceship", "object"]})["q"]["result"]


def test_every_row_that_asks_for_columns_gets_them(client: Client, indexed: Repository) -> None:
    ids = [indexed.museum.key.upper(), "nonsense", indexed.closed.key]
    asked = {"ids": ids, "properties": [{"id": "country"}]}
    rows = client.get("/reconcile", {"extend": orjson.dumps(asked).decode()}).json()["rows"]
    assert rows == {ids[0]: {"country": [{"str": "SN"}]}, ids[1]: {"country": []}, ids[2]: {"country": []}}
