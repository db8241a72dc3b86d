"""Record pages: in every language, with citation and data, and with no more than the viewer may read."""

import json
import re
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from museion.core.access import Actor
from museion.core.models import Account
from museion.heritage.actions import create_element
from museion.network.actions import create_museum, withdraw_museum
from museion.website.tests.conftest import Network

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def _open(client: Client, record: object, suffix: str = "") -> str:
    response = client.get(f"/id/{record.key}{suffix}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_every_kind_has_a_page_in_every_language(client: Client, network: Network, language: str) -> None:
    for record in network:
        page = _open(client, record, f"?lang={language}")
        assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page
        assert page.count("<h1") == 1
        assert f"http://testserver/id/{record.key}" in page


def test_a_page_carries_its_data_for_other_programs(client: Client, network: Network) -> None:
    page = _open(client, network.museum)
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    assert data["@context"] == "https://schema.org"
    assert f'href="/id/{network.museum.key}.json"' in page


def test_a_record_is_read_while_the_index_is_lost(client: Client, network: Network) -> None:
    index = Path(settings.HOME, "index", "current").resolve()
    away = index.rename(index.with_name("away"))
    time.sleep(0.3)  # What is held of an index is looked at again five times a second.
    try:
        assert client.get("/search?q=river").status_code == 503
        for record in network:
            _open(client, record)
    finally:
        away.rename(index)


def test_names_of_other_languages_are_marked_with_theirs(client: Client, network: Network) -> None:
    page = _open(client, network.museum)
    assert '<bdi lang="ar" dir="rtl">متحف النهر</bdi>' in page
    assert "Japanese" in _open(client, network.person)


def test_a_text_that_falls_back_says_so(client: Client, network: Network) -> None:
    assert '<span class="fallback" title="affiché en anglais' in _open(client, network.museum, "?lang=fr")


def test_a_person_shows_what_was_agreed_to(client: Client, network: Network, sign_in: SignIn, member: Account) -> None:
    public = _open(client, network.person)
    assert "conservatrice" in public
    assert "aissatou@example.org" not in public
    assert "SN-17" not in public
    assert "aissatou@example.org" in _open(sign_in(member), network.person)


def test_what_is_for_the_desk_stays_there(
    client: Client, network: Network, sign_in: SignIn, member: Account, secretariat: Account
) -> None:
    for reader in (client, sign_in(member)):
        assert "night porter" not in _open(reader, network.museum)
        assert "shelf 12" not in _open(reader, network.object)
    assert "night porter" in _open(sign_in(secretariat), network.museum)
    assert "shelf 12" in _open(sign_in(secretariat), network.object)


def test_history_is_for_who_may_edit(client: Client, network: Network, sign_in: SignIn, editor: Account) -> None:
    assert "museum.create" not in _open(client, network.museum)
    assert '<span title="museum.create">added</span>' in _open(sign_in(editor), network.museum)


def test_an_object_shows_measurements_to_scale_and_what_is_missing(client: Client, network: Network) -> None:
    page = _open(client, network.object)
    assert "9 cm" in page
    assert "90 mm" in page
    assert "beside a hand" in page
    assert "inscriptions and markings" in page
    assert f"/pictures/1600/{network.object.photographs.get().file_name}" in page


def test_the_way_back_to_the_search_leads_through_its_hits(client: Client, network: Network) -> None:
    results = client.get("/search?country=SN").content.decode()
    links = [link.replace("&amp;", "&") for link in re.findall(r'"(/id/\w+\?from=[^"]+)"', results)]
    page = client.get(links[1]).content.decode()
    assert 'href="/search?country=SN">' in page
    assert re.search(r'href="([^"]+)" rel="prev"', page)[1].replace("&amp;", "&") == links[0]
    assert client.get(f"/id/{network.museum.key}?from=%28&at=1").status_code == 200


def test_withdrawn_and_missing_records_say_which(
    client: Client, network: Network, operator: Actor, now: datetime
) -> None:
    withdraw_museum(network.museum, actor=operator, at=now, reason="merged into another register")
    assert client.get(f"/id/{network.museum.key}").status_code == 410
    assert "withdrawn" in client.get(f"/id/{network.museum.key}").content.decode()
    assert client.get("/id/m0000000x").status_code == 404


def test_the_tree_of_bodies_and_the_country_lead_to_the_committee(client: Client, network: Network) -> None:
    assert network.committee.url in client.get("/bodies").content.decode()
    country = client.get("/countries/SN").content.decode()
    assert network.committee.url in country
    assert network.museum.url in country
    assert "Senegal" in client.get("/countries").content.decode()
    assert client.get("/countries/XX").status_code == 404


def test_a_museum_shows_what_it_holds_and_the_nearest_others(
    client: Client, network: Network, operator: Actor, now: datetime
) -> None:
    told = {"actor": operator, "at": now}
    far, near, abroad = (
        create_museum({"names": {"en": name}, "country": country, "latitude": north, "longitude": -16.5}, **told)
        for name, country, north in (
            ("Museum of Salt", "SN", 14.1),
            ("Museum of Rafts", "SN", 16.2),
            ("Desert House", "MR", 16.1),
        )
    )
    page = _open(client, network.museum)
    assert f"/search?kind=object&amp;museum={network.museum.key}" in page
    assert network.object.url in page
    assert page.index(near.url) < page.index(far.url)
    assert abroad.url not in page
    assert "kind=object" not in _open(client, near)


def test_an_element_leads_to_its_kin(client: Client, network: Network, operator: Actor, now: datetime) -> None:
    told = {"actor": operator, "at": now}
    craft, song, elsewhere, unlike = (
        create_element({"names": {"en": name}, "countries": countries, "domains": [domain]}, **told)
        for name, countries, domain in (
            ("Net knotting", ["SN", "MR"], "traditional_craftsmanship"),
            ("Songs of the salt carriers", ["SN"], "performing_arts"),
            ("Bell ringing", ["NP"], "performing_arts"),
            ("Dhow building", ["OM"], "traditional_craftsmanship"),
        )
    )
    page = _open(client, network.element)
    assert page.index(song.url) < page.index(craft.url) < page.index(elsewhere.url)
    assert unlike.url not in page
