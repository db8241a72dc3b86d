"""Fields that want a record offer it by name, cut to what the asker may see."""

from typing import Any

from django.test import Client

from museion.core.access import AccessLevel
from museion.network.models import Museum
from museion.website.tests.conftest import Network


def _ask(client: Client, **parameters: str) -> list[dict[str, Any]]:
    return client.get("/search/records", parameters).json()["records"]


def test_the_beginning_of_a_name_offers_records_of_the_wanted_kinds(client: Client, network: Network) -> None:
    (offered,) = _ask(client, kinds="concept", q="weav")
    assert (offered["key"], offered["title"]) == (network.concept.key, "weaving")
    assert _ask(client, kinds="person", q="weav") == []
    assert [held["key"] for held in _ask(client, q="weav")] == [network.concept.key]
    assert _ask(client, kinds="concept", q="") == []


def test_a_key_is_answered_by_its_name_and_only_for_who_may_see_it(client: Client, network: Network) -> None:
    key = network.museum.key
    assert [held["key"] for held in _ask(client, kinds="museum", key=key)] == [key]
    assert [held["key"] for held in _ask(client, kinds="museum", q=key.upper())] == [key]
    assert _ask(client, kinds="person", key=key) == []
    assert _ask(client, key="m0000000") == []
    Museum.objects.filter(key=key).update(access=AccessLevel.DESK)
    assert _ask(client, key=key) == []
