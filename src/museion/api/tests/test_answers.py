"""Answers say when they changed, errors say what to do, and the description can be read without the network."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from museion.api.tests.conftest import World
from museion.core.access import Actor
from museion.core.keys import make_key
from museion.core.models import KeyAlias
from museion.network.actions import update_museum, withdraw_museum


def test_an_unchanged_answer_is_not_sent_again(client: Client, world: World, operator: Actor, now: datetime) -> None:
    address = f"/api/v1/museums/{world.museum.key}"
    first = client.get(address)
    assert first["Last-Modified"] == "Sat, 14 Mar 2026 12:00:00 GMT"
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    update_museum(world.museum, {"city": "Gorée"}, actor=operator, at=now + timedelta(days=1))
    changed = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (changed.status_code, changed.json()["city"]) == (200, "Gorée")


def test_lists_have_validators_too(client: Client, world: World) -> None:
    first = client.get("/api/v1/museums")
    assert client.get("/api/v1/museums", headers={"if-none-match": first["ETag"]}).status_code == 304


def test_the_head_is_that_of_the_answer(client: Client, world: World) -> None:
    head, answer = client.head("/api/v1/museums"), client.get("/api/v1/museums")
    assert (head.status_code, head["ETag"], head.content) == (200, answer["ETag"], b"")


def test_answers_differ_by_reader_and_caches_are_told(client: Client, world: World) -> None:
    assert "Cookie" in client.get("/api/v1/museums")["Vary"]


def test_the_record_address_and_the_api_give_one_shape(client: Client, world: World) -> None:
    for name, record in (("museums", world.museum), ("objects", world.object), ("people", world.person)):
        assert client.get(f"/id/{record.key}.json").json() == client.get(f"/api/v1/{name}/{record.key}").json()


def test_linked_data_names_the_record_and_its_type(client: Client, world: World) -> None:
    linked = client.get(f"/id/{world.museum.key}.jsonld").json()
    assert (linked["@type"], linked["@id"]) == ("Museum", f"http://testserver/id/{world.museum.key}")
    assert {"@value": "Kër géej gi", "@language": "wo"} in linked["name"]
    concept = client.get(f"/id/{world.concept.key}.jsonld").json()
    labels = {label["@language"]: label["@value"] for label in concept["skos:prefLabel"]}
    assert labels == {"en": "glass", "ar": "زجاج"}


@pytest.mark.parametrize("suffix", ["json", "jsonld"])
def test_every_kind_is_written_in_every_form(client: Client, world: World, committee: object, suffix: str) -> None:
    for record in (*vars(world).values(), committee):
        if record is not world.hidden:
            response = client.get(f"/id/{record.key}.{suffix}")
            assert response.status_code == 200, record
            assert response.json()


def test_a_merged_key_still_answers(client: Client, world: World, now: datetime) -> None:
    old = make_key("m", 999_999)
    KeyAlias.objects.create(old_key=old, key=world.museum.key, merged_at=now)
    assert client.get(f"/api/v1/museums/{old}").json()["key"] == world.museum.key


@pytest.mark.parametrize(
    ("path", "status"),
    [("museums/nonsense", 404), ("museums/{other}", 404), ("museums/{person}", 404), ("museums/{gone}", 404)],
)
def test_errors_are_problem_details(
    client: Client, world: World, operator: Actor, now: datetime, path: str, status: int
) -> None:
    withdraw_museum(world.museum, actor=operator, at=now, reason="closed")
    keys = {"other": make_key("m", 404), "person": world.person.key, "gone": world.museum.key}
    response = client.get("/api/v1/" + path.format(**keys))
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == status
    assert response.json()["title"]


def test_a_failure_of_ours_is_a_problem_without_details(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> None:
        raise RuntimeError("password=secret")

    monkeypatch.setattr("museion.network.api.describe_museum", fail)
    response = client.get("/api/v1/museums")
    assert response.status_code == 500
    assert "secret" not in response.content.decode()


@pytest.mark.django_db
def test_the_documentation_needs_nothing_from_elsewhere(client: Client) -> None:
    page = client.get("/api/v1/docs").content.decode()
    assert "/static/ninja/" in page
    assert "https://" not in page
    assert "/api/v1/openapi.json" in page


@pytest.mark.django_db
def test_addresses_and_methods_that_the_api_has_not_are_problems_too(client: Client) -> None:
    absent, posted = client.get("/api/v1/unicorns"), client.post("/api/v1/museums")
    assert (absent.status_code, absent["Content-Type"]) == (404, "application/problem+json")
    assert (posted.status_code, posted["Allow"], posted["Content-Type"]) == (405, "GET", "application/problem+json")
