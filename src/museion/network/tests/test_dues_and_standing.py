"""What members owe, what is booked from a bank's file, and whether they are in good standing on a day."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from museion.core.access import Actor, NotAllowedError
from museion.core.http.asking import make_actor
from museion.core.models import Account, JournalLine
from museion.network.actions import create_museum, create_person
from museion.network.actions.bank import book_statement, book_waiting, lay_aside
from museion.network.actions.dues import (
    ask_due,
    correct_payment,
    record_payment,
    renew_members,
    take_back_payment,
)
from museion.network.actions.facts import FactError
from museion.network.actions.fees import set_fees
from museion.network.actions.membership import change_category, create_membership, end_membership
from museion.network.actions.reminders import send_reminders
from museion.network.bank import BankFileError, read_bank_file
from museion.network.bank.entries import UnreadableError, read_amount
from museion.network.belonging.standing import judge_standing
from museion.network.belonging.terms import get_first_day, get_last_day_of_grace
from museion.network.models import (
    CountryGroup,
    Due,
    FeeBand,
    FeeRate,
    Membership,
    Payment,
    Person,
    Reminder,
    WaitingEntry,
)
from museion.network.queries.fees import FeeTable, NoRateError, choose_band
from museion.network.queries.members import get_standing
from museion.network.terms import MemberCategory, PaymentMeans

JANUARY = datetime(2026, 1, 5, 9, tzinfo=UTC)
SINCE = date(2010, 1, 1)
CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
{entries}</Stmt></BkToCstmrStmt></Document>"""
ENTRY = """<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd><Sts><Cd>{status}</Cd></Sts>
<BookgDt><Dt>2026-02-11</Dt></BookgDt><AcctSvcrRef>{reference}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>李娜</Nm></Pty></Dbtr></RltdPties>
<RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"""


def entry(text: str, amount: str = "85.00", reference: str = "B1", **more: str) -> str:
    usual = {"currency": "EUR", "side": "CRDT", "status": "BOOK"}
    return ENTRY.format(text=text, amount=amount, reference=reference, **(usual | more))


@pytest.fixture
def fees(db: None, operator: Actor) -> None:
    rates = [
        FeeRate(category="individual", country_group=1, amount=Decimal(85), valid_from=SINCE),
        FeeRate(category="individual", country_group=3, amount=Decimal(40), valid_from=SINCE),
        FeeRate(category="individual", country_group=1, amount=Decimal(95), valid_from=date(2027, 1, 1)),
        FeeRate(category="honorary", country_group=0, amount=Decimal(0), valid_from=SINCE),
        FeeRate(category="institutional", band="II", country_group=0, amount=Decimal(550), valid_from=SINCE),
    ]
    bands = [
        FeeBand(code="I", least_budget=0, most_budget=30_000, valid_from=SINCE),
        FeeBand(code="II", least_budget=30_000, most_budget=100_000, valid_from=SINCE),
        FeeBand(code="VI", least_budget=10_000_000, valid_from=SINCE),
    ]
    groups = [CountryGroup(country="SN", group=3, valid_from=SINCE)]
    set_fees(rates=rates, bands=bands, groups=groups, actor=operator, at=JANUARY)


@pytest.fixture
def lin(fees: None, operator: Actor) -> Person:
    person = create_person({"name": "李娜", "country": "CN", "email": "li@example.org"}, actor=operator, at=JANUARY)
    create_membership(person, MemberCategory.INDIVIDUAL, from_date=date(2020, 1, 1), actor=operator, at=JANUARY)
    return person


@pytest.fixture
def due(lin: Person, operator: Actor) -> Due:
    asked = ask_due(Membership.objects.get(), 2026, actor=operator, at=JANUARY, day=JANUARY.date())
    assert asked
    return asked


def test_what_one_pays_follows_from_category_country_and_year(fees: None) -> None:
    amounts = [
        FeeTable(year).get("individual", "", country).amount
        for year, country in ((2026, "FR"), (2026, "SN"), (2027, "FR"))
    ]
    assert amounts == [85, 40, 95]
    with pytest.raises(NoRateError, match="student"):
        FeeTable(2026).get("student", "", "FR")


