"""Orphan objects: what was dug without record is reported as a site, and objects that are checked are compared with it."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from museion.core.access import AccessLevel, Actor
from museion.core.models import Account
from museion.core.outbox import drain
from museion.network.models import Body
from museion.screening.actions.catalogue_runs import screen_catalogue
from museion.screening.actions.catalogues import Upload, upload_catalogue
from museion.screening.actions.looted_sites import publish_looted_site, withdraw_looted_site
from museion.screening.actions.runs import make_screening
from museion.screening.actions.watching import KINDS
from museion.screening.models import Catalogue, LootedSite
from museion.screening.runs.answers import describe_answer
from museion.screening.runs.questions import Question
from museion.screening.runs.sealing import is_sealed
from museion.screening.sealed.records import write_paper
from museion.screening.tests.test_sealed_records import read_paper

pytestmark = pytest.mark.django_db
TOLD = {
    "name": "تل البئرين",
    "country": "IQ",
    "place": "Wadi Samra",
    "latitude": "31,3232",
    "longitude": "45.6363",
    "looted_from": "2011",
    "type_1": "cylinder seal",
    "materials_1": "haematite, stone",
    "period_1": "2600–1900 BCE",
    "type_2": "cuneiform tablet",
    "materials_2": "clay",
}
SEAL = {"object_type": "sceau-cylindre", "materials": "stone", "place_of_origin": "Iraq", "date_period": "c. 2100 BCE"}


def ask(visitor: Actor, now: datetime, **fields: str) -> list[tuple[str, str]]:
    run = make_screening(Question(fields), actor=visitor, at=now)
    return [(entry["key"], entry["answer"]) for entry in describe_answer(run)["sites"]]


@pytest.fixture
def site(
    committee: Body, registrar: Account, sign_in: Callable[[Account], Client], operator: Actor, now: datetime
) -> LootedSite:
    page = sign_in(registrar).post("/looted-sites/report", {**TOLD, "scope_key": committee.key})
    site = LootedSite.objects.get()
    assert site.key in page.content.decode()
    assert (site.access, site.scope_key, site.latitude) == (AccessLevel.DESK, committee.key, 31.3232)
    assert site.expected_types[0]["period_from"] == -2599
    return site


def test_a_find_is_compared_with_a_published_site_by_what_is_expected_from_it(
    site: LootedSite, visitor: Actor, operator: Actor, now: datetime
) -> None:
    assert ask(visitor, now, **SEAL) == []
    publish_looted_site(site, AccessLevel.PUBLIC, actor=operator, at=now)
    assert ask(visitor, now, **SEAL) == [(site.key, "falls")]
    unplaced = {name: value for name, value in SEAL.items() if name != "place_of_origin"}
    assert ask(visitor, now, **unplaced) == [(site.key, "may_fall")]
    assert ask(visitor, now, **{**SEAL, "place_of_origin": "Peru"}) == []
    assert ask(visitor, now, object_type="painting", place_of_origin="Iraq") == []
    assert ask(visitor, now, object_type="cylinder seal") == []
    withdraw_looted_site(site, actor=operator, at=now, reason="reported twice")
    assert ask(visitor, now, **SEAL) == []


def test_a_site_of_the_desk_is_named_and_counted_to_the_desk_alone(
    site: LootedSite, visitor: Actor, operator: Actor, now: datetime
) -> None:
    assert ask(operator, now, **SEAL) == [(site.key, "falls")]
    told = [make_screening(Question(SEAL), actor=asker, at=now).registers[2] for asker in (visitor, operator)]
    assert [edition["count"] for edition in told] == [0, 1]
    assert told[0]["as_of"] == ""
    assert told[0]["checksum"] != told[1]["checksum"]


def test_the_page_and_the_sealed_paper_name_the_site_and_its_edition(
    client: Client, site: LootedSite, operator: Actor, visitor: Actor, now: datetime
) -> None:
    publish_looted_site(site, AccessLevel.PUBLIC, actor=operator, at=now)
    page = client.post("/screen", SEAL, follow=True).content.decode()
    assert "Looted sites that such objects are expected from" in page
    assert "تل البئرين" in page
    assert "31.3" not in page
    run = make_screening(Question(SEAL), actor=visitor, at=now)
    assert is_sealed(run)
    assert [edition["name"] for edition in run.registers] == ["loss register", "Red Lists", "looted sites"]
    assert "looted sites: 1 records" in read_paper(write_paper(run, at=now, language="en"))


def test_the_page_of_a_site_tells_years_as_people_write_them(
    client: Client, site: LootedSite, operator: Actor, now: datetime
) -> None:
    publish_looted_site(site, AccessLevel.PUBLIC, actor=operator, at=now)
    page = client.get(site.url).content.decode()
    assert "2600 BCE – 1901 BCE" in page or "2600 BCE – 1900 BCE" in page
    assert "-2599" not in page.split("application/ld+json")[0]
    assert "2011</bdi> and later" in page


def test_a_catalogue_is_screened_again_when_a_site_is_published(
    site: LootedSite, operator: Actor, now: datetime
) -> None:
    table = (
        b"lot,type,materials,place_of_origin,date\n7,cylinder seal,stone,Iraq,2100 BCE\n8,painting,oil,France,1890\n"
    )
    catalogue = upload_catalogue(Upload("sale.csv", table), actor=operator, at=now, is_promised=False)
    while drain(KINDS):
        pass
    publish_looted_site(site, AccessLevel.DESK, actor=operator, at=now)
    screen_catalogue(catalogue, actor=operator, clock=lambda: now)
    publish_looted_site(site, AccessLevel.PUBLIC, actor=operator, at=now)
    while drain(KINDS):
        pass
    assert Catalogue.objects.get().state == "waiting"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"name": ""}, "Name the site"),
        ({"country": "XX"}, "Name the site"),
        ({"type_1": "", "type_2": ""}, "at least one kind"),
        ({"type_1": "dinglehopper"}, "dinglehopper"),
        ({"period_1": "once upon a time"}, "once upon a time"),
        ({"latitude": "north"}, "north"),
        ({"longitude": ""}, "both latitude and longitude"),
        ({"looted_from": "٢٠١١-"}, "no year"),
    ],
)
def test_what_cannot_be_kept_is_told_and_what_was_written_stays(
    committee: Body,
    registrar: Account,
    sign_in: Callable[[Account], Client],
    changed: dict[str, str],
    told: str,
) -> None:
    answer = sign_in(registrar).post("/looted-sites/report", {**TOLD, **changed})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "Wadi Samra" in answer.content.decode()
    assert not LootedSite.objects.exists()


def test_a_visitor_is_told_who_may_report(client: Client) -> None:
    assert client.get("/looted-sites/report").status_code == 403
    assert client.post("/looted-sites/report", TOLD).status_code == 403
