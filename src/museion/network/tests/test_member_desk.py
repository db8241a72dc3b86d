"""A member's page for whoever keeps the books: begun, changed, ended; and the way out of two memberships before a merge."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from museion.core.access import Actor
from museion.core.models import Account
from museion.network.actions import create_person
from museion.network.actions.dues import ask_due, record_payment
from museion.network.actions.fees import set_fees
from museion.network.actions.membership import create_membership
from museion.network.models import Body, Due, FeeRate, Membership, Merge, Person
from museion.network.terms import MemberCategory, PaymentMeans

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def make_member(name: str, committee: Body, operator: Actor) -> Person:
    told = {"actor": operator, "at": timezone.now()}
    person = create_person({"name": name, "country": "SN"}, **told)
    membership = create_membership(
        person, MemberCategory.INDIVIDUAL, from_date=date(2020, 1, 1), committee=committee, **told
    )
    ask_due(membership, timezone.now().year, day=timezone.now().date(), **told)
    return person


@pytest.fixture
def twins(committee: Body, operator: Actor) -> tuple[Person, Person]:
    since = date(2010, 1, 1)
    rates = [
        FeeRate(category=category, country_group=0, amount=Decimal(80), valid_from=since)
        for category in ("individual", "student")
    ]
    set_fees(rates=rates, actor=operator, at=timezone.now())
    return make_member("Awa Ndiaye", committee, operator), make_member("Awa N'Diaye", committee, operator)


def test_two_memberships_and_invoices_of_one_person_are_cleared_before_a_merge(
    twins: tuple[Person, Person], secretariat: Account, sign_in: SignIn
) -> None:
    kept, gone = twins
    desk, page = sign_in(secretariat), f"/people/{gone.key}/membership"
    assert f'href="{page}"' in desk.get(gone.url).content.decode()
    merge = {"kept": kept.key, "other": gone.key}
    assert "problem=" in desk.post("/merge", merge).headers["Location"]
    end = {"step": "end", "to_date": timezone.now().date().isoformat(), "reason": "the same person twice"}
    assert desk.post(page, end).status_code == 302
    back = {"step": "take_back", "due": Due.objects.get(person=gone).number, "reason": "the same person twice"}
    assert desk.post(page, back).status_code == 302
    assert desk.post("/merge", merge).headers["Location"] == f"/merges/{Merge.objects.get().pk}"
    assert Due.objects.known().count() == 1


def test_a_category_changes_and_a_membership_begins_again(
    twins: tuple[Person, Person], committee: Body, secretariat: Account, sign_in: SignIn
) -> None:
    person, desk = twins[0], sign_in(secretariat)
    page, today = f"/people/{person.key}/membership", timezone.now().date().isoformat()
    desk.post(page, {"step": "change", "category": "student", "from_date": today})
    assert Membership.objects.known().get(person=person, to_date=None).category == "student"
    early = desk.post(page, {"step": "end", "to_date": "2019-01-01", "reason": "left"})
    assert (early.status_code, "ends after it begins" in early.content.decode()) == (422, True)
    desk.post(page, {"step": "end", "to_date": today, "reason": "left"})
    begin = {"step": "begin", "category": "individual", "from_date": "2030-01-01", "committee": committee.key}
    desk.post(page, begin)
    assert Membership.objects.known().get(person=person, to_date=None).from_date == date(2030, 1, 1)


def test_a_paid_invoice_stays_and_nobody_takes_back_anothers(
    twins: tuple[Person, Person], operator: Actor, secretariat: Account, sign_in: SignIn
) -> None:
    mine, other = (Due.objects.get(person=person) for person in twins)
    record_payment(
        mine, mine.amount, paid_date=date(2026, 1, 9), means=PaymentMeans.CASH, actor=operator, at=timezone.now()
    )
    desk, page = sign_in(secretariat), f"/people/{twins[0].key}/membership"
    paid = desk.post(page, {"step": "take_back", "due": mine.number, "reason": "x"})
    assert "take the payment back first" in paid.content.decode()
    assert desk.post(page, {"step": "take_back", "due": other.number, "reason": "x"}).status_code == 404
    assert Due.objects.known().count() == 2


def test_a_committee_reads_its_members_books_and_changes_nothing_of_the_networks(
    twins: tuple[Person, Person], registrar: Account, member: Account, sign_in: SignIn
) -> None:
    page = f"/people/{twins[0].key}/membership"
    text = sign_in(registrar).get(page).content.decode()
    assert Due.objects.get(person=twins[0]).invoice_number in text
    assert 'value="end"' not in text
    end = {"step": "end", "to_date": "2026-12-31", "reason": "x"}
    assert sign_in(registrar).post(page, end).status_code == 403
    assert sign_in(member).get(page).status_code == 403
