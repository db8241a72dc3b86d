"""Condition, places, inventory and the other procedures, each closed to who does not act for the museum."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from museion.core.access import PUBLIC_VIEWER, Actor, NotAllowedError
from museion.core.models import Grant, OutgoingMessage
from museion.heritage.actions import NewPhotograph, attach_photographs, care
from museion.heritage.actions.care import InvalidCareError
from museion.heritage.actions.check_reminders import remind_of_checks
from museion.heritage.care_terms import ProcedureKind
from museion.heritage.models import ConditionCheck, InventoryRound, InventoryScan, Movement, Procedure
from museion.heritage.pictures import KeptPicture
from museion.heritage.procedures import FIELD_LABELS, load_procedures
from museion.heritage.queries.care import get_checks, get_round_result, list_due_checks
from museion.heritage.tests.care_cast import NOON, OPERATOR, make_museum, make_object, make_registrar

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
PICTURE = KeptPicture(f"{'a' * 64}.jpg", "image/jpeg", 1200, 800)


@pytest.fixture(name="cast")
def _cast() -> dict[str, Any]:
    museum = make_museum("Musée du Bardo")
    account, registrar = make_registrar(museum, "samia@example.org")
    jar = make_object(museum, store_location="R1/3")
    attach_photographs([NewPhotograph(jar.id, PICTURE)], actor=OPERATOR, at=NOON)
    return {"museum": museum, "jar": jar, "account": account, "registrar": registrar}


def _check(cast: dict[str, Any], **changes: Any) -> ConditionCheck:
    values = {"checked_date": TODAY, "checker": "S. Ben Ali", "condition": "needs_work", **changes}
    return care.record_check(cast["jar"], values, actor=cast["registrar"], at=NOON)


def test_a_check_with_marks_on_a_picture_is_read_by_the_museum_alone(cast: dict[str, Any], client: Client) -> None:
    mark = {"file_name": PICTURE.file_name, "x": 0.25, "y": 0.5, "text": "تشقق في الحافة"}
    made = _check(cast, marks=[mark], next_check_date=TODAY + timedelta(days=10))
    assert client.get(made.url).status_code == 404
    assert not get_checks(PUBLIC_VIEWER).exists()
    client.force_login(cast["account"])
    page = client.get(made.url).content.decode()
    assert "تشقق في الحافة" in page
    assert 'cx="300"' in page
    assert list(list_due_checks(cast["registrar"].viewer, TODAY)) == [made]
    _check(cast, checked_date=TODAY)
    assert client.get("/api/v1/condition-checks?condition=needs_work").json()["items"][0]["marks"] in ([mark], [])


def test_marks_outside_the_picture_and_checks_in_the_future_are_refused(cast: dict[str, Any]) -> None:
    with pytest.raises(InvalidCareError, match="outside"):
        _check(cast, marks=[{"file_name": PICTURE.file_name, "x": 1.2, "y": 0.5}])
    with pytest.raises(InvalidCareError, match="future"):
        _check(cast, checked_date=TODAY + timedelta(days=2))
    with pytest.raises(InvalidCareError, match="comes after"):
        _check(cast, checked_date=TODAY, next_check_date=TODAY - timedelta(days=1))


def test_a_check_is_written_through_the_form(cast: dict[str, Any], client: Client) -> None:
    address = f"/objects/{cast['jar'].key}/condition"
    assert client.get(address).status_code == 403
    client.force_login(cast["account"])
    assert PICTURE.file_name in client.get(address).content.decode()
    form = {
        "checked_date": "2026-11-20",
        "checker": "Samia",
        "method": "observed",
        "reason": "loan_out",
        "condition": "no_work",
        "completeness": "complete",
        "for_packing": "double box",
        "marks": f'[{{"file_name": "{PICTURE.file_name}", "x": 0.1, "y": 0.2, "text": "chip"}}, {{"file_name": "x", "x": 9}}]',
    }
    client.post(address, form)
    made = ConditionCheck.objects.get()
    assert ([mark["text"] for mark in made.marks], made.recommendations) == (["chip"], {"packing": "double box"})


def test_a_move_changes_the_place_and_keeps_the_one_before(cast: dict[str, Any], client: Client) -> None:
    client.force_login(cast["account"])
    client.post(f"/objects/{cast['jar'].key}/move", {"place": "Salle 4", "reason": "display"})
    movement = Movement.objects.get()
    cast["jar"].refresh_from_db()
    assert (movement.place_before, movement.place, cast["jar"].store_location) == ("R1/3", "Salle 4", "Salle 4")
    client.logout()
    assert "Salle 4" not in client.get(cast["jar"].url).content.decode()


def test_a_round_tells_seen_missing_misplaced_and_unknown(cast: dict[str, Any], client: Client) -> None:
    lamp = make_object(cast["museum"], "NA 13", store_location="R1/3")
    bowl = make_object(cast["museum"], "NA 14", store_location="R2")
    held = care.begin_round(cast["museum"], "R1/3", actor=cast["registrar"], at=NOON)
    client.force_login(cast["account"])
    for code in (f"https://m.example{cast['jar'].url}", "NA 14", "4006381333931", cast["jar"].key):
        client.post(f"/inventory/{held.key}/scan", {"code": code})
    result = get_round_result(held)
    assert (result.seen, result.missing, result.elsewhere, result.unknown) == (
        [cast["jar"]],
        [lamp],
        [bowl],
        ["4006381333931"],
    )
    assert InventoryScan.objects.count() == 3
    assert "4006381333931" in client.get(held.url).content.decode()
    client.post(f"/inventory/{held.key}/scan", {"step": "close"})
    held = InventoryRound.objects.get()
    with pytest.raises(InvalidCareError, match="closed"):
        care.record_scan(held, "NA 13", actor=cast["registrar"], at=NOON)
    assert client.get(f"/objects/{cast['jar'].key}/label.svg").content.startswith(b"<?xml")


def test_a_scan_that_no_line_of_the_journal_tells_of_is_not_kept(
    cast: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = care.begin_round(cast["museum"], "R1/3", actor=cast["registrar"], at=NOON)

    def fail(*_told: object, **_more: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(care, "record_changes", fail)
    with pytest.raises(OSError, match="disk full"):
        care.record_scan(held, cast["jar"].key, actor=cast["registrar"], at=NOON)
    assert not InventoryScan.objects.exists()


def test_codes_read_without_a_line_arrive_later_with_the_moment_they_were_read(
    cast: dict[str, Any], client: Client
) -> None:
    held = care.begin_round(cast["museum"], "Depot 1", actor=cast["registrar"], at=NOON)
    client.force_login(cast["account"])
    page = client.get(held.url).content.decode()
    assert 'id="round-objects"' in page
    headers = {"accept": "application/json"}
    address = f"/inventory/{held.key}/scan"
    earlier = (NOON + timedelta(minutes=5)).isoformat()
    known = {"code": cast["jar"].inventory_number, "seen_at": earlier}
    told = [client.post(address, known, headers=headers).json() for _again in range(2)]
    assert told[0] == told[1]
    assert told[0]["key"] == cast["jar"].key
    assert client.post(address, {"code": "4006381333931", "seen_at": "1970"}, headers=headers).json()["key"] is None
    scans = {scan.code: scan.seen_at for scan in InventoryScan.objects.all()}
    assert scans[cast["jar"].key] == NOON + timedelta(minutes=5)
    assert scans["4006381333931"] > NOON
    assert client.post(address, {"code": " "}, headers=headers).status_code == 422
    client.logout()
    assert client.post(address, known, headers=headers).status_code == 404


def test_every_procedure_names_its_fields() -> None:
    assert set(load_procedures()) == set(ProcedureKind)
    for form in load_procedures().values():
        assert set(form.fields) <= set(FIELD_LABELS)
        assert set(form.needs) <= {*form.fields, "object", "party", "reason"}


def test_a_deaccession_needs_reason_authority_and_way(cast: dict[str, Any], client: Client) -> None:
    values = {
        "kind": "deaccession",
        "done_date": TODAY,
        "object_id": cast["jar"].id,
        "values": {"disposal": "transfer"},
    }
    with pytest.raises(InvalidCareError, match="reason"):
        care.record_procedure(cast["museum"], values, actor=cast["registrar"], at=NOON)
    whole = values | {"reason": "double", "values": {"disposal": "transfer", "authorized_by": "Council"}}
    made = care.record_procedure(cast["museum"], whole, actor=cast["registrar"], at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Procedure.objects.filter(pk=made.pk).update(reason="")
    with pytest.raises(NotAllowedError):
        care.record_procedure(cast["museum"], whole, actor=Actor("visitor"), at=NOON)


def test_a_valuation_is_read_by_the_museum_alone(cast: dict[str, Any], client: Client) -> None:
    address = f"/procedures/new/valuation?museum={cast['museum'].key}"
    client.force_login(cast["account"])
    assert client.post(address, {"done_date": "2026-11-20", "object": "NA 12/7"}).status_code == 400
    client.post(address, {"done_date": "2026-11-20", "object": "NA 12/7", "amount_eur": "48000"})
    made = Procedure.objects.get()
    assert "48000" in client.get(made.url).content.decode()
    client.logout()
    assert client.get(made.url).status_code == 404
    assert "48000" not in client.get(cast["jar"].url).content.decode()


def test_amounts_are_numbers_days_are_days_and_planning_begins_with_what_lacks(
    cast: dict[str, Any], client: Client
) -> None:
    client.force_login(cast["account"])
    address = f"/procedures/new/valuation?museum={cast['museum'].key}"
    sent = {"done_date": "2026-11-20", "object": cast["jar"].inventory_number, "amount_eur": "about a lot"}
    assert client.post(address, sent).status_code == 400
    assert client.post(address, sent | {"amount_eur": "5000.50", "valid_until": "soon"}).status_code == 400
    client.post(address, sent | {"amount_eur": "5000.50", "valid_until": "2027-11-20"})
    assert Procedure.objects.get().values == {"amount_eur": "5000.50", "valid_until": "2027-11-20"}
    page = client.get(f"/procedures/new/planning?museum={cast['museum'].key}").content.decode()
    assert "without an inventory number" in page


def test_registrars_are_told_once_a_week_which_checks_are_due(cast: dict[str, Any]) -> None:
    assert remind_of_checks(NOON) == 0
    _check(cast, next_check_date=TODAY + timedelta(days=10))
    cast["account"].language = "fr"
    cast["account"].save()
    make_registrar(make_museum("Musée Guimet", "FR"), "luc@example.org")
    Grant.objects.update(valid_from=NOON - timedelta(days=1))
    assert remind_of_checks(NOON) == 1
    assert remind_of_checks(NOON + timedelta(hours=6)) == 0
    assert remind_of_checks(NOON + timedelta(days=7)) == 1
    mail = OutgoingMessage.objects.order_by("id")[0]
    assert (mail.to_address, mail.language) == ("samia@example.org", "fr")
    assert "contrôle" in mail.subject
    assert cast["jar"].inventory_number in mail.body
