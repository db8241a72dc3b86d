"""A member's own pages: card, invoices, consent, data; applying; the desk for dues; mandates on a day. None opens another's."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from museion.core.access import Actor
from museion.core.models import Account
from museion.core.own_account import OWN_DATA, OwnData
from museion.core.signing.keys import get_signing_key, list_public_keys
from museion.core.signing.statements import Finding, sign
from museion.network.actions import create_mandate, create_museum, create_person
from museion.network.actions.dues import ask_due, record_payment
from museion.network.actions.fees import set_fees
from museion.network.actions.membership import create_membership, link_account
from museion.network.belonging.cards import Card, check_card, write_card
from museion.network.models import Body, Due, FeeRate, Membership, MembershipApplication, Payment, Person, WaitingEntry
from museion.network.terms import MemberCategory, PaymentMeans

SCRIPT = Path(__file__).parents[4] / "docs" / "check_card.py"
CARD = Card("M1", "Zoë Ōta 太田", "individual", date(2027, 3, 31))
SignIn = Callable[[Account], Client]


@pytest.fixture
def zoe(db: None, operator: Actor, committee: Body) -> Person:
    """A member of this year with an account, who has paid half."""
    told = {"actor": operator, "at": timezone.now()}
    set_fees(
        rates=[FeeRate(category="individual", country_group=0, amount=Decimal(80), valid_from=date(2010, 1, 1))], **told
    )
    person = create_person(
        {"name": CARD.name, "country": "SN", "email": "zoe@example.org", "member_number": "M1"}, **told
    )
    membership = create_membership(
        person, MemberCategory.INDIVIDUAL, from_date=date(2015, 1, 1), committee=committee, **told
    )
    ask_due(membership, timezone.now().year, day=timezone.now().date(), **told)
    pay(person, "40", operator)
    link_account(Account.objects.create_user("zoe@example.org", None, display_name=CARD.name), person, **told)
    return person


def pay(person: Person, amount: str, operator: Actor) -> Payment:
    day = timezone.now()
    due = Due.objects.get(person=person)
    return record_payment(due, Decimal(amount), paid_date=day.date(), means=PaymentMeans.CARD, actor=operator, at=day)


@pytest.fixture
def browser(zoe: Person, sign_in: SignIn) -> Client:
    return sign_in(Account.objects.get(email="zoe@example.org"))


def test_a_card_is_there_once_the_dues_are_settled_and_anybody_proves_it_offline(
    browser: Client, zoe: Person, operator: Actor, client: Client, tmp_path: Path
) -> None:
    assert browser.get("/membership/card").status_code == 404
    pay(zoe, "40", operator)
    page = browser.get("/membership/card").content.decode()
    code = re.findall(r'class="codes" dir="ltr">([^<]+)<', page)[0]
    assert "<svg" in page
    keys = tmp_path / "keys.json"
    keys.write_bytes(client.get("/.well-known/jwks.json").content)

    def prove(text: str, *day: str) -> int:
        return subprocess.run(
            [sys.executable, "-I", str(SCRIPT), str(keys), text, *day], capture_output=True
        ).returncode

    address = f"https://museion.example/membership/card/check#{code}"
    assert prove(address) == 0
    assert "A genuine card" in client.post("/membership/card/check", {"code": address}).content.decode()
    assert [prove(code), prove(code, "2099-01-01"), prove(code[:-8] + "AAAAAAAA")] == [0, 1, 1]
    assert client.get("/membership/card/check_card.py").content == SCRIPT.read_bytes()
    assert "A genuine card" in client.post("/membership/card/check", {"code": code}).content.decode()
    assert "Not a card" in client.post("/membership/card/check", {"code": "x.y.z"}).content.decode()


def test_a_card_that_was_changed_or_made_by_another_key_or_is_another_statement_is_none(db: None) -> None:
    key, keys = get_signing_key(), list_public_keys()
    text = write_card(CARD, key)
    head, body, signature = text.split(".")
    other = sign({"typ": "something else", "exp": "2099-01-01"}, key)
    found = {
        name: check_card(forged, keys, day=date(2026, 5, 1)).finding
        for name, forged in {
            "genuine": text,
            "body": f"{head}.{body[:-4]}AAAA.{signature}",
            "unsigned": f"{head}.{body}.",
            "none": "eyJhbGciOiJub25lIn0." + body + ".",
            "another": other,
        }.items()
    }
    assert found.pop("genuine") == Finding.GENUINE
    assert Finding.GENUINE not in found.values()
    assert not check_card(text, keys, day=date(2027, 4, 1)).is_good


@given(text=st.text(max_size=200))
def test_no_text_is_a_card_by_chance(text: str) -> None:
    assert not check_card(text, list_public_keys(), day=date(2026, 1, 1)).is_good


def test_invoices_and_receipts_are_the_members_own(
    browser: Client, zoe: Person, member: Account, registrar: Account, sign_in: SignIn
) -> None:
    due, payment = Due.objects.get(), Payment.objects.get()
    papers = [f"/membership/invoices/{due.number}.pdf", f"/membership/receipts/{payment.number}.pdf"]
    texts = [read_pdf(browser.get(address).content) for address in papers]
    assert due.invoice_number in texts[0]
    assert "40.00 EUR" in texts[1]
    assert [sign_in(member).get(address).status_code for address in papers] == [404, 404]
    assert [Client().get(address).status_code for address in papers] == [404, 404]


def read_pdf(content: bytes) -> str:
    return str(pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range())


def test_consent_is_given_field_by_field_and_to_nothing_else(browser: Client, zoe: Person) -> None:
    browser.post("/membership/consent", {"email": "public", "country": "sealed", "name": "x", "telephone": "desk"})
    shown = Client().get(f"/id/{zoe.key}.json").json()
    assert (shown["email"], shown["country"], shown["name"]) == ("zoe@example.org", None, CARD.name)
    browser.post("/membership/consent", {"email": "sealed"})
    assert Client().get(f"/id/{zoe.key}.json").json()["email"] is None


def test_ones_data_can_be_taken_along_and_emptied_by_oneself_alone(
    browser: Client, zoe: Person, member: Account, sign_in: SignIn
) -> None:
    kept = browser.get("/membership/data.json").json()
    assert (kept["person"]["email"], len(kept["dues"]), len(kept["payments"])) == ("zoe@example.org", 1, 1)
    assert sign_in(member).get("/membership/data.json").status_code == 403
    assert "problem" in browser.post("/membership/erase", {"name": "Zoe"}).headers["Location"]
    browser.post("/membership/erase", {"name": CARD.name})
    zoe.refresh_from_db()
    assert (zoe.email, zoe.access, zoe.name) == ("", "member", CARD.name)
    assert Due.objects.count() == 1


def test_what_every_room_keeps_about_oneself_is_told_and_what_nobody_relies_on_goes_with_the_entry(
    browser: Client, zoe: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = Account.objects.get(email="zoe@example.org")
    left: list[int] = []
    for part in (
        OwnData("shelf", lambda number: [{"account": number}], left.append),
        OwnData("alarm", lambda _number: [], left.append, goes_with_account=True),
    ):
        monkeypatch.setitem(OWN_DATA, part.name, part)
    rooms = browser.get("/membership/data.json").json()["account"]["rooms"]
    assert rooms["shelf"] == [{"account": account.pk}]
    assert {"ballots", "delegations", "registrations", "roster", "saved_searches", "reading_lists"} <= rooms.keys()
    browser.post("/membership/erase", {"name": CARD.name})
    assert left == [account.pk]


def test_an_application_is_followed_from_the_form_to_admission(
    zoe: Person, member: Account, registrar: Account, secretariat: Account, sign_in: SignIn
) -> None:
    applicant = sign_in(member)
    form = {
        "category": "individual",
        "name": "林慧",
        "country": "SN",
        "trades": "no",
        "accepts_code": "on",
        "is_professional": "on",
    }
    assert applicant.post("/membership/apply", form | {"trades": "yes"}).status_code == 422
    address = applicant.post("/membership/apply", form | {"state": "admitted"}).headers["Location"]
    assert MembershipApplication.objects.get().state == "committee", "no field of the form decides"
    assert "with the committee" in applicant.get(address).content.decode()
    assert Client().get(address).status_code == 404
    committee, desk = sign_in(registrar), sign_in(secretariat)
    assert "林慧" in committee.get("/membership/applications").content.decode()
    assert applicant.get("/membership/applications").status_code == 403
    committee.post(f"{address}/step", {"state": "secretariat", "reason": "known to us"})
    assert committee.post(f"{address}/step", {"state": "admitted"}).status_code == 403
    desk.post(f"{address}/step", {"state": "admitted", "reason": "welcome"})
    assert "welcome" in applicant.get(address).content.decode()
    assert Membership.objects.filter(person__name="林慧").exists()
    assert "Invoice" in applicant.get("/membership").content.decode()


def test_the_desk_books_a_statement_and_asks_for_dues(
    zoe: Person, member: Account, secretariat: Account, sign_in: SignIn
) -> None:
    due, desk = Due.objects.get(), sign_in(secretariat)
    table = (
        f"date,amount,currency,reference,text\n2026-02-11,40.00,EUR,T1,{due.invoice_number}\n2026-02-11,5,EUR,T2,gift\n"
    )
    page = desk.post("/membership/dues", {"step": "bank", "file": SimpleUploadedFile("bank.csv", table.encode())})
    assert "1 booked" in page.content.decode()
    assert "The payer names no invoice" in page.content.decode()
    gift = {"step": "clear", "entry": WaitingEntry.objects.get().pk, "words": "a gift", "aside": "yes"}
    assert "The payer names no invoice" in desk.get("/membership/dues").content.decode()
    assert "The payer names no invoice" not in desk.post("/membership/dues", gift).content.decode()
    payment = Payment.objects.known().get(reference="T1")
    right = {"step": "correct", "receipt": payment.receipt_number, "amount": "30.00", "reason": "a slip"}
    assert "30.00" in desk.post("/membership/dues", right).content.decode()
    back = {
        "step": "correct",
        "receipt": Payment.objects.known().get(reference="T1").receipt_number,
        "reason": "bounced",
    }
    assert "is taken back" in desk.post("/membership/dues", back | {"take_back": "yes"}).content.decode()
    assert desk.post("/membership/dues", back | {"take_back": "yes"}).status_code == 422
    wrong = desk.post("/membership/dues", {"step": "bank", "file": SimpleUploadedFile("x", b"<html/>")})
    assert wrong.status_code == 422
    asked = desk.post("/membership/dues", {"step": "renew", "year": timezone.now().year + 1})
    assert "1 member was asked" in asked.content.decode()
    assert sign_in(member).get("/membership/dues").status_code == 403


def test_museums_that_take_the_card_are_listed_by_country(client: Client, operator: Actor, db: None) -> None:
    told = {"actor": operator, "at": timezone.now()}
    create_museum(
        {"names": {"fr": "Musée A"}, "country": "SN", "accepts_card": True, "card_terms": {"fr": "Gratuit"}}, **told
    )
    create_museum({"names": {"fr": "Musée B"}, "country": "FR"}, **told)
    page = client.get("/membership/museums?country=sn").content.decode()
    assert ("Musée A" in page, "Gratuit" in page, "Musée B" in page) == (True, True, False)


def test_museums_that_take_the_card_stand_by_the_names_of_their_countries(
    client: Client, operator: Actor, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"actor": operator, "at": timezone.now()}
    for name, country in (("Louvre des mers", "CH"), ("Musée des vents", "BE"), ("Museum der Uhren", "AT")):
        create_museum({"names": {"en": name}, "country": country, "accepts_card": True}, **told)
    page = client.get("/membership/museums").content.decode()
    order = [
        page.index(f'</a> <span class="quiet"><bdi></bdi>, {name}') for name in ("Austria", "Belgium", "Switzerland")
    ]
    assert order == sorted(order)
    monkeypatch.setattr("museion.network.views.belonging.MOST_AT_ONCE", 2)
    page = client.get("/membership/museums").content.decode()
    assert "Louvre des mers" not in page
    assert 'href="?country=CH"' in page
    assert "Louvre des mers" in client.get("/membership/museums?country=ch").content.decode()


def test_who_chaired_a_body_in_2004_and_what_needs_care(
    client: Client, operator: Actor, committee: Body, zoe: Person
) -> None:
    told = {"actor": operator, "at": timezone.now()}
    today = timezone.now().date()
    for begins, ends in (
        (date(2003, 1, 1), date(2005, 12, 31)),
        (today - timedelta(days=900), today + timedelta(days=9)),
    ):
        values = {"person_id": zoe.pk, "body_id": committee.pk, "role": "chair", "from_date": begins, "to_date": ends}
        create_mandate(values, **told)
    then = client.get(f"/mandates?on=2004-05-01&role=chair&body={committee.key}").content.decode()
    assert CARD.name in then
    assert "<svg" in then
    assert CARD.name not in client.get("/mandates?on=2007-05-01&role=chair").content.decode()
    assert "1 mandate ends within four months" in client.get("/mandates").content.decode()
    assert client.get("/mandates?on=yesterday").status_code == 200


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_members_pages_answer_in_every_language(browser: Client, zoe: Person, language: str) -> None:
    parts = ("", "/apply", "/consent", "/museums", "/card/check")
    assert {browser.get(f"/membership{part}?lang={language}").status_code for part in parts} == {200}
