"""Loans, transfers, checks, rounds and procedures are found by who may read them, in their language, and by nobody else."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from museion.core.access import PUBLIC_VIEWER, Actor, Viewer
from museion.core.keys import get_number
from museion.core.outbox import drain
from museion.core.saving import Draft, save_drafts
from museion.heritage.actions import care, loans, packing
from museion.heritage.models import CulturalObject, InventoryRound, InventoryScan
from museion.heritage.tests.care_cast import NOON, make_museum, make_object, make_registrar
from museion.network.models import Museum
from museion.search import setup
from museion.search.actions import TOPIC
from museion.search.documents import SOURCES, get_cards
from museion.search.queries import search
from museion.search.requests import SearchRequest

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture(name="cast")
def _cast(settings: Any, tmp_path: Path) -> dict[str, Any]:
    settings.HOME = tmp_path
    giver, taker = make_museum("Musée du Bardo"), make_museum("Museo de Lima", "PE")
    (account, samia), (other, rosa) = (
        make_registrar(giver, "samia@example.org"),
        make_registrar(taker, "rosa@example.org"),
    )
    jar = make_object(giver, "NA 12/7")
    due = TODAY + timedelta(days=90)
    loan = {
        "museum_id": giver.id,
        "direction": "out",
        "partner_name": "Galería Quetzal",
        "begins_date": TODAY,
        "due_date": due,
    }
    made = loans.create_loan(loan | {"reference": "P-2026-31"}, [(jar.id, "")], actor=samia, at=NOON)
    shared = {"kind": "deposit", "giver_id": giver.id, "taker_id": taker.id, "begins_date": TODAY, "due_date": due}
    transfer = packing.create_transfer(shared, {"Zinc box": [jar]}, actor=samia, at=NOON)
    check = care.record_check(
        jar,
        {"checked_date": TODAY, "checker": "Leïla", "condition": "in_jeopardy", "note": "efflorescence saline"},
        actor=samia,
        at=NOON,
    )
    held = care.begin_round(giver, "Réserve Hannibal", actor=samia, at=NOON)
    valued = {
        "kind": "valuation",
        "object_id": jar.id,
        "done_date": TODAY,
        "party": "Expert Ben Youssef",
        "values": {"amount_eur": "740001"},
    }
    procedure = care.record_procedure(giver, valued, actor=samia, at=NOON)
    while drain(TOPIC):
        pass
    setup._make_engine.cache_clear()
    keys = {"loan": made, "transfer": transfer, "check": check, "round": held, "procedure": procedure}
    cast = {"account": account, "other": other}
    return (
        cast
        | {"samia": samia.viewer, "rosa": rosa.viewer, "giver": giver, "jar": jar}
        | {name: record.key for name, record in keys.items()}
    )


def _ask(text: str, viewer: Viewer, language: str = "en") -> set[str]:
    return {hit.key for hit in search(SearchRequest(text=text, language=language, tokens=viewer.tokens)).hits}


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [("P-2026-31", "en", "loan"), ("quetzal", "en", "loan"), ("dépôt zinc", "fr", "transfer"), ("efflorescence", "fr", "check"),
     ("kind:condition_check jeopardy", "en", "check"), ("hannibal", "fr", "round"), ("youssef", "en", "procedure"),
     ("kind:loan NA 12/7", "en", "loan")],
)  # fmt: skip
def test_care_is_found_by_who_acts_for_the_museum_alone(
    cast: dict[str, Any], text: str, language: str, name: str
) -> None:
    assert cast[name] in _ask(text, cast["samia"], language)
    assert cast[name] not in _ask(text, PUBLIC_VIEWER, language)
    assert (cast[name] in _ask(text, cast["rosa"], language)) == (name == "transfer")


def test_each_kind_opens_at_its_address_and_in_the_api_for_who_may(cast: dict[str, Any], client: Client) -> None:
    lists = {
        "loan": "loans",
        "transfer": "transfers",
        "check": "condition-checks",
        "round": "inventory-rounds",
        "procedure": "procedures",
    }
    for name, address in lists.items():
        assert client.get(f"/id/{cast[name]}.json").status_code == 404
        assert client.get(f"/api/v1/{address}").json()["items"] == []
    client.force_login(cast["account"])
    for name, address in lists.items():
        assert client.get(f"/id/{cast[name]}").status_code == 200
        assert client.get(f"/id/{cast[name]}.json").json()["key"] == cast[name]
        assert [row["key"] for row in client.get(f"/api/v1/{address}").json()["items"]] == [cast[name]]
    client.force_login(cast["other"])
    assert client.get(f"/id/{cast['transfer']}").status_code == 200
    assert client.get(f"/id/{cast['loan']}").status_code == 404


def test_values_are_found_by_nobody(cast: dict[str, Any]) -> None:
    assert _ask("740001", cast["samia"]) == set()


def test_cards_say_what_it_is_in_the_readers_language_with_few_reads(cast: dict[str, Any]) -> None:
    pairs = [
        (cast["loan"], "loan"),
        (cast["transfer"], "transfer"),
        (cast["check"], "condition_check"),
        (cast["round"], "inventory_round"),
    ]
    with CaptureQueriesContext(
        connection,
    ) as captured:
        cards = get_cards(pairs, "fr")
    assert cards[cast["loan"]].title["fr"] == "Prêt · P-2026-31"
    assert cards[cast["transfer"]].facts[-1] == "Museo de Lima"
    assert "en péril" in cards[cast["check"]].facts
    assert len(captured) <= 10
    assert cards[cast["loan"]].days == (TODAY, TODAY + timedelta(days=90))
    assert list(SOURCES["loan"].load(["xh-nobody"])) == []


def test_a_thousand_loans_and_scans_are_read_at_once(cast: dict[str, Any], operator: Actor, client: Client) -> None:
    """The index is made anew in steps of two thousand; SQLite takes no more than a thousand conditions."""
    museum = Museum.objects.get(names__fr="Musée du Bardo")
    drafts = [Draft({"title": {"fr": f"Jarre {number}"}, "museum_id": museum.id}) for number in range(1100)]
    jars = save_drafts(CulturalObject, drafts, kind="object", actor=operator, at=NOON).keys
    loan = {"museum_id": museum.id, "direction": "out", "partner_name": "Galería Quetzal"}
    loan |= {"begins_date": TODAY, "due_date": TODAY + timedelta(days=90)}
    keys = loans.save_loans([(loan, [(get_number(jar), "")]) for jar in jars], actor=operator, at=NOON)
    assert {document.key for document in SOURCES["loan"].load(keys)} == set(keys)
    held = InventoryRound.objects.get(key=cast["round"])
    InventoryScan.objects.bulk_create(
        InventoryScan(round=held, code=jar, object_id=get_number(jar), seen_at=NOON, seen_by="Samia") for jar in jars
    )
    client.force_login(cast["account"])
    (told,) = client.get("/api/v1/inventory-rounds").json()["items"]
    assert {scan["object"] for scan in told["scans"]} == set(jars)
