"""Offices filled and vacated, seats in committees, who stands for an institution, the table of fees: by pages, each under its right."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from museion.core.access import Actor
from museion.core.models import Account, JournalLine
from museion.network.actions import create_body, create_mandate, create_museum, create_person
from museion.network.actions.membership import create_membership, link_account
from museion.network.models import (
    Body,
    CommitteeInterest,
    CommitteeSeat,
    CountryGroup,
    Double,
    FeeBand,
    FeeRate,
    Mandate,
    Museum,
    Person,
)
from museion.network.models import Representative as Named
from museion.network.queries.fees import FeeTable, choose_band
from museion.network.terms import BodyKind, MemberCategory

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
TODAY = timezone.now().date()


@pytest.fixture
def aminata(operator: Actor) -> Person:
    return create_person({"name": "Aminata Bâ", "country": "SN"}, actor=operator, at=timezone.now())


@pytest.fixture
def glass(operator: Actor) -> Body:
    values = {"kind": BodyKind.INTERNATIONAL_COMMITTEE, "names": {"en": "Glass", "ar": "الزجاج"}}
    return create_body(values, actor=operator, at=timezone.now())


@pytest.fixture
def museum(operator: Actor, committee: Body) -> Museum:
    values = {"names": {"fr": "Musée de la Mer"}, "country": "SN", "national_committee_id": committee.pk}
    return create_museum(values, actor=operator, at=timezone.now())


def test_an_office_is_filled_and_vacated_by_who_keeps_the_body(
    committee: Body, aminata: Person, registrar: Account, editor: Account, sign_in: SignIn
) -> None:
    address = f"/bodies/{committee.key}/seats"
    sent = {"person": aminata.key, "role": "chair", "appointment": "elected", "from_date": f"{TODAY:%Y-%m-%d}"}
    assert "Nobody holds the chair" in Client().get(address).content.decode()
    assert Client().post(f"{address}/name", sent).status_code == 403
    assert sign_in(editor).post(f"{address}/name", sent).status_code == 403
    site = sign_in(registrar)
    site.post(f"{address}/name", sent | {"reason": "Assembly of May"})
    held = Mandate.objects.get()
    assert (held.person, held.role, held.to_date) == (aminata, "chair", None)
    assert JournalLine.objects.get(key=held.key).reason == "Assembly of May"
    page = site.get(address).content.decode()
    assert "Aminata Bâ" in page
    assert "Nobody holds the chair" not in page
    soon = TODAY + timedelta(days=40)
    end = f"/bodies/{committee.key}/mandates/{held.key}/end"
    early = site.post(end, {"to_date": "1999-01-01"}, follow=True).content.decode()
    assert "A mandate ends after it begins" in early
    site.post(end, {"to_date": f"{soon:%Y-%m-%d}"})
    assert Mandate.objects.get().to_date == soon
    assert "an election or appointment is due" in site.get(address).content.decode()


def test_a_mandate_of_another_body_is_not_ended_through_ones_own(
    committee: Body, glass: Body, aminata: Person, registrar: Account, operator: Actor, sign_in: SignIn
) -> None:
    values = {"person_id": aminata.pk, "body_id": glass.pk, "role": "chair", "from_date": TODAY}
    held = create_mandate(values, actor=operator, at=timezone.now())
    site, sent = sign_in(registrar), {"to_date": f"{TODAY:%Y-%m-%d}"}
    assert site.post(f"/bodies/{committee.key}/mandates/{held.key}/end", sent).status_code == 404
    assert site.post(f"/bodies/{glass.key}/mandates/{held.key}/end", sent).status_code == 403
    assert Mandate.objects.get().to_date is None


def test_a_person_votes_in_one_committee_and_sits_in_any_number(
    glass: Body, aminata: Person, secretariat: Account, operator: Actor, sign_in: SignIn
) -> None:
    values = {"kind": BodyKind.INTERNATIONAL_COMMITTEE, "names": {"en": "Costume"}}
    costume = create_body(values, actor=operator, at=timezone.now())
    site, sent = sign_in(secretariat), {"person": aminata.key, "from_date": "2026-01-01", "is_voting": "1"}
    site.post(f"/bodies/{glass.key}/seats/add", sent)
    refused = site.post(f"/bodies/{costume.key}/seats/add", sent, follow=True).content.decode()
    assert "votes in" in refused
    site.post(f"/bodies/{costume.key}/seats/add", {**sent, "is_voting": ""})
    assert CommitteeSeat.objects.known().count() == 2
    seat = CommitteeSeat.objects.known().get(body=glass)
    assert "Aminata" in site.get(f"/bodies/{glass.key}/seats").content.decode()
    # Members are for who keeps the committee: the page tells visitors the offices alone.
    assert "Aminata" not in Client().get(f"/bodies/{glass.key}/seats").content.decode()
    site.post(f"/bodies/{glass.key}/seats/{seat.pk}/end", {"to_date": "2026-02-01"})
    assert not CommitteeSeat.objects.known().on(TODAY).filter(body=glass).exists()
    assert site.post(f"/bodies/{glass.key}/seats/{seat.pk}/end", {"to_date": "2026-02-01"}).status_code == 404


def test_a_committee_of_few_says_so_and_knows_its_members(
    committee: Body, aminata: Person, editor: Account, operator: Actor, registrar: Account, sign_in: SignIn
) -> None:
    create_membership(
        aminata,
        MemberCategory.INDIVIDUAL,
        from_date=date(2020, 1, 1),
        committee=committee,
        actor=operator,
        at=timezone.now(),
    )
    page = sign_in(registrar).get(f"/bodies/{committee.key}/seats").content.decode()
    assert "The committee has 1 member; fewer than the statutes ask for" in page
    assert f"/id/{aminata.key}" in page
    assert f"/id/{aminata.key}" not in Client().get(f"/bodies/{committee.key}/seats").content.decode()
    assert "1 national committee with too few members" in Client().get("/mandates").content.decode()


def test_an_institution_names_who_stands_for_it(
    museum: Museum, aminata: Person, registrar: Account, member: Account, sign_in: SignIn
) -> None:
    address = f"/museums/{museum.key}/representatives"
    assert Client().get(address).status_code == 403
    assert sign_in(member).get(address).status_code == 403
    site, sent = sign_in(registrar), {"person": aminata.key, "from_date": "2026-01-01"}
    assert address in site.get(museum.url).content.decode()
    assert site.post(address, sent).status_code == 302
    twice = site.post(address, sent)
    assert (twice.status_code, "stands for the institution already" in twice.content.decode()) == (422, True)
    assert site.post(address, sent | {"person": "nobody"}).status_code == 422
    named = Named.objects.known().get()
    site.post(f"{address}/{named.pk}/end", {"to_date": "2026-06-30"})
    page = site.get(address).content.decode()
    assert "Nobody stands for the institution" in page
    assert "30 June 2026" in page


def test_the_secretariat_sets_fees_from_a_day_and_everybody_reads_them(
    secretariat: Account, registrar: Account, sign_in: SignIn
) -> None:
    rate = {
        "step": "rate",
        "category": "individual",
        "group": "2",
        "amount": "72,50",
        "currency": "eur",
        "valid_from": "2026-01-01",
    }
    assert Client().post("/membership/fees", rate).status_code == 403
    assert sign_in(registrar).post("/membership/fees", rate).status_code == 403
    site = sign_in(secretariat)
    site.post("/membership/fees", rate)
    site.post("/membership/fees", rate | {"amount": "80", "valid_from": "2028-01-01"})
    site.post("/membership/fees", {"step": "group", "country": "sn", "group": "2", "valid_from": "2026-01-01"})
    band = {"step": "band", "code": "I", "name-fr": "Classe I", "most_budget": "30000", "least_budget": "0"}
    site.post("/membership/fees", band | {"is_voting": "1", "valid_from": "2026-01-01"})
    site.post("/membership/fees", band | {"most_budget": "40000", "valid_from": "2028-01-01"})
    assert FeeTable(2027).get("individual", "", "SN").amount == Decimal("72.50")
    assert FeeTable(2028).get("individual", "", "SN").amount == Decimal(80)
    assert choose_band(35_000, date(2027, 5, 1)) is None
    assert choose_band(35_000, date(2028, 5, 1)) == FeeBand.objects.get(most_budget=40_000)
    page = Client().get("/membership/fees?year=2027", headers={"Accept-Language": "fr"}).content.decode()
    assert "72.50" in page.replace(",", ".")
    assert "Sénégal" in page
    assert 'name="step"' not in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": "-1"},
        {"amount": "NaN"},
        {"currency": "EURO"},
        {"group": "9"},
        {"category": "friend"},
        {"band": "IX"},
        {"valid_from": "tomorrow"},
        {"valid_from": ""},
        {"step": "all"},
        {"step": "group", "country": "Atlantis"},
        {"step": "band", "code": "I", "name-en": "I", "least_budget": "10", "most_budget": "5"},
        {"step": "band", "code": "I", "least_budget": "10"},
    ],
)
def test_a_fee_that_cannot_be_is_refused_with_a_reason(
    wrong: dict[str, str], secretariat: Account, sign_in: SignIn
) -> None:
    right = {"step": "rate", "category": "student", "group": "1", "amount": "5", "currency": "EUR"}
    answer = sign_in(secretariat).post("/membership/fees", right | {"valid_from": "2026-01-01"} | wrong)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not any(rows.exists() for rows in (FeeRate.objects, FeeBand.objects, CountryGroup.objects))


def test_a_record_leads_who_may_merge_to_its_possible_doubles(
    aminata: Person, secretariat: Account, sign_in: SignIn
) -> None:
    address = f"/doubles?kind=person&amp;of={aminata.key}"
    assert address in sign_in(secretariat).get(aminata.url).content.decode()
    assert address not in Client().get(aminata.url).content.decode()
    page = sign_in(secretariat).get(f"/doubles?kind=person&of={aminata.key}").content.decode()
    assert "Only pairs with this entry" in page
    assert sign_in(secretariat).get("/doubles?kind=person&of=nothing").status_code == 404


def test_why_two_are_likely_one_is_told_with_the_names_of_countries(
    aminata: Person, secretariat: Account, operator: Actor, sign_in: SignIn
) -> None:
    other = create_person({"name": aminata.name, "country": "SN"}, actor=operator, at=timezone.now())
    one_key, other_key = sorted((aminata.key, other.key))
    reasons = [
        {"code": "place_same", "detail": "sn", "weight": 0.5},
        {"code": "email_same", "detail": "a@b.example", "weight": 5},
    ]
    Double.objects.create(
        kind="person", one_key=one_key, other_key=other_key, score=0.9, reasons=reasons, found_at=timezone.now()
    )
    page = sign_in(secretariat).get("/doubles?kind=person").content.decode()
    assert "same place: <bdi>Senegal</bdi>" in page
    assert "<bdi>a@b.example</bdi>" in page


def test_a_member_offers_to_work_in_a_committee_and_the_board_sees_what_they_do(
    glass: Body,
    committee: Body,
    aminata: Person,
    member: Account,
    secretariat: Account,
    operator: Actor,
    sign_in: SignIn,
) -> None:
    told = {"actor": operator, "at": timezone.now()}
    link_account(member, aminata, **told)
    create_mandate({"person_id": aminata.pk, "body_id": committee.pk, "role": "treasurer", "from_date": TODAY}, **told)
    lin, board, address = sign_in(member), sign_in(secretariat), f"/bodies/{glass.key}/interests"
    lin.post(address, {"words": "Ten years of stained glass"})
    assert "offered this already" in lin.post(address, {}, follow=True).content.decode()
    interest = CommitteeInterest.objects.get()
    page = board.get(f"/bodies/{glass.key}/seats").content.decode()
    assert "Ten years of stained glass" in page
    assert "Treasurer, " in page or "treasurer, " in page
    assert "stained glass" not in Client().get(f"/bodies/{glass.key}/seats").content.decode()
    assert lin.post(f"{address}/{interest.pk}", {"answer": "join"}).status_code == 403
    assert board.post(f"{address}/{interest.pk}", {}).status_code == 403, "taking back is the member's"
    board.post(f"{address}/{interest.pk}", {"answer": "join"})
    assert not CommitteeSeat.objects.known().get(person=aminata, body=glass).is_voting
    again = board.post(f"{address}/{interest.pk}", {"answer": "decline"}, follow=True).content.decode()
    assert "answered or taken back already" in again


def test_an_offer_is_taken_back_and_needs_an_entry_and_a_committee(
    glass: Body, committee: Body, aminata: Person, member: Account, operator: Actor, sign_in: SignIn
) -> None:
    lin, address = sign_in(member), f"/bodies/{glass.key}/interests"
    assert "not linked to an entry" in lin.post(address, {}, follow=True).content.decode()
    link_account(member, aminata, actor=operator, at=timezone.now())
    lin.post(address, {"words": "x"})
    lin.post(f"{address}/{CommitteeInterest.objects.get().pk}", {})
    assert CommitteeInterest.objects.get().closed_at
    refused = lin.post(f"/bodies/{committee.key}/interests", {}, follow=True).content.decode()
    assert "international committees" in refused
