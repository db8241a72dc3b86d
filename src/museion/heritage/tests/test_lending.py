"""Loans cannot be forgotten: a due date always, steps in order, quiet reminders, a borrower's record, closed to others."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from museion.core.access import PUBLIC_VIEWER, Actor, NotAllowedError
from museion.core.models import JournalLine, OutgoingMessage
from museion.heritage.actions import loans
from museion.heritage.actions.loans import InvalidLoanError
from museion.heritage.care_terms import LoanStatus
from museion.heritage.models import Loan, LoanCondition, LoanItem, LoanStep
from museion.heritage.queries import care
from museion.heritage.queries.reminders import find_step
from museion.heritage.tests.care_cast import NOON, make_museum, make_object, make_registrar
from museion.heritage.views.care_forms import read_venue

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture(name="cast")
def _cast() -> dict[str, Any]:
    museum = make_museum("Musée du Bardo")
    account, registrar = make_registrar(museum, "samia@example.org")
    return {"museum": museum, "object": make_object(museum), "account": account, "registrar": registrar}


def _lend(cast: dict[str, Any], **changes: Any) -> Loan:
    values = {
        "museum_id": cast["museum"].id,
        "direction": "out",
        "partner_name": "Musée de l’Homme",
        "contact_email": "prets@example.org",
        "registrar_email": "samia@example.org",
        "begins_date": TODAY - timedelta(days=100),
        "due_date": TODAY + timedelta(days=10),
        "insurance_eur": "12000.00",
        **changes,
    }
    return loans.create_loan(values, [(cast["object"].id, "")], actor=cast["registrar"], at=NOON)


def _take_another(cast: dict[str, Any]) -> dict[str, Any]:
    return cast | {"object": make_object(cast["museum"], "NA 13/1")}


def _send_out(cast: dict[str, Any], **changes: Any) -> Loan:
    loan, actor = _lend(cast, **changes), cast["registrar"]
    loans.take_loan_step(loan, LoanStatus.AGREED, actor=actor, at=NOON)
    loans.authorize_loan(loan, "lender", "Directrice S. Ben Ali", actor=actor, at=NOON)
    loans.authorize_loan(loan, "borrower", "M. Dupont", actor=actor, at=NOON)
    loans.take_loan_step(loan, LoanStatus.OUT, actor=actor, at=NOON)
    return loan


def test_a_loan_without_a_due_date_does_not_exist(cast: dict[str, Any]) -> None:
    with pytest.raises(InvalidLoanError, match="due date"):
        _lend(cast, due_date=None)
    loan = _lend(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Loan.objects.filter(pk=loan.pk).update(due_date=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Loan.objects.filter(pk=loan.pk).update(due_date=loan.begins_date - timedelta(days=1))


def test_a_due_date_that_nobody_lives_to_see_is_none(cast: dict[str, Any]) -> None:
    with pytest.raises(InvalidLoanError, match="never be overdue"):
        _lend(cast, due_date=TODAY.replace(year=9999))
    loan = _send_out(cast)
    with pytest.raises(InvalidLoanError, match="never be overdue"):
        loans.renew_loan(loan, TODAY.replace(year=9999), actor=cast["registrar"], at=NOON)


def test_nothing_goes_out_before_both_sides_authorize_it(cast: dict[str, Any]) -> None:
    loan = _lend(cast)
    with pytest.raises(InvalidLoanError):
        loans.take_loan_step(loan, LoanStatus.OUT, actor=cast["registrar"], at=NOON)
    loans.take_loan_step(loan, LoanStatus.AGREED, actor=cast["registrar"], at=NOON)
    with pytest.raises(InvalidLoanError, match="authorized"):
        loans.take_loan_step(loan, LoanStatus.OUT, actor=cast["registrar"], at=NOON)


@pytest.mark.parametrize(
    ("days", "step"),
    [(-31, None), (-30, -30), (-8, -30), (-7, -7), (0, 0), (6, 0), (7, 7), (30, 30), (59, 30), (60, 60), (400, 390)],
)
def test_the_ladder_of_reminders(days: int, step: int | None) -> None:
    assert find_step(date(2026, 6, 1), date(2026, 6, 1) + timedelta(days=days)) == step


def test_each_step_is_told_once_and_a_worker_that_was_away_tells_the_latest_only(cast: dict[str, Any]) -> None:
    loan = _send_out(cast)
    for day in range(-60, 75):
        loans.remind_of_loans(NOON + timedelta(days=day))
        loans.remind_of_loans(NOON + timedelta(days=day, hours=3))
    to_contact = OutgoingMessage.objects.filter(to_address="prets@example.org")
    assert to_contact.count() == 6  # -30 −7 0 +7 +30 +60
    assert OutgoingMessage.objects.filter(to_address="samia@example.org").count() == 6
    loans.renew_loan(loan, loan.due_date + timedelta(days=300), actor=cast["registrar"], at=NOON)
    assert loans.remind_of_loans(NOON + timedelta(days=74)) == 0
    away = loan.due_date + timedelta(days=45)
    assert loans.remind_of_loans(NOON + (away - TODAY)) == 2
    told = OutgoingMessage.objects.filter(to_address="prets@example.org").order_by("-id")[0]
    assert "45 days ago" in told.subject
    assert "has not come back" in told.body


def test_objects_come_back_one_by_one_and_with_the_last_the_loan(cast: dict[str, Any]) -> None:
    loan = _send_out(cast)
    (item,) = LoanItem.objects.filter(loan=loan)
    assert loans.return_items(loan, [item.pk], actor=cast["registrar"], at=NOON) == 1
    assert loan.status == LoanStatus.RETURNED
    assert [step.status for step in LoanStep.objects.filter(loan=loan)][-1] == LoanStatus.RETURNED
    assert JournalLine.objects.filter(key=loan.key).count() >= 5


def test_one_of_several_objects_that_comes_back_stands_in_the_journal(cast: dict[str, Any], client: Client) -> None:
    loan = _send_out(cast)
    LoanItem.objects.create(loan=loan, text="Socle")
    first = loan.items.order_by("id")[0]
    assert loans.return_items(loan, [first.pk], actor=cast["registrar"], at=NOON) == 1
    line = JournalLine.objects.get(action="loan.return_items")
    assert (line.key, line.actor, line.after["items"]) == (loan.key, cast["registrar"].name, [first.pk])
    assert loan.status == LoanStatus.OUT
    asked = _lend(_take_another(cast))
    client.force_login(cast["account"])
    client.post(f"/loans/{asked.key}/return", {"item": asked.items.get().pk})
    assert asked.items.get().returned_date is None, "what never went out cannot come back"


def test_a_borrowers_past_is_told_and_overdue_loans_are_grouped_by_who_has_them(cast: dict[str, Any]) -> None:
    late = _send_out(cast, due_date=TODAY - timedelta(days=40))
    _send_out(_take_another(cast), partner_name="Musée Guimet", due_date=TODAY + timedelta(days=4))
    viewer = cast["registrar"].viewer
    ((partner, held),) = care.list_overdue(viewer, TODAY)
    assert (partner, held) == ("Musée de l’Homme", [late])
    record = care.get_borrower_record(viewer, partner_id=None, partner_name="MUSÉE DE L’HOMME", today=TODAY)
    assert (record.late, record.open_overdue, record.longest_late_days, record.is_bad) == (1, 1, 40, True)


def test_each_reader_is_reminded_in_their_own_language(cast: dict[str, Any]) -> None:
    cast["account"].language = "es"
    cast["account"].save()
    _send_out(cast, partner_country="FR", due_date=TODAY + timedelta(days=7))
    another = _take_another(cast)
    _send_out(another, partner_country="GB", contact_email="loans@example.org", registrar_email="depot@example.org")
    loans.remind_of_loans(NOON + timedelta(days=3))
    sent = {mail.to_address: mail for mail in OutgoingMessage.objects.all()}
    languages = {address: mail.language for address, mail in sent.items()}
    assert languages == {
        "samia@example.org": "es",
        "prets@example.org": "fr",
        "loans@example.org": "en",
        "depot@example.org": "ar",
    }
    assert "29 novembre 2026" in sent["prets@example.org"].body
    assert "Madame, Monsieur" in sent["prets@example.org"].body or "Bonjour" in sent["prets@example.org"].body
    assert "29 de noviembre" in sent["samia@example.org"].subject
    assert "NA 12/7 Jarre" in sent["prets@example.org"].body
    assert "samia@example.org" in sent["prets@example.org"].body


def test_what_is_out_already_does_not_go_out_again(cast: dict[str, Any]) -> None:
    first = _send_out(cast, reference="L 7")
    with pytest.raises(InvalidLoanError, match="L 7"):
        _send_out(cast)
    loans.return_items(first, [first.items.get().pk], actor=cast["registrar"], at=NOON)
    assert _send_out(cast).status == LoanStatus.OUT


def test_a_borrower_who_was_late_is_told_before_anything_is_lent(cast: dict[str, Any], client: Client) -> None:
    _send_out(cast, due_date=TODAY - timedelta(days=40))
    client.force_login(cast["account"])
    form = {
        "direction": "out",
        "partner_name": "Musée de l’Homme",
        "purpose": "exhibition",
        "begins_date": "2026-12-01",
        "due_date": "2027-03-01",
        "objects": _take_another(cast)["object"].inventory_number,
    }
    address = f"/loans/new?museum={cast['museum'].key}"
    assert "1 overdue now" in client.post(address, form).content.decode()
    spelled = client.post(address, form | {"partner_name": " musee  de l'homme"})
    assert "1 overdue now" in spelled.content.decode()
    assert Loan.objects.count() == 1
    assert client.post(address, form | {"anyway": "1"}).status_code == 302


@pytest.mark.parametrize("days", ["2027-04-30 – 2027-01-10", "2027-02-30 – 2027-03-01", "spring"])
def test_venues_have_places_and_days_that_can_be(cast: dict[str, Any], days: str) -> None:
    assert read_venue("Gallery 3 | Lyon | 2027-01-10 – 2027-04-30") == {
        "name": "Gallery 3",
        "place": "Lyon",
        "from": "2027-01-10",
        "to": "2027-04-30",
    }
    with pytest.raises(ValidationError, match="two days"):
        read_venue(f"Gallery 3 | Lyon | {days}")


def test_the_condition_is_noted_at_each_hand_over_by_ticking_or_by_scanning_the_label(
    cast: dict[str, Any], client: Client
) -> None:
    loan = _send_out(cast)
    client.force_login(cast["account"])
    seen = {"code": f"https://museion.example/id/{cast['object'].key}", "point": "packed", "condition": "no_work"}
    client.post(f"/loans/{loan.key}/condition", seen)
    (item,) = loan.items.all()
    worse = {"item": item.pk, "point": "back", "condition": "in_jeopardy", "note": "تشقّق عند الحافة", "place": "Quai 4"}
    client.post(f"/loans/{loan.key}/condition", worse)
    told = [(held.point, held.condition, held.noted_by) for held in LoanCondition.objects.filter(item=item)]
    assert told == [("packed", "no_work", "samia"), ("back", "in_jeopardy", "samia")]
    page = client.get(loan.url).content.decode()
    assert "تشقّق عند الحافة" in page
    unknown = client.post(f"/loans/{loan.key}/return", {"code": "4006381333931"})
    assert "4006381333931" in unknown.headers["Location"]
    assert "problem" in client.post(f"/loans/{loan.key}/condition", seen | {"condition": "lovely"}).headers["Location"]
    client.post(f"/loans/{loan.key}/return", {"code": cast["object"].inventory_number})
    loan.refresh_from_db()
    assert loan.status == LoanStatus.RETURNED


def test_others_neither_write_nor_read_a_loan(cast: dict[str, Any], client: Client) -> None:
    loan = _send_out(cast)
    _, other = make_registrar(make_museum("Musée Guimet", "FR"), "luc@example.org")
    assert not care.get_loans(PUBLIC_VIEWER).exists()
    assert not care.get_loans(other.viewer).exists()
    with pytest.raises(NotAllowedError):
        loans.renew_loan(loan, loan.due_date + timedelta(days=9), actor=other, at=NOON)
    assert client.get(loan.url).status_code == 404
    assert client.get(f"/api/v1/loans/{loan.key}").status_code == 404
    assert "12000" not in client.get("/care").content.decode()
    assert loan.key not in client.get(cast["object"].url).content.decode()
    with pytest.raises(NotAllowedError):
        _lend(cast | {"registrar": Actor("visitor")})


def test_a_registrar_lends_through_the_pages(cast: dict[str, Any], client: Client) -> None:
    client.force_login(cast["account"])
    form = {
        "direction": "out",
        "partner_name": "Musée Guimet",
        "purpose": "exhibition",
        "begins_date": "2026-12-01",
        "due_date": "2027-03-01",
        "objects": "NA 12/7",
    }
    address = f"/loans/new?museum={cast['museum'].key}"
    refused = client.post(address, form | {"objects": "NA 99"})
    assert refused.status_code == 400
    assert "NA 99" in refused.content.decode()
    made = client.post(address, form)
    loan = Loan.objects.get()
    assert made.headers["Location"] == loan.url
    page = client.get(loan.url).content.decode()
    assert "Jarre" in page
    assert (
        client.post(f"/loans/{loan.key}/status", {"status": "out"})
        .headers["Location"]
        .startswith(f"{loan.url}?problem")
    )
    client.post(f"/loans/{loan.key}/status", {"status": "agreed"})
    assert client.get(f"/api/v1/loans/{loan.key}").json()["status"] == "agreed"
    assert "Musée Guimet" in client.get("/care?order=partner").content.decode()


def test_returning_nothing_is_said_and_who_authorized_is_told_as_such(cast: dict[str, Any], client: Client) -> None:
    loan = _send_out(cast)
    client.force_login(cast["account"])
    address = client.post(f"/loans/{loan.key}/return", {}).headers["Location"]
    page = client.get(address).content.decode()
    assert "Tick what came back" in page
    assert "authorized for the lender" in page


def test_an_object_that_is_named_twice_is_lent_once(cast: dict[str, Any], client: Client) -> None:
    client.force_login(cast["account"])
    number = cast["object"].inventory_number
    form = {"direction": "out", "partner_name": "Galería", "purpose": "exhibition", "objects": f"{number}\n{number}"}
    days = {"begins_date": "2026-12-01", "due_date": "2027-03-01"}
    client.post(f"/loans/new?museum={cast['museum'].key}", form | days)
    assert Loan.objects.get().items.count() == 1
