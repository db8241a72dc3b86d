"""The API tells nobody more than the pages would."""

from collections.abc import Callable

from django.test import Client

from museion.api.tests.conftest import World
from museion.core.models import Account

SignIn = Callable[[Account], Client]


def test_a_visitor_sees_public_records_alone(client: Client, world: World) -> None:
    keys = [item["key"] for item in client.get("/api/v1/museums").json()["items"]]
    assert keys == [world.museum.key]


def test_a_member_sees_members_records(member: Account, sign_in: SignIn, world: World) -> None:
    keys = {item["key"] for item in sign_in(member).get("/api/v1/museums").json()["items"]}
    assert keys == {world.museum.key, world.hidden.key}


def test_a_hidden_record_looks_like_none_at_all(client: Client, member: Account, sign_in: SignIn, world: World) -> None:
    assert client.get(f"/api/v1/museums/{world.hidden.key}").status_code == 404
    assert client.get(f"/id/{world.hidden.key}.json").status_code == 404
    assert sign_in(member).get(f"/api/v1/museums/{world.hidden.key}").status_code == 200


def test_a_person_shows_what_was_agreed_to(client: Client, member: Account, sign_in: SignIn, world: World) -> None:
    address = f"/api/v1/people/{world.person.key}"
    visitors, members = client.get(address).json(), sign_in(member).get(address).json()
    assert (visitors["name"], visitors["city"]) == ("Nadia Haddad", "Sfax")
    assert visitors["email"] is visitors["institution"] is visitors["member_number"] is None
    assert members["email"] == "nadia.haddad@example.org"
    assert members["institution"]["key"] == world.museum.key
    assert members["telephone"] is None


def test_what_is_hidden_in_the_api_is_hidden_in_every_form(client: Client, world: World) -> None:
    for suffix in ("json", "jsonld"):
        text = client.get(f"/id/{world.person.key}.{suffix}").content.decode()
        assert "Nadia Haddad" in text
        assert "nadia.haddad@example.org" not in text
        assert "+216" not in text
        assert world.museum.key not in text


def test_fields_for_the_desk_are_for_the_desk(
    client: Client, member: Account, secretariat: Account, sign_in: SignIn, world: World
) -> None:
    for address, field in (
        (f"/api/v1/museums/{world.museum.key}", "emergency_contact"),
        (f"/api/v1/objects/{world.object.key}", "store_location"),
    ):
        assert client.get(address).json()[field] is None
        assert sign_in(member).get(address).json()[field] is None
        assert sign_in(secretariat).get(address).json()[field]


def test_a_reference_to_a_hidden_record_is_not_told(client: Client, world: World) -> None:
    world.object.museum = world.hidden
    world.object.save()
    assert client.get(f"/api/v1/objects/{world.object.key}").json()["museum"] is None
    assert world.hidden.key not in client.get(f"/id/{world.object.key}.jsonld").content.decode()


def test_a_mandate_of_a_hidden_person_is_hidden(client: Client, world: World) -> None:
    world.person.access = "member"
    world.person.save()
    assert client.get("/api/v1/mandates").json()["items"] == []
