"""Saved searches by API and on the command line: the same actions, the same owner."""

import pytest
from django.test import Client

from museion.core.access import Actor
from museion.core.models import Account, OutboxEntry
from museion.core.outbox import drain
from museion.network.actions import create_museum
from museion.website.tests.conftest import Network

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/saved-searches"


def test_a_search_is_kept_told_of_and_deleted(
    client: Client, member: Account, network: Network, operator: Actor, now: object
) -> None:
    OutboxEntry.objects.all().delete()
    assert client.get(ADDRESS).status_code == 401
    client.force_login(member)
    kept = client.post(f"{ADDRESS}?q=boats&kind=museum", {"title": "Boats"}, content_type="application/json")
    assert kept.status_code == 201, kept.content
    address = f"{ADDRESS}/{kept.json()['key']}"
    museum = create_museum({"names": {"en": "Museum of Boats"}, "country": "SN"}, actor=operator, at=now)
    create_museum({"names": {"en": "Museum of Bread"}, "country": "SN"}, actor=operator, at=now)
    drain("index")
    assert [found["key"] for found in client.get(f"{address}/alerts").json()] == [museum.key]
    assert [found["count"] for found in client.get(ADDRESS).json()] == [1]
    assert client.get(client.get(address).json()["feed"]).status_code == 200
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("query", "wishes", "status"),
    [
        ("q=title:(loom", {"title": "x"}, 400),
        ("q=boats&nix=1", {"title": "x"}, 400),
        ("q=boats", {"title": ""}, 400),
        ("q=boats", {"title": "x", "mail_rhythm": "hourly"}, 400),
        ("q=boats", {"title": "x", "webhook_url": "gopher://example.org/"}, 400),
    ],
)
def test_what_cannot_be_kept_is_told(
    client: Client, member: Account, network: Network, query: str, wishes: dict[str, str], status: int
) -> None:
    client.force_login(member)
    response = client.post(f"{ADDRESS}?{query}", wishes, content_type="application/json")
    assert response.status_code == status
    assert response.headers["Content-Type"].startswith("application/problem+json")


def test_nobody_reads_or_deletes_anothers(client: Client, member: Account, editor: Account, network: Network) -> None:
    client.force_login(member)
    key = client.post(f"{ADDRESS}?q=boats", {"title": "Boats"}, content_type="application/json").json()["key"]
    client.force_login(editor)
    assert client.get(ADDRESS).json() == []
    for response in (
        client.get(f"{ADDRESS}/{key}"),
        client.get(f"{ADDRESS}/{key}/alerts"),
        client.delete(f"{ADDRESS}/{key}"),
    ):
        assert response.status_code == 404