@pytest.mark.parametrize(("budget", "code"), [(0, "I"), (29_999, "I"), (30_000, "II"), (10_000_000, "VI")])
def test_a_budget_sets_the_band(fees: None, budget: int, code: str) -> None:
    band = choose_band(budget, date(2026, 1, 1))
    assert band
    assert band.code == code


@pytest.mark.parametrize(
    ("admitted", "first"),
    [
        (date(2026, 9, 30), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2027, 1, 1)),
        (date(2000, 11, 1), date(2000, 11, 1)),
    ],
)
def test_whoever_is_admitted_after_september_belongs_from_the_next_year(admitted: date, first: date) -> None:
    assert get_first_day(admitted) == first


def test_standing_goes_from_grace_to_unpaid_to_paid(lin: Person, due: Due, operator: Actor) -> None:
    assert get_standing(lin, date(2026, 3, 31)).standing == "grace"
    assert get_standing(lin, date(2026, 4, 1)).standing == "unpaid"
    record_payment(due, due.amount, paid_date=date(2026, 5, 2), means=PaymentMeans.CARD, actor=operator, at=JANUARY)
    assert get_standing(lin, date(2026, 5, 1)).standing == "unpaid"
    assert get_standing(lin, date(2026, 5, 2)).standing == "paid"
    assert get_standing(lin, date(2019, 5, 2)).standing == "no_member"


def test_a_corrected_day_is_known_from_the_correction_on(lin: Person, due: Due, operator: Actor) -> None:
    told = {"means": PaymentMeans.CASH, "actor": operator}
    paid = record_payment(due, due.amount, paid_date=date(2026, 2, 2), at=datetime(2026, 2, 3, tzinfo=UTC), **told)
    later = datetime(2026, 6, 1, tzinfo=UTC)
    right = correct_payment(paid, paid_date=date(2026, 5, 2), actor=operator, at=later, reason="wrong month")
    day = date(2026, 4, 30)
    assert get_standing(lin, day).standing == "unpaid"
    assert get_standing(lin, day, known_at=datetime(2026, 5, 31, tzinfo=UTC)).standing == "paid"
    assert get_standing(lin, day, known_at=datetime(2026, 2, 2, tzinfo=UTC)).standing == "unpaid"
    take_back_payment(right, actor=operator, at=later, reason="it bounced")
    with pytest.raises(FactError):
        take_back_payment(right, actor=operator, at=later, reason="again")


def test_renewing_again_asks_nobody_twice_and_says_who_has_no_rate(lin: Person, operator: Actor) -> None:
    told = {"actor": operator, "at": JANUARY}
    student = create_person({"name": "Modou Fall", "country": "SN"}, **told)
    create_membership(student, MemberCategory.STUDENT, from_date=date(2020, 1, 1), **told)
    museum = create_museum({"names": {"fr": "Musée de la Mer"}, "country": "SN"}, **told)
    create_membership(museum, MemberCategory.INSTITUTIONAL, band="II", from_date=date(2020, 1, 1), **told)
    runs = [list(renew_members(2026, day=JANUARY.date(), **told))[-1] for _ in range(2)]
    assert [run.asked for run in runs] == [2, 0]
    assert runs[1].without_rate == {"2026: student  in group 3": 1}
    assert sorted(Due.objects.values_list("amount", flat=True)) == [85, 550]
    numbers = list(Due.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(numbers[0], numbers[0] + 2))
    assert JournalLine.objects.filter(action="due.create").count() == 2


