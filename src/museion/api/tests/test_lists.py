"""Lists are paged, filtered and cheap, and refuse what they do not understand."""

from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from museion.api.tests.conftest import World
from museion.core.access import Actor
from museion.network.actions import create_museum

LISTS = ["museums", "bodies", "people", "mandates", "objects", "elements", "concepts", "schemes"]


def read_all(client: Client, address: str | None) -> list[dict[str, object]]:
    items: list[dict[str, object]] = []
    while address:
        page = client.get(address).json()
        items += page["items"]
        address = page["next"]
    return items


@pytest.mark.parametrize("name", LISTS)
def test_every_kind_has_a_list_and_its_records_are_read_one_by_one(client: Client, world: World, name: str) -> None:
    items = client.get(f"/api/v1/{name}").json()["items"]
    assert items
    for item in items:
        assert client.get(f"/api/v1/{name}/{item['key']}").json() == item


@pytest.mark.usefixtures("make_people")
def test_pages_give_every_record_once_while_others_are_written(client: Client, operator: Actor, now: datetime) -> None:
    first = client.get("/api/v1/people?limit=20").json()
    assert len(first["items"]) == 20
    rest = read_all(client, first["next"])
    keys = [item["key"] for item in first["items"] + rest]
    assert len(keys) == len(set(keys)) == 61


def test_the_last_page_has_no_next(client: Client, world: World) -> None:
    assert client.get("/api/v1/people?limit=1").json()["next"] is None


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("moment", ["0001-01-01T00:00:01+04:00", "9999-12-31T23:59:59-04:00", "yesterday"])
@pytest.mark.parametrize("asked", ["museums?updated_since", "events?from_moment", "events?to_moment"])
def test_a_moment_outside_all_years_is_refused(client: Client, asked: str, moment: str) -> None:
    response = client.get(f"/api/v1/{asked}={quote(moment)}")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.usefixtures("make_people")
@pytest.mark.parametrize("cursor", ["17", "17:forged", "æ", "x" * 5000, "17:" + "A" * 43])
def test_a_forged_cursor_is_a_clear_error(client: Client, cursor: str) -> None:
    response = client.get("/api/v1/people", {"cursor": cursor})
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["type"] == "/problems/bad-cursor"


@pytest.mark.usefixtures("make_people")
def test_a_cursor_of_another_list_is_refused(client: Client) -> None:
    address = client.get("/api/v1/people?limit=5").json()["next"]
    assert client.get(address.replace("people", "museums")).status_code == 400


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("museums?country=sn", 1),
        ("museums?country=FR", 0),
        ("museums?category=museum", 1),
        ("museums?city=dakar", 1),
        ("bodies?body_kind=national_committee", 1),
        ("bodies?body_kind=regional_alliance", 0),
        ("mandates?on=2025-06-01", 1),
        ("mandates?on=2023-06-01", 0),
        ("mandates?role=chair", 1),
        ("objects?made_from=1450&made_to=1460", 1),
        ("objects?made_from=1500", 0),
        ("objects?made_to=1399", 0),
        ("objects?country=SN", 1),
        ("elements?viability=vulnerable", 1),
        ("concepts?uri=https://example.org/crafts/glass", 1),
        ("museums?updated_since=2026-03-14T12:00:00Z", 1),
        ("museums?updated_since=2026-03-14T12:00:01Z", 0),
    ],
)
def test_filters_narrow(client: Client, world: World, address: str, found: int) -> None:
    assert len(client.get(f"/api/v1/{address}").json()["items"]) == found


def test_filters_follow_keys(client: Client, world: World, committee: object) -> None:
    for address in (
        f"museums?national_committee={committee.key}",
        f"mandates?person={world.person.key}",
        f"objects?museum={world.museum.key}",
        f"people?speciality={world.concept.key}",
    ):
        assert len(client.get(f"/api/v1/{address}").json()["items"]) == 1, address


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("museums?contry=FR", "contry"),
        ("museums?limit=0", "limit"),
        ("museums?limit=many", "limit"),
        ("museums?category=castle", "category"),
        ("museums?updated_since=yesterday", "updated_since"),
        ("mandates?on=2026-02-30", "on"),
    ],
)
def test_a_wrong_parameter_is_named(client: Client, world: World, address: str, word: str) -> None:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert word in response.json()["detail"]


@pytest.mark.parametrize("name", LISTS)
def test_a_longer_list_needs_no_more_queries(
    client: Client,
    world: World,
    operator: Actor,
    now: datetime,
    name: str,
    make_people: None,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(20):
        create_museum({"names": {"en": f"M {number}"}}, actor=operator, at=now + timedelta(days=1))
    with django_assert_max_num_queries(4):
        client.get(f"/api/v1/{name}?limit=200")
