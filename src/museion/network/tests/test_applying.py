"""Asking to belong: by whom each step is taken, what the applicant reads, and what admission brings about."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from museion.core.access import AccessLevel, Actor, NotAllowedError, Role, make_operator
from museion.core.accounts import grant_role
from museion.core.http.asking import make_actor
from museion.core.models import Account
from museion.network.actions import create_person
from museion.network.actions.applications import (
    ApplicationError,
    Request,
    apply_for_membership,
    take_application_step,
)
from museion.network.actions.fees import set_fees
from museion.network.models import (
    ApplicationStep,
    Body,
    Due,
    FeeBand,
    FeeRate,
    Membership,
    MembershipApplication,
    Museum,
    Person,
    PersonAccount,
)
from museion.network.queries.members import count_members
from museion.network.sample.applications import write_applications
from museion.network.terms import ApplicationState, MemberCategory

pytestmark = pytest.mark.django_db
MAY, OCTOBER = datetime(2026, 5, 4, 9, tzinfo=UTC), datetime(2026, 10, 4, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def fees(db: None, operator: Actor) -> None:
    since = date(2010, 1, 1)
    rates = [
        FeeRate(category=category, band=band, country_group=0, amount=Decimal(50), valid_from=since)
        for category, band in (("individual", ""), ("institutional", "I"))
    ]
    set_fees(rates=rates, bands=[FeeBand(code="I", least_budget=0, valid_from=since)], actor=operator, at=MAY)


@pytest.fixture
def applicant(db: None) -> Account:
    return Account.objects.create_user("khady@example.org", None, display_name="Khady Sow")


def ask(account: Account, at: datetime = MAY, **more: Any) -> MembershipApplication:
    usual = {"category": MemberCategory.INDIVIDUAL, "name": "Khady Sow", "country": "SN", "accepts_code": True}
    return apply_for_membership(Request(**(usual | more)), account, actor=make_actor(account), at=at)


def step(application: MembershipApplication, state: str, account: Account | None = None, **more: Any) -> Any:
    actor = make_actor(account) if account else make_operator("secretariat")
    told = {"reason": "because", "actor": actor, "at": more.pop("at", MAY)} | more
    return take_application_step(application, ApplicationState(state), **told)


def test_admission_makes_a_member_with_a_number_an_account_and_a_due(
    applicant: Account, registrar: Account, committee: Body
) -> None:
    application = ask(applicant)
    assert (application.state, application.committee) == ("committee", committee)
    step(application, "secretariat", registrar)
    admitted = step(application, "admitted")
    person = Person.objects.get(account_link__account=applicant)
    assert (admitted.person, person.member_category) == (person, "individual")
    assert person.member_number
    assert Membership.objects.known().get(person=person).from_date == MAY.date()
    assert Due.objects.get(person=person).amount == 50
    assert list(ApplicationStep.objects.values_list("state", flat=True)) == ["committee", "secretariat", "admitted"]
    assert PersonAccount.objects.count() == 1


def test_whoever_is_admitted_in_october_owes_from_the_next_year_on(applicant: Account, committee: Body) -> None:
    application = ask(applicant, OCTOBER)
    step(application, "secretariat", at=OCTOBER)
    step(application, "admitted", at=OCTOBER)
    assert (Membership.objects.get().from_date, Due.objects.get().year) == (date(2027, 1, 1), 2027)


def test_an_institution_becomes_a_member_in_the_band_of_its_budget(applicant: Account, committee: Body) -> None:
    application = ask(applicant, category=MemberCategory.INSTITUTIONAL, name="Musée de la Mer", budget=12_000)
    step(application, "secretariat")
    step(application, "admitted")
    membership = Membership.objects.get()
    assert (membership.band, membership.museum) == ("I", Museum.objects.get())


def test_whoever_asked_for_an_institution_stands_for_it_and_finds_its_invoices(
    applicant: Account, member: Account, committee: Body, sign_in: Callable[[Account], Client]
) -> None:
    application = ask(applicant, category=MemberCategory.INSTITUTIONAL, name="Musée de la Mer", budget=12_000)
    step(application, "secretariat")
    step(application, "admitted", at=timezone.now())
    due = Due.objects.get(museum=Museum.objects.get())
    own = sign_in(applicant)
    page = own.get("/membership").content.decode()
    assert "Musée de la Mer" in page
    assert due.invoice_number in page
    invoice = f"/membership/invoices/{due.number}.pdf"
    assert [client.get(invoice).status_code for client in (own, sign_in(member))] == [200, 404]


def test_a_refusal_has_its_reason_and_can_be_appealed_by_the_applicant_alone(
    applicant: Account, member: Account, committee: Body
) -> None:
    application = ask(applicant)
    step(application, "secretariat")
    with pytest.raises(ApplicationError, match="reads why"):
        step(application, "refused", reason="")
    step(application, "refused")
    with pytest.raises(NotAllowedError):
        step(application, "appeal", member)
    step(application, "appeal", applicant)
    with pytest.raises(NotAllowedError):
        step(application, "admitted", applicant)
    assert step(application, "closed").state == "closed"


def test_a_page_offers_nobody_a_step_that_would_be_refused(
    applicant: Account, registrar: Account, secretariat: Account, committee: Body, sign_in: Callable[[Account], Client]
) -> None:
    application = ask(applicant)
    page = f"/membership/applications/{application.key}"

    def read_steps(account: Account) -> set[str]:
        return set(re.findall(r'name="state" value="(\w+)"', sign_in(account).get(page).content.decode()))

    assert (read_steps(registrar), read_steps(applicant)) == ({"secretariat", "question"}, {"withdrawn"})
    step(application, "secretariat", registrar)
    assert (read_steps(registrar), read_steps(secretariat)) == (set(), {"admitted", "refused", "question"})
    step(application, "refused", secretariat)
    assert (read_steps(secretariat), read_steps(applicant)) == (set(), {"appeal"})


def test_whoever_refused_does_not_decide_on_the_appeal(
    applicant: Account, secretariat: Account, committee: Body
) -> None:
    application = ask(applicant)
    for state, account in (("secretariat", secretariat), ("refused", secretariat), ("appeal", applicant)):
        step(application, state, account)
    with pytest.raises(ApplicationError, match="Whoever refused"):
        step(application, "admitted", secretariat)
    other = Account.objects.create_user("board@example.org", None)
    grant_role(other, Role.SECRETARIAT, level=AccessLevel.DESK, actor=make_operator("clerk"), at=MAY)
    assert step(application, "admitted", other).state == "admitted"


def test_a_country_without_a_committee_goes_to_the_secretariat(applicant: Account) -> None:
    assert ask(applicant, country="TV").state == "secretariat"


@pytest.mark.parametrize(
    ("more", "problem"), [({"trades_in_cultural_goods": True}, "trade"), ({"accepts_code": False}, "code of ethics")]
)
def test_dealers_and_those_who_refuse_the_code_cannot_belong(
    applicant: Account, more: dict[str, bool], problem: str
) -> None:
    with pytest.raises(ApplicationError, match=problem):
        ask(applicant, **more)


def test_one_application_at_a_time_and_none_in_anothers_name(applicant: Account, member: Account) -> None:
    ask(applicant)
    with pytest.raises(ApplicationError, match="already"):
        ask(applicant)
    with pytest.raises(NotAllowedError):
        apply_for_membership(
            Request(MemberCategory.STUDENT, "X", "SN", accepts_code=True), applicant, actor=make_actor(member), at=MAY
        )


def test_a_committee_decides_on_its_own_applications_only(
    applicant: Account, registrar: Account, committee: Body
) -> None:
    with pytest.raises(NotAllowedError):
        step(ask(applicant, country="TV"), "admitted", registrar)
    own = Account.objects.create_user("own@example.org", None)
    application = ask(own, country="SN")
    with pytest.raises(ApplicationError, match="does not follow"):
        step(application, "admitted", registrar)
    step(application, "secretariat", registrar)
    with pytest.raises(NotAllowedError):
        step(application, "admitted", registrar)


def test_the_applicant_answers_a_question_and_may_withdraw(applicant: Account, committee: Body) -> None:
    application = ask(applicant)
    step(application, "question")
    step(application, "committee", applicant)
    assert step(application, "withdrawn", applicant).state == "withdrawn"
    with pytest.raises(ApplicationError):
        step(application, "withdrawn", applicant)


def test_documents_are_kept_for_the_applicant_and_who_decides_and_for_nobody_else(
    applicant: Account, registrar: Account, member: Account, committee: Body, sign_in: Callable[[Account], Client]
) -> None:
    khady = sign_in(applicant)
    sent = {"category": "individual", "name": "Khady Sow", "country": "SN", "trades": "no", "accepts_code": "on"}
    contract = SimpleUploadedFile("../contrat de travail.pdf", b"%PDF-1.7 contract")
    page = khady.post("/membership/apply", sent | {"documents": contract}).headers["Location"]
    added = SimpleUploadedFile("diplôme.png", b"\x89PNG\r\n\x1a\n...")
    assert khady.post(f"{page}/documents", {"documents": added}).headers["Location"] == page
    assert "contrat de travail.pdf" in khady.get(page).content.decode()
    for account in (applicant, registrar):
        response = sign_in(account).get(f"{page}/documents/0")
        assert response.getvalue() == b"%PDF-1.7 contract"
        assert response.headers["Content-Disposition"].startswith("attachment")
    assert sign_in(member).get(f"{page}/documents/0").status_code == 404
    assert sign_in(registrar).post(f"{page}/documents").status_code == 403
    assert khady.get(f"{page}/documents/7").status_code == 404


def test_what_came_with_an_application_that_is_refused_is_not_kept(
    applicant: Account, sign_in: Callable[[Account], Client], settings: LazySettings, tmp_path: Path
) -> None:
    settings.HOME = tmp_path
    sent = {"category": "individual", "name": "Khady Sow", "country": "SN", "trades": "no"}
    contract = SimpleUploadedFile("contrat.pdf", b"%PDF-1.7 contract")
    answer = sign_in(applicant).post("/membership/apply", sent | {"documents": contract})
    assert (answer.status_code, "code of ethics" in answer.content.decode()) == (422, True)
    assert not list(tmp_path.rglob("*.pdf"))


@pytest.mark.parametrize(("name", "content"), [("tool.pdf", b"MZ\x90"), ("page.html", b"<script>"), ("empty.pdf", b"")])
def test_a_document_of_another_sort_is_refused_whatever_its_name(
    applicant: Account, name: str, content: bytes, sign_in: Callable[[Account], Client]
) -> None:
    sent = {"category": "individual", "name": "Khady Sow", "country": "SN", "trades": "no", "accepts_code": "on"}
    response = sign_in(applicant).post("/membership/apply", sent | {"documents": SimpleUploadedFile(name, content)})
    assert response.status_code == 422
    assert not MembershipApplication.objects.exists()


def test_at_most_a_tenth_of_a_committee_are_neither_professionals_nor_students(
    applicant: Account, committee: Body, operator: Actor
) -> None:
    for number in range(8):
        person = create_person({"name": f"Membre {number}"}, actor=operator, at=MAY)
        since = date(2020, 1, 1)
        Membership.objects.create(
            person=person, category="individual", national_committee=committee, from_date=since, recorded_at=MAY
        )
    application = ask(applicant, is_professional=False)
    step(application, "secretariat")
    with pytest.raises(ApplicationError, match=r"10%"):
        step(application, "admitted")
    person = create_person({"name": "Membre 9"}, actor=operator, at=MAY)
    Membership.objects.create(
        person=person, category="individual", national_committee=committee, from_date=date(2020, 1, 1), recorded_at=MAY
    )
    assert step(application, "admitted").state == "admitted"
    assert count_members(committee, date(2026, 6, 1)).is_enough


def test_the_sample_has_somebody_at_each_step_once(committee: Body, operator: Actor, now: datetime) -> None:
    for _turn in range(2):
        write_applications(committee, actor=operator, at=now)
    states = MembershipApplication.objects.order_by("submitted_at").values_list("state", flat=True)
    assert list(states) == ["committee", "question", "secretariat", "appeal"]