def test_a_category_changes_from_a_day_on(lin: Person, operator: Actor) -> None:
    told = {"actor": operator, "at": JANUARY}
    change_category(Membership.objects.known().get(), MemberCategory.HONORARY, from_date=date(2026, 1, 1), **told)
    assert get_standing(lin, date(2025, 12, 31)).standing == "unpaid"
    honorary = Membership.objects.known().get(to_date=None)
    ask_due(honorary, 2026, day=JANUARY.date(), **told)
    assert get_standing(lin, date(2026, 6, 1)).standing == "exempt"
    end_membership(honorary, date(2026, 6, 30), reason="left", **told)
    assert get_standing(lin, date(2026, 7, 1)).standing == "no_member"
    told |= {"from_date": date(2027, 1, 1)}
    create_membership(lin, MemberCategory.INDIVIDUAL, **told)
    with pytest.raises(FactError, match="belongs already"):
        create_membership(lin, MemberCategory.STUDENT, **told)


def test_a_bank_statement_is_booked_once_and_what_is_unclear_is_left_with_the_reason(due: Due, operator: Actor) -> None:
    number = due.invoice_number
    content = CAMT.format(
        entries=entry(f"Cotisation {number.replace('-', ' ')}", "60.00")
        + entry(f"rest of {number}", "25.00", "B2")
        + entry("for my friend", "85.00", "B3")
        + entry(number, "85.00", "B4", currency="USD")
        + entry("2026-999999", "85.00", "B5")
        + entry(number, "85.00", "B6", side="DBIT")
        + entry(number, "85.00", "B7", status="PDNG")
    ).encode()
    first, second = (book_statement(read_bank_file(content), actor=operator, at=JANUARY) for _ in range(2))
    assert [str(payment.amount) for payment in first.payments] == ["60.00", "25.00"]
    assert [(entry.reference, entry.reason) for entry in first.left] == [
        ("B3", "no_invoice"),
        ("B4", "currency"),
        ("B5", "unknown"),
    ]
    assert WaitingEntry.objects.count() == 3
    assert (second.payments, second.known, len(second.left)) == ([], 2, 3)
    due.refresh_from_db()
    assert due.is_settled


def test_a_table_of_payments_is_read_like_a_statement(due: Due, operator: Actor) -> None:
    table = f"date;amount;currency;reference;text\n2026-02-11;85.00;eur;T1;{due.invoice_number} 李娜\n".encode(
        "utf-8-sig"
    )
    assert len(book_statement(read_bank_file(table), actor=operator, at=JANUARY).payments) == 1


def test_a_table_whose_lines_end_as_on_an_old_machine_is_read(due: Due, operator: Actor) -> None:
    table = f"date,amount,currency,reference,text\r2026-02-11,85.00,EUR,T1,{due.invoice_number} 李娜\r".encode()
    assert len(book_statement(read_bank_file(table), actor=operator, at=JANUARY).payments) == 1


def test_a_table_with_a_cell_beyond_all_cells_is_refused_with_its_line() -> None:
    table = "date,amount,currency,reference,text\n2026-02-11,85.00,EUR,T1," + "x" * csv.field_size_limit() * 2
    with pytest.raises(BankFileError, match="not CSV"):
        read_bank_file(table.encode())


def test_a_line_that_cannot_be_read_waits_and_stops_no_other(due: Due, operator: Actor) -> None:
    head, number = "date,amount,currency,reference,text\n", due.invoice_number
    table = f"{head}2026-02-11,eighty,EUR,T1,{number}\n02/11/2026,5,EUR,T2,{number}\n11.02.2026,40.00,EUR,T3,{number}\n"
    camt = CAMT.format(entries=entry("x", "many") + entry(number, "45.00", "B9"))
    told: dict[str, Any] = {"actor": operator, "at": JANUARY, "file_name": "bank.csv"}
    for _turn in range(2):
        found = book_statement(read_bank_file(table.encode()), **told)
        assert [(line.line, line.reason) for line in found.left] == [(2, "no_amount"), (3, "no_day")]
    assert [line.reason for line in book_statement(read_bank_file(camt.encode()), **told).left] == ["no_amount"]
    assert WaitingEntry.objects.count() == 3
    due.refresh_from_db()
    assert due.is_settled


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("85", "85"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("85,00", "85.00"),
        ("1,234", "1234"),
        ("٨٥", "85"),
    ],
)
def test_amounts_are_read_as_banks_write_them(written: str, amount: str) -> None:
    assert read_amount(written) == Decimal(amount)


