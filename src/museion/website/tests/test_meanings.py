"""The results page says what the words were taken to mean, and each meaning can be switched off and on again."""

import pytest
from django.test import Client

from museion.website.tests.conftest import Network

pytestmark = pytest.mark.django_db


def test_a_meaning_is_shown_in_every_language_and_leads_to_its_concept(client: Client, network: Network) -> None:
    page = client.get("/search?q=tissage").content.decode()
    assert "What the words were taken to mean" in page
    assert f'href="/id/{network.concept.key}"' in page
    assert "نسيج" in page


def test_a_meaning_is_switched_off_and_on_again(client: Client, network: Network) -> None:
    key = network.concept.key
    assert f"/search?q=tissage&amp;without={key}" in client.get("/search?q=tissage").content.decode()
    off = client.get(f"/search?q=tissage&without={key}").content.decode()
    assert 'class="off"' in off
    assert 'href="/search?q=tissage"' in off
    assert f'name="without" value="{key}"' in off, "filters keep what was switched off"


def test_all_meanings_are_switched_off_at_once(client: Client, network: Network) -> None:
    page = client.get("/search?q=tissage&bridge=off").content.decode()
    assert "include all that the words mean" in page
    assert "نسيج" not in page.partition('class="hits')[0]


def test_the_api_tells_meanings_with_their_paths_and_takes_them_away(client: Client, network: Network) -> None:
    (meaning,) = client.get("/api/v1/search?q=tissage&lang=fr").json()["meanings"]
    assert (meaning["key"], meaning["is_on"]) == (network.concept.key, True)
    assert {"weaving", "織物"} <= {form["text"] for form in meaning["forms"]}
    off = client.get(f"/api/v1/search?q=tissage&without={network.concept.key}").json()
    assert off["meanings"][0]["is_on"] is False
    assert client.get("/api/v1/search?q=tissage&bridge=false").json()["meanings"] == []
