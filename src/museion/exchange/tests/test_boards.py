"""The boards: everybody sees what goes out, the desk what is held back and how harvests fare."""

from datetime import datetime

import pytest
from django.conf import LazySettings
from django.test import Client

from museion.core.access import AccessLevel, Actor, Role
from museion.core.kinds import KINDS
from museion.core.models import Account, Grant
from museion.exchange.actions.harvests import Manner, create_source, run_source
from museion.exchange.models import HarvestSource
from museion.exchange.tests.conftest import Publish, Repository
from museion.exchange.tests.hostile import Kept, Plan, serve
from museion.heritage.actions import update_object


@pytest.fixture
def desk(client: Client, db: None, now: datetime) -> Client:
    """Noor of the desk, who may also make records."""
    account = Account.objects.create_user("noor@example.org", "a long sentence nobody guesses")
    Grant.objects.create(account=account, role=Role.SECRETARIAT, level=AccessLevel.DESK, valid_from=now)
    client.force_login(account)
    return client


def test_everybody_sees_what_goes_out_and_nobody_else_what_is_held_back(
    client: Client, repository: Repository, operator: Actor, now: datetime, publish: Publish
) -> None:
    update_object(repository.jar, {"title": {"not a language": "Jarre"}}, actor=operator, at=now)
    publish(9)
    page = client.get("/exchange").content.decode()
    assert "oai_dc" in page
    assert repository.jar.key not in page


def test_the_desk_sees_what_is_held_back_by_owner_and_reason(
    desk: Client, repository: Repository, operator: Actor, now: datetime, publish: Publish
) -> None:
    update_object(repository.jar, {"title": {"not a language": "Jarre"}}, actor=operator, at=now)
    publish(9)
    page = desk.get("/exchange").content.decode()
    assert "Musée du fleuve" in page
    assert f"/id/{repository.jar.key}" in page


def test_sources_and_their_pages_are_for_the_desk(client: Client, db: None, operator: Actor, now: datetime) -> None:
    source = create_source({"address": "https://a.example/oai", "mapping": "oai-dc"}, actor=operator, at=now)
    assert client.get("/exchange/sources").status_code == 403
    assert client.get(source.url).status_code == 404
    assert client.post(f"/exchange/sources/{source.key}/harvest").status_code == 403
    assert client.get(f"/exchange/sources/{source.key}/problems.csv").status_code == 403


def test_a_source_is_made_harvested_and_reported_on_by_its_page(
    desk: Client, settings: LazySettings, operator: Actor, now: datetime
) -> None:
    settings.ALLOW_PRIVATE_FEEDS = True
    records = [
        Kept("oai:a.example:1", "2026-03-01T00:00:00Z", "壺"),
        Kept("oai:a.example:2", "2026-03-01T00:00:00Z", ""),
    ]
    records[1].metadata = "<empty/>"
    with serve(Plan(records)) as provider:
        form = {
            "address": provider.url,
            "title": "海の博物館",
            "prefix": "oai_dc",
            "mapping": "oai-dc",
            "every_hours": "24",
        }
        made = desk.post("/exchange/sources", form)
        source = HarvestSource.objects.get()
        assert made["Location"] == source.url
        run_source(source, actor=operator, clock=lambda: now, manner=Manner(pause=0.0))
    page = desk.get(source.url).content.decode()
    assert "海の博物館" in page
    assert "oai:a.example:2" in page
    assert "oai:a.example:2" in b"".join(desk.get(f"/exchange/sources/{source.key}/problems.csv")).decode()
    assert desk.get("/exchange/sources").status_code == 200
    assert desk.get(f"{source.url}.json").json()["title"] == "海の博物館"


def test_a_source_without_a_mapping_is_not_made(desk: Client) -> None:
    answer = desk.post("/exchange/sources", {"address": "https://a.example/oai"}, follow=True)
    assert "mapping" in answer.content.decode()
    assert not HarvestSource.objects.exists()


def test_pausing_and_asking_at_once(desk: Client, operator: Actor, now: datetime) -> None:
    source = create_source({"address": "https://a.example/oai", "mapping": "oai-dc"}, actor=operator, at=now)
    desk.post(f"/exchange/sources/{source.key}/harvest")
    source.refresh_from_db()
    assert source.next_at is not None
    desk.post(f"/exchange/sources/{source.key}/switch")
    source.refresh_from_db()
    assert source.is_active is False


def test_the_kinds_of_the_door_are_registered() -> None:
    assert KINDS["harvest_source"].model.LETTER == "xy"