@pytest.mark.parametrize("written", ["", "eighty", "1,2,3", "NaN", "1e9", "12,345.6,7"])
def test_what_is_no_amount_is_not_guessed(written: str) -> None:
    with pytest.raises(UnreadableError):
        read_amount(written)


def test_money_that_waited_is_divided_or_laid_aside_once(lin: Person, due: Due, operator: Actor) -> None:
    told: dict[str, Any] = {"actor": operator, "at": JANUARY}
    next_due = ask_due(Membership.objects.get(person=lin), 2027, day=date(2026, 12, 5), **told)
    assert next_due
    head = "date;amount;currency;reference;text\n"
    table = f"{head}2026-02-11;180,00;EUR;T1;for both\n2026-02-12;5;EUR;T2;a gift\n".encode()
    both, gift = book_statement(read_bank_file(table), **told).left
    payments = book_waiting(both, [due, next_due], **told)
    assert [(str(each.amount), each.reference) for each in payments] == [("85.00", "T1/1"), ("95.00", "T1/2")]
    lay_aside(gift, "a gift, in the books of gifts", **told)
    for entry in (both, gift):
        with pytest.raises(FactError, match="meantime"):
            lay_aside(entry, "again", **told)
    assert book_statement(read_bank_file(table), **told).known == 2


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"<Document", "line 1"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "expected a camt.053 statement"),
        (b"a,b\n1,2\n", "the head line lacks"),
        ("date,amount,currency,reference,text\n2026-02-11,8,EUR,T1,é\n".encode("latin-1"), "not UTF-8"),
    ],
)
def test_what_is_no_statement_says_where(content: bytes, problem: str) -> None:
    with pytest.raises(BankFileError, match=problem):
        read_bank_file(content)


def test_an_entity_in_a_statement_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("2026-000001")
    text = CAMT.format(entries=entry("&x;")).replace(
        "<Document", f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}">]><Document', 1
    )
    assert all("2026" not in found.text for found in read_bank_file(text.encode()).entries)


@given(parts=st.lists(st.integers(1, 9_000), min_size=1, max_size=6), owed=st.integers(1, 20_000))
def test_a_due_is_settled_on_the_first_day_on_which_enough_came_in(parts: list[int], owed: int) -> None:
    payments = [(date(2026, 2, 1 + place), Decimal(part)) for place, part in enumerate(parts)]
    verdict = judge_standing(2026, Decimal(owed), reversed(payments), day=date(2026, 12, 31))
    sums: Iterator[tuple[date, int]] = ((date(2026, 2, 1 + n), sum(parts[: n + 1])) for n in range(len(parts)))
    assert verdict.settled_date == next((day for day, total in sums if total >= owed), None)
    assert verdict.is_good == (sum(parts) >= owed)
    assert get_last_day_of_grace(2026) == date(2026, 3, 31)


def test_reminders_go_out_once_a_step_and_stop_when_it_is_paid(lin: Person, due: Due, operator: Actor) -> None:
    days = [date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 7), date(2026, 4, 10)]
    sent = [send_reminders(datetime(day.year, day.month, day.day, 12, tzinfo=UTC)) for day in days]
    assert sent == [0, 1, 0, 1]
    assert due.invoice_number in mail.outbox[0].body
    record_payment(due, due.amount, paid_date=date(2026, 4, 11), means=PaymentMeans.CASH, actor=operator, at=JANUARY)
    assert send_reminders(datetime(2026, 6, 1, tzinfo=UTC)) == 0
    assert Reminder.objects.count() == 2


def test_who_keeps_one_committee_books_nothing_for_another(due: Due, registrar: Account) -> None:
    with pytest.raises(NotAllowedError):
        record_payment(
            due,
            due.amount,
            paid_date=date(2026, 5, 2),
            means=PaymentMeans.CASH,
            actor=make_actor(registrar),
            at=JANUARY,
        )
    assert not Payment.objects.exists()
