"""A manifest is filled from the shelves, changed until it is signed, and tells box by box what has not come back."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from museion.core.access import NotAllowedError
from museion.core.languages import LanguageMap
from museion.heritage.actions import loans, packing, transfers
from museion.heritage.actions.loans import InvalidLoanError
from museion.heritage.actions.packing import InvalidTransferError
from museion.heritage.care_terms import LoanStatus
from museion.heritage.models import CulturalObject, HandOver, Transfer, TransferBox
from museion.heritage.tests.care_cast import NOON, make_museum, make_object, make_registrar

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture(name="cast")
def _cast() -> dict[str, Any]:
    giver, taker = make_museum("متحف حلب", "SY"), make_museum("Haven", "CH")
    giving, receiving = make_registrar(giver, "rana@example.org"), make_registrar(taker, "urs@example.org")
    held = {number: make_object(giver, number, store_location=f"Store {number[1]}, shelf 1") for number in NUMBERS}
    return {"giver": giver, "taker": taker, "rana": giving[1], "urs": receiving[1], "held": held, "account": giving[0]}


NUMBERS = ("S1.001", "S1.002", "S2.001", "S2.002")


def _make(cast: dict[str, Any], boxes: dict[str, list[str]] | None = None, **changes: Any) -> Transfer:
    sides = {"giver_id": cast["giver"].id, "taker_id": cast["taker"].id}
    days = {"begins_date": TODAY, "due_date": TODAY + timedelta(days=90)}
    packed = boxes or {"1": ["S1.001", "S1.002"], "2": ["S2.001", "S2.002"]}
    values = {"kind": "refuge", **sides, **days, **changes}
    return packing.create_transfer(values, _pick(cast, packed), actor=cast["rana"], at=NOON)


def _pick(cast: dict[str, Any], boxes: dict[str, list[str]]) -> dict[str, list[CulturalObject]]:
    return {label: [cast["held"][number] for number in numbers] for label, numbers in boxes.items()}


def _hand_over(transfer: Transfer, cast: dict[str, Any], leg: str, *numbers: str) -> HandOver:
    conditions = {cast["held"][number].key: "" for number in numbers}
    made = transfers.prepare_hand_over(transfer, leg, conditions, "Gate", actor=cast["rana"], at=NOON)
    transfers.sign_hand_over(made, "giver", actor=cast["rana"], at=NOON)
    transfers.sign_hand_over(made, "taker", actor=cast["urs"], at=NOON)
    return made


def _send(client: Client, cast: dict[str, Any], boxes: str, **changes: str) -> Any:
    client.force_login(cast["account"])
    form = {"kind": "refuge", "taker": cast["taker"].key, "begins_date": "2026-11-23", "due_date": "2027-11-23"}
    return client.post(f"/transfers/new?museum={cast['giver'].key}", {**form, "boxes": boxes, **changes})


def test_an_object_in_two_boxes_is_named_and_nothing_that_was_typed_is_lost(
    cast: dict[str, Any], client: Client
) -> None:
    answer = _send(client, cast, "Box 1: two people\nS1.001\nBox 2:\nS1.001\nS2.001")
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Packed twice, which nothing can be: S1.001" in page
    assert "Box 1: two people" in page
    assert not Transfer.objects.exists()


def test_every_line_that_names_nothing_is_told_at_once(cast: dict[str, Any], client: Client) -> None:
    page = _send(client, cast, "Box 1:\nS1.001\nX 1\nX 2").content.decode()
    assert "X 1, X 2" in page


@pytest.mark.parametrize("box", ["Box", "caisse", "صندوق"])
def test_a_box_begins_in_the_words_of_who_packs_and_may_be_empty(
    cast: dict[str, Any], client: Client, box: str
) -> None:
    _send(client, cast, f"{box} 7\nS1.001\nS1.001\n{box} 8: شخصان")
    made = Transfer.objects.get()
    assert packing.list_packed(made) == {"7": [cast["held"]["S1.001"].key], "8": []}
    assert "empty" in client.get(made.url).content.decode()


def test_what_comes_back_before_it_begins_is_refused(cast: dict[str, Any], client: Client) -> None:
    answer = _send(client, cast, "S1.001", due_date="2026-01-01")
    assert answer.status_code == 400
    assert "lies before" in answer.content.decode()
    assert "never be late" in _send(client, cast, "S1.001", due_date="9999-12-31").content.decode()


def test_the_shelves_of_two_stores_fill_the_boxes(cast: dict[str, Any], client: Client) -> None:
    make_object(cast["giver"], "S10.001", store_location="Store 10")
    client.force_login(cast["account"])
    address = f"/transfers/new?museum={cast['giver'].key}&kind=refuge&place=Store+1;+store+2"
    page = client.get(address).content.decode()
    assert "Box Store 1, shelf 1:\nS1.001\nS1.002\nBox Store 2, shelf 1:\nS2.001\nS2.002" in page
    assert "S10.001" not in page


def test_a_manifest_is_changed_until_it_is_on_paper(cast: dict[str, Any], client: Client) -> None:
    transfer = _make(cast)
    _hand_over(transfer, cast, "out", "S1.001")
    client.force_login(cast["account"])
    text = "Box 1: upright\nS1.001\nBox 3:\nS2.002"
    assert client.post(f"{transfer.url}/manifest", {"boxes": text}).status_code == 302
    keys = {number: record.key for number, record in cast["held"].items()}
    assert packing.list_packed(transfer) == {"1": [keys["S1.001"]], "3": [keys["S2.002"]]}
    moved = client.post(f"{transfer.url}/manifest", {"boxes": "Box 3:\nS1.001"})
    assert "stays in its box: S1.001" in moved.content.decode()
    assert TransferBox.objects.get(label="1").needs == "upright"
    assert "Box 1: upright\nS1.001\nBox 3:\nS2.002" in client.get(f"{transfer.url}/manifest").content.decode()
    with pytest.raises(NotAllowedError):
        packing.change_manifest(transfer, {}, actor=cast["urs"], at=NOON)


def test_a_paper_that_one_side_has_not_signed_is_taken_back_and_a_signed_one_stays(cast: dict[str, Any]) -> None:
    transfer = _make(cast)
    conditions = {cast["held"]["S1.001"].key: "wrong"}
    slip = transfers.prepare_hand_over(transfer, "out", conditions, "", actor=cast["rana"], at=NOON)
    transfers.sign_hand_over(slip, "giver", actor=cast["rana"], at=NOON)
    at_once = HandOver.objects.get(pk=slip.pk)
    transfers.take_back_hand_over(slip, actor=cast["urs"], at=NOON)
    assert not HandOver.objects.exists()
    with pytest.raises(InvalidTransferError, match="has been taken back"):
        transfers.sign_hand_over(at_once, "taker", actor=cast["urs"], at=NOON)
    with pytest.raises(InvalidTransferError, match="has been taken back"):
        transfers.take_back_hand_over(at_once, actor=cast["urs"], at=NOON)
    signed = _hand_over(transfer, cast, "out", "S1.001")
    with pytest.raises(InvalidTransferError, match="it stays"):
        transfers.take_back_hand_over(signed, actor=cast["rana"], at=NOON)


def test_a_transfer_is_cancelled_with_a_reason_as_long_as_nothing_has_changed_hands(
    cast: dict[str, Any], client: Client
) -> None:
    transfer, other = _make(cast), _make(cast)
    client.force_login(cast["account"])
    client.post(f"{transfer.url}/cancel", {"reason": "Recorded twice"})
    assert client.get(transfer.url).status_code == 404
    _hand_over(other, cast, "out", "S1.001")
    with pytest.raises(InvalidTransferError, match="changed hands"):
        packing.cancel_transfer(other, "No", actor=cast["rana"], at=NOON)


def test_a_box_in_two_transfers_goes_out_with_one_of_them(cast: dict[str, Any]) -> None:
    first, second = _make(cast), _make(cast)
    _hand_over(first, cast, "out", "S1.001")
    with pytest.raises(InvalidTransferError, match=f"Out already with {first.key}: S1.001"):
        _hand_over(second, cast, "out", "S1.001", "S1.002")
    _hand_over(first, cast, "back", "S1.001")
    _hand_over(second, cast, "out", "S1.001", "S1.002")


def test_what_is_in_refuge_is_not_lent_and_what_is_lent_is_not_handed_over(cast: dict[str, Any]) -> None:
    transfer, lent = _make(cast), cast["held"]["S1.002"]
    values = {"museum_id": cast["giver"].id, "partner_name": "Galería", "begins_date": TODAY, "direction": "out"}
    out = {"status": "agreed", "lender_authorizer": "A", "borrower_authorizer": "B", "due_date": TODAY}
    loan, other = (
        loans.create_loan({**values, **out}, [(record.id, "")], actor=cast["rana"], at=NOON)
        for record in (lent, cast["held"]["S1.001"])
    )
    loans.take_loan_step(loan, LoanStatus.OUT, actor=cast["rana"], at=NOON)
    with pytest.raises(InvalidTransferError, match="Out already"):
        _hand_over(transfer, cast, "out", "S1.002")
    _hand_over(transfer, cast, "out", "S1.001")
    with pytest.raises(InvalidLoanError, match=transfer.key):
        loans.take_loan_step(other, LoanStatus.OUT, actor=cast["rana"], at=NOON)


def test_the_box_that_did_not_come_back_is_named_and_each_object_can_be_reported(
    cast: dict[str, Any], client: Client
) -> None:
    transfer = _make(cast, due_date=TODAY)
    Transfer.objects.filter(pk=transfer.pk).update(begins_date="2026-01-01", due_date="2026-02-01")
    _hand_over(transfer, cast, "out", *NUMBERS)
    _hand_over(transfer, cast, "back", "S1.001", "S1.002")
    client.force_login(cast["account"])
    page = client.get(transfer.url).content.decode()
    missing = page[page.index('id="outstanding"') : page.index('class="manifest"')]
    assert "S2.001" in missing
    assert "S1.001" not in missing
    assert "days late" in page
    ledger = page[page.rindex("<table>") :]
    assert ledger.count("report damage or loss") == 2
    address = f"/procedures/new/damage?museum={cast['giver'].key}&object={cast['held']['S2.001'].key}"
    assert address.replace("&", "&amp;") in missing
    assert cast["held"]["S2.001"].key in client.get(address).content.decode()
    assert "due date has passed" in client.get("/care").content.decode()


def test_what_was_typed_for_a_hand_over_that_is_refused_stands_in_the_form(
    cast: dict[str, Any], client: Client
) -> None:
    transfer, key = _make(cast), cast["held"]["S1.001"].key
    client.force_login(cast["account"])
    sent = {"object": key, f"condition-{key}": "شرخ في العنق", "condition": "sound", "place": "Gate 9", "leg": "back"}
    refused = client.post(f"{transfer.url}/hand-over", sent)
    assert refused.status_code == 400
    page = refused.content.decode()
    assert all(text in page for text in ("شرخ في العنق", "Gate 9", "sound"))
    assert page.count(" checked>") == 1
    client.post(f"{transfer.url}/hand-over", sent | {"object": [key, cast["held"]["S1.002"].key], "leg": "out"})
    said = [item["condition"] for item in HandOver.objects.get().statement["items"]]
    assert said == ["شرخ في العنق", "sound"]


def test_museums_and_objects_are_called_as_the_reader_speaks(cast: dict[str, Any]) -> None:
    cast["giver"].names = LanguageMap({"en": "Museum of Aleppo", "ar": "متحف حلب"})
    with translation.override("ar"):
        assert (str(cast["giver"]), str(cast["held"]["S1.001"])) == ("متحف حلب", "جرة")
    with translation.override("es"):
        assert str(cast["giver"]) == "Museum of Aleppo"


def test_a_place_of_refuge_that_has_ended_already_is_not_offered(cast: dict[str, Any], client: Client) -> None:
    client.force_login(cast["account"])
    offer = {"room_for": "ten boxes", "contact": "+41 00", "until_date": "2020-01-01"}
    answer = client.post(f"/safe-havens?museum={cast['giver'].key}", offer)
    assert "This day has passed" in answer.content.decode()
