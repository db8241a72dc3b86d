"""The desk's programs ask how harvests and packages fare; nobody else is told that there are any."""

from datetime import datetime

import pytest
from django.test import Client

from museion.core.access import AccessLevel, Actor, Role
from museion.core.models import Account, Grant
from museion.exchange.actions.harvests import create_source
from museion.exchange.actions.partners import create_partner
from museion.exchange.models import Harvest, HarvestProblem, HarvestSource


@pytest.fixture
def source(db: None, operator: Actor, now: datetime) -> HarvestSource:
    values = {
        "address": "https://partner.example/oai",
        "prefix": "oai_dc",
        "mapping": "oai-dc",
        "contact": "a@b.example",
    }
    source = create_source(values, actor=operator, at=now)
    Harvest.objects.create(
        source=source, started_at=now, state="finished", is_whole=True, read=12, created=11, rejected=1
    )
    HarvestProblem.objects.create(source=source, identifier="oai:x:1", problem="no title", found_at=now)
    create_partner({"name": "Police", "domain": "police.example", "email": "c@d.example"}, actor=operator, at=now)
    return source


@pytest.fixture
def desk(client: Client, now: datetime) -> Client:
    account = Account.objects.create_user("desk@example.org", "a long sentence nobody guesses")
    Grant.objects.create(account=account, role=Role.DESK_OFFICER, level=AccessLevel.DESK, valid_from=now)
    client.force_login(account)
    return client


def test_the_desk_reads_how_a_source_fares(source: HarvestSource, desk: Client) -> None:
    listed = desk.get("/api/v1/harvest-sources", {"is_active": "true"}).json()["items"]
    assert [held["key"] for held in listed] == [source.key]
    assert "a@b.example" not in str(listed)
    base = f"/api/v1/harvest-sources/{source.key}"
    assert desk.get(base).json()["address"] == "https://partner.example/oai"
    run = desk.get(f"{base}/harvests").json()[0]
    assert (run["state"], run["is_whole"], run["read"], run["rejected"]) == ("finished", True, 12, 1)
    assert desk.get(f"{base}/problems").json()[0]["problem"] == "no title"


def test_the_desk_reads_partners_and_packages(source: HarvestSource, desk: Client) -> None:
    partner = desk.get("/api/v1/partners").json()["items"][0]
    assert (partner["domain"], "c@d.example" in str(partner)) == ("police.example", False)
    assert desk.get(f"/api/v1/partners/{partner['key']}").json()["name"] == "Police"
    assert desk.get("/api/v1/packages", {"partner": partner["key"]}).json()["items"] == []


def test_a_visitor_learns_of_none(source: HarvestSource, client: Client) -> None:
    for register in ("harvest-sources", "partners", "packages"):
        assert client.get(f"/api/v1/{register}").json()["items"] == []
    for part in ("", "/harvests", "/problems"):
        assert client.get(f"/api/v1/harvest-sources/{source.key}{part}").status_code == 404
