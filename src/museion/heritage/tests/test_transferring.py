"""A transfer is one record of two museums: packed, signed by both sides, and brought back by the same ledger."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from museion.core.access import Actor, NotAllowedError
from museion.core.signing.keys import list_public_keys
from museion.core.signing.statements import Finding, check
from museion.heritage.actions import packing, transfers
from museion.heritage.actions.packing import InvalidTransferError
from museion.heritage.models import HandOver, Transfer, TransferBox, TransferItem
from museion.heritage.queries import handing
from museion.heritage.tests.care_cast import NOON, make_museum, make_object, make_registrar

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture(name="cast")
def _cast() -> dict[str, Any]:
    giver, taker = make_museum("متحف دمشق", "SY"), make_museum("Refuge museum", "CH")
    giving, receiving = make_registrar(giver, "rana@example.org"), make_registrar(taker, "urs@example.org")
    jar, lamp = make_object(giver, "D 1"), make_object(giver, "D 2")
    return {
        "giver": giver, "taker": taker, "rana": giving[1], "urs": receiving[1], "jar": jar, "lamp": lamp,
        "accounts": (giving[0], receiving[0]),
    }  # fmt: skip


def _make(cast: dict[str, Any], kind: str = "refuge", **changes: Any) -> Transfer:
    values = {
        "kind": kind,
        "giver_id": cast["giver"].id,
        "taker_id": cast["taker"].id,
        "begins_date": TODAY,
        "due_date": TODAY + timedelta(days=365),
        **changes,
    }
    boxes = {"A": [cast["jar"]], "": [cast["lamp"]]}
    return packing.create_transfer(values, boxes, needs={"A": "two people"}, actor=cast["rana"], at=NOON)


def _hand_over(transfer: Transfer, cast: dict[str, Any], leg: str, *keys: str) -> HandOver:
    conditions = dict.fromkeys(keys, "as before")
    made = transfers.prepare_hand_over(transfer, leg, conditions, "Border", actor=cast["rana"], at=NOON)
    transfers.sign_hand_over(made, "giver", actor=cast["rana"], at=NOON)
    transfers.sign_hand_over(made, "taker", actor=cast["urs"], at=NOON)
    return made


def test_both_sides_sign_and_everything_is_brought_back(cast: dict[str, Any]) -> None:
    transfer = _make(cast)
    assert TransferBox.objects.get().needs == "two people"
    assert TransferItem.objects.filter(box__isnull=True).count() == 1
    both = (cast["jar"].key, cast["lamp"].key)
    out = _hand_over(transfer, cast, "out", *both)
    proof = check(out.taker_signature, list_public_keys())
    assert (proof.finding, proof.statement["statement"]) == (Finding.GENUINE, transfers.digest(out.statement))
    _hand_over(transfer, cast, "back", cast["jar"].key)
    transfer.refresh_from_db()
    assert transfer.ended_at is None
    _hand_over(transfer, cast, "back", cast["lamp"].key)
    transfer.refresh_from_db()
    assert transfer.ended_at == NOON
    cast["jar"].refresh_from_db()
    assert cast["jar"].museum == cast["giver"]


def test_nothing_goes_twice_and_nothing_comes_back_that_never_went(cast: dict[str, Any]) -> None:
    transfer, jar, lamp = _make(cast), cast["jar"].key, cast["lamp"].key
    _hand_over(transfer, cast, "out", jar)
    assert handing.list_movable(transfer) == {"out": {lamp}, "back": {jar}}
    with pytest.raises(InvalidTransferError, match="already"):
        _hand_over(transfer, cast, "out", jar)
    with pytest.raises(InvalidTransferError, match="brought back"):
        _hand_over(transfer, cast, "back", lamp)


def test_two_people_who_sign_at_once_both_count_and_nobody_signs_twice(cast: dict[str, Any]) -> None:
    transfer = _make(cast)
    made = transfers.prepare_hand_over(transfer, "out", {cast["jar"].key: ""}, "", actor=cast["urs"], at=NOON)
    at_once = HandOver.objects.get(pk=made.pk)
    transfers.sign_hand_over(made, "giver", actor=cast["rana"], at=NOON)
    transfers.sign_hand_over(at_once, "taker", actor=cast["urs"], at=NOON)
    made.refresh_from_db()
    assert made.is_signed
    with pytest.raises(InvalidTransferError, match="already"):
        transfers.sign_hand_over(at_once, "taker", actor=cast["urs"], at=NOON)


def test_of_two_papers_over_one_object_the_first_signed_counts(cast: dict[str, Any]) -> None:
    transfer, conditions = _make(cast), {cast["jar"].key: ""}
    first, second = (
        transfers.prepare_hand_over(transfer, "out", conditions, "", actor=cast["rana"], at=NOON) for _ in "ab"
    )
    for paper in (first, second):
        transfers.sign_hand_over(paper, "giver", actor=cast["rana"], at=NOON)
    transfers.sign_hand_over(first, "taker", actor=cast["urs"], at=NOON)
    with pytest.raises(InvalidTransferError, match="Handed over already"):
        transfers.sign_hand_over(second, "taker", actor=cast["urs"], at=NOON)
    second.refresh_from_db()
    assert not second.is_signed


def test_nobody_signs_for_the_other_side(cast: dict[str, Any]) -> None:
    transfer = _make(cast)
    made = transfers.prepare_hand_over(transfer, "out", {cast["jar"].key: ""}, "", actor=cast["rana"], at=NOON)
    with pytest.raises(NotAllowedError):
        transfers.sign_hand_over(made, "taker", actor=cast["rana"], at=NOON)
    both = Actor("Ubiquitous", account_id=7, rights=(*cast["rana"].rights, *cast["urs"].rights))
    transfers.sign_hand_over(made, "giver", actor=both, at=NOON)
    with pytest.raises(InvalidTransferError, match="One person"):
        transfers.sign_hand_over(made, "taker", actor=both, at=NOON)


def test_ownership_passes_with_the_second_signature(cast: dict[str, Any]) -> None:
    transfer = _make(cast, "restitution", due_date=None)
    _hand_over(transfer, cast, "out", cast["jar"].key, cast["lamp"].key)
    cast["jar"].refresh_from_db()
    transfer.refresh_from_db()
    assert cast["jar"].museum == cast["taker"]
    assert transfer.ended_at
    with pytest.raises(InvalidTransferError):
        transfers.prepare_hand_over(transfer, "back", {cast["jar"].key: ""}, "", actor=cast["rana"], at=NOON)


def test_what_cannot_be_a_transfer_is_refused(cast: dict[str, Any]) -> None:
    with pytest.raises(InvalidTransferError, match="two sides"):
        _make(cast, taker_id=cast["giver"].id)
    with pytest.raises(InvalidTransferError, match="day"):
        _make(cast, due_date=None)
    elsewhere = make_object(cast["taker"], "C 1")
    with pytest.raises(InvalidTransferError, match="holds"):
        _make(cast | {"jar": elsewhere})
    made = _make(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.filter(pk=made.pk).update(due_date=None)


def test_a_changed_statement_shows(cast: dict[str, Any], client: Client) -> None:
    transfer = _make(cast)
    out = _hand_over(transfer, cast, "out", cast["jar"].key)
    client.force_login(cast["accounts"][1])
    page = client.get(transfer.url).content.decode()
    assert page.count("signature holds") == 2
    HandOver.objects.filter(pk=out.pk).update(statement=out.statement | {"place": "elsewhere"})
    assert client.get(transfer.url).content.decode().count("signature does not hold") == 2


def test_both_sides_read_the_page_and_others_do_not(cast: dict[str, Any], client: Client) -> None:
    client.force_login(cast["accounts"][0])
    form = {
        "kind": "refuge",
        "taker": cast["taker"].key,
        "begins_date": "2026-11-22",
        "due_date": "2027-11-22",
        "boxes": f"Box A: two people\nD 1\n{cast['lamp'].key}",
    }
    address = f"/transfers/new?museum={cast['giver'].key}"
    assert client.post(address, form | {"boxes": "Box A:\nD 77"}).status_code == 400
    client.post(address, form)
    transfer = Transfer.objects.get()
    sent = {"object": cast["jar"].key, f"condition-{cast['jar'].key}": "chip at the rim", "leg": "out", "place": "Gate"}
    client.post(f"{transfer.url}/hand-over", sent)
    client.post(f"{transfer.url}/hand-overs/1/sign", {"side": "giver"})
    client.force_login(cast["accounts"][1])
    client.post(f"{transfer.url}/hand-overs/1/sign", {"side": "taker"})
    page = client.get(transfer.url).content.decode()
    assert HandOver.objects.get().is_signed
    assert page.count("chip at the rim") == 2
    client.logout()
    assert client.get(transfer.url).status_code == 404
    assert client.get(f"/id/{transfer.key}").status_code == 404
