"""Who sees what of a loss and of a looted site: on its page, in the API, in the one search."""

from datetime import datetime

import pytest
from django.test import Client

from museion.core.access import Actor
from museion.core.outbox import drain
from museion.core.saving import Draft
from museion.heritage.actions.picturing import NewPhotograph
from museion.heritage.pictures import keep_picture
from museion.screening.actions.looted_sites import save_looted_sites
from museion.screening.actions.loss_photographs import attach_loss_photographs
from museion.screening.actions.losses import create_loss, withdraw_loss
from museion.screening.completeness import make_loss_meter
from museion.screening.models import LootedSite, LossRecord
from museion.screening.tests.test_importing_losses import make_picture
from museion.search import setup
from museion.search.actions import TOPIC
from museion.search.queries import search
from museion.search.requests import SearchRequest

pytestmark = pytest.mark.django_db
HERON = {
    "title": {"en": "Blue heron at dawn", "ar": "مالك الحزين الأزرق عند الفجر"},
    "object_type": {"en": "painting"},
    "reference_number": "SP-1999-00017",
    "loss_country": "MA",
    "owner": "Widow Amrani, 3 rue du Puits",
}


@pytest.fixture
def loss(operator: Actor, now: datetime) -> LossRecord:
    return create_loss(HERON, actor=operator, at=now)


@pytest.fixture
def site(operator: Actor, now: datetime) -> LootedSite:
    values = {
        "names": {"en": "Mound of the Two Wells"},
        "country": "IQ",
        "place": "Wadi Samra",
        "latitude": 31.3232,
        "longitude": 45.6363,
        "looted_from_year": 2011,
        "expected_types": [
            {"object_type": "jar", "materials": "earthenware", "period_from": -2600, "period_to": -1900}
        ],
    }
    saved = save_looted_sites([Draft(values)], actor=operator, at=now)
    return LootedSite.objects.get(key=saved.keys[0])


def ask(text: str) -> list[str]:
    while drain(TOPIC):
        pass
    setup._make_engine.cache_clear()
    return [hit.key for hit in search(SearchRequest(text=text)).hits]


@pytest.mark.parametrize("address", ["/id/{}", "/id/{}.json", "/id/{}.jsonld", "/api/v1/losses/{}", "/api/v1/losses"])
def test_the_owner_is_nowhere_in_public(client: Client, loss: LossRecord, address: str) -> None:
    response = client.get(address.format(loss.key))
    assert response.status_code == 200
    assert "Blue heron" in response.content.decode()
    assert "Amrani" not in response.content.decode()


@pytest.mark.parametrize("address", ["/id/{}", "/id/{}.json", "/api/v1/looted-sites/{}", "/api/v1/looted-sites"])
def test_where_a_site_lies_is_for_the_desk(client: Client, site: LootedSite, address: str) -> None:
    content = client.get(address.format(site.key)).content.decode()
    assert "Wadi Samra" in content
    assert "earthenware" in content
    assert "31.32" not in content


def test_a_loss_of_the_desk_is_not_there_for_others(client: Client, operator: Actor, now: datetime) -> None:
    hidden = create_loss({**HERON, "access": "desk"}, actor=operator, at=now)
    assert client.get(f"/id/{hidden.key}").status_code == 404
    assert client.get(f"/api/v1/losses/{hidden.key}").status_code == 404
    assert client.get("/api/v1/losses").json()["items"] == []
    assert ask("heron") == []


def test_a_withdrawn_loss_is_gone_and_says_so(client: Client, loss: LossRecord, operator: Actor, now: datetime) -> None:
    withdraw_loss(loss, actor=operator, at=now, reason="reported twice")
    assert client.get(f"/id/{loss.key}").status_code == 410


@pytest.mark.parametrize("text", ["heron dawn", "الحزين", "SP-1999-00017", "loss_status:stolen heron"])
def test_a_loss_is_found_by_words_and_numbers(loss: LossRecord, text: str) -> None:
    assert ask(text) == [loss.key]


def test_an_owner_is_not_searched(loss: LossRecord) -> None:
    assert ask("Amrani") == []


def test_a_site_is_found_by_what_may_come_from_it(site: LootedSite) -> None:
    assert ask("earthenware jar") == [site.key]


def test_losses_are_listed_by_status(client: Client, loss: LossRecord, operator: Actor, now: datetime) -> None:
    create_loss({**HERON, "status": "recovered"}, actor=operator, at=now)
    listed = client.get("/api/v1/losses?status=stolen").json()["items"]
    assert [held["key"] for held in listed] == [loss.key]


def test_the_meter_says_what_would_make_an_object_known(loss: LossRecord, operator: Actor, now: datetime) -> None:
    assert [[str(label) for label in choice] for choice in make_loss_meter(loss).needed] == [
        ["photographs"],
        ["materials and techniques"],
        ["measurements"],
        ["inscriptions and markings", "distinguishing features"],
    ]
    picture = NewPhotograph(loss.id, keep_picture(make_picture(1)))
    attach_loss_photographs([picture], actor=operator, at=now)
    assert len(make_loss_meter(LossRecord.objects.get()).needed) == 3


def test_the_register_has_an_address_that_can_be_guessed(client: Client) -> None:
    assert client.get("/losses").headers["Location"] == "/search?kind=loss"
