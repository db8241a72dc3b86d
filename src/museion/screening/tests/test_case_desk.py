"""A case from a report by anybody to its outcome: who may do what, what each reader sees, what leaves the house."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.test import Client

from museion.core.access import AccessLevel, Actor, NotAllowedError, Role
from museion.core.http.asking import make_actor
from museion.core.models import Account, Grant, JournalLine
from museion.core.outbox import Announcement, drain
from museion.core.signing.keys import list_public_keys
from museion.core.signing.statements import Finding, check
from museion.network.actions import create_body, create_person
from museion.network.models import Person
from museion.screening.actions import case_mails, case_work, cases
from museion.screening.actions.losses import create_loss
from museion.screening.actions.referrals import Recipient, get_package_store, refer_case
from museion.screening.links import OPINION, REFERRAL, sign_passing_link
from museion.screening.models import Case, CaseNote, CaseOpinion, CaseReferral, CaseTask, LossRecord
from museion.screening.queries.cases import compute_statistics, get_published_cases
from museion.screening.referrals.packing import MANIFEST, SIGNATURE
from museion.screening.terms import CaseOutcome, CaseState
from museion.screening.tests.drawings import draw_painting, encode

REPORT = {
    "summary": "رأيت تمثالا صغيرا من الحجر الجيري في سوق الجمعة.\nكان معروضا للبيع.",
    "country": "TN",
    "reporter": "+216 71 000 000",
}


@pytest.fixture
def officer(db: None, now: datetime) -> Account:
    """Noor Haddad of the desk."""
    account = Account.objects.create_user("noor@example.org", "a long sentence nobody guesses", display_name="نور حداد")
    Grant.objects.create(account=account, role=Role.DESK_OFFICER, level=AccessLevel.DESK, valid_from=now)
    return account


@pytest.fixture
def desk(officer: Account) -> Actor:
    return make_actor(officer)


@pytest.fixture
def reported(db: None, visitor: Actor, now: datetime) -> tuple[Case, str]:
    report = cases.Report(title="Limestone figurine", summary=REPORT["summary"], country="TN", reporter="+216 71 000")
    return cases.report_case(report, actor=visitor, at=now)


@pytest.fixture
def case(reported: tuple[Case, str]) -> Case:
    return reported[0]


@pytest.fixture
def expert(operator: Actor, now: datetime) -> Person:
    return create_person(
        {"name": "Dr. Ömer Şahin", "country": "TR", "email": "omer@example.org"}, actor=operator, at=now
    )


@pytest.fixture
def loss(operator: Actor, now: datetime) -> LossRecord:
    values = {
        "title": {"en": "Seated scribe", "ar": "كاتب جالس"},
        "object_type": {"en": "figurine"},
        "owner": "Mrs. Salma B., 12 rue du Port",
        "reference_number": "TN-77",
        "makers": [],
    }
    return create_loss(values, actor=operator, at=now)


@pytest.mark.django_db
def test_anybody_reports_and_follows_the_report_by_its_secret_address(client: Client) -> None:
    answer = client.post("/cases/report", REPORT)
    assert answer.status_code == 302
    page = client.get(answer.headers["Location"])
    assert page.status_code == 200
    assert "سوق الجمعة" in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"
    assert Case.objects.get().access == AccessLevel.DESK


@pytest.mark.django_db
def test_a_report_without_words_is_sent_back_with_the_reason(client: Client) -> None:
    answer = client.post("/cases/report", {"summary": "  "})
    assert answer.status_code == 422
    assert "what you saw" in answer.content.decode()
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_a_program_that_fills_in_the_hidden_field_reports_nothing(client: Client) -> None:
    assert client.post("/cases/report", {**REPORT, "website": "https://spam.example"}).status_code == 422
    assert not Case.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("flaw", [{"website": "https://spam.example"}, {"summary": ""}, {"broken": b"no picture"}])
def test_a_report_that_is_refused_leaves_none_of_its_photos_behind(
    client: Client, home: Path, flaw: dict[str, Any]
) -> None:
    photos = [SimpleUploadedFile("figurine.png", encode(draw_painting(3)))]
    if content := flaw.pop("broken", b""):
        photos.append(SimpleUploadedFile("note.jpg", content))
    assert client.post("/cases/report", {**REPORT, "photo": photos, **flaw}).status_code == 422
    assert not [path for path in (home / "files").rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_more_photos_than_a_report_takes_are_told_and_not_dropped_in_silence(client: Client) -> None:
    photos = [SimpleUploadedFile(f"{number}.png", encode(draw_painting(number))) for number in range(9)]
    answer = client.post("/cases/report", {**REPORT, "photo": photos})
    assert "At most 8 pictures" in answer.content.decode()
    assert not Case.objects.exists()


def test_how_to_reach_the_reporter_stands_in_no_line_of_the_journal(case: Case) -> None:
    assert case.reporter
    lines = "".join(str(line.after) for line in JournalLine.objects.all())
    assert "+216" not in lines
    assert "case.note_reporter" in JournalLine.objects.values_list("action", flat=True)


def test_the_token_is_kept_as_its_hash_only(reported: tuple[Case, str]) -> None:
    case, token = reported
    assert token not in case.status_token
    assert case.status_token == cases.hash_token(token)


def test_a_wrong_token_opens_nothing(client: Client, case: Case) -> None:
    assert client.get(f"/cases/status/{case.status_token}").status_code == 404
    assert client.get("/cases/status/guessed").status_code == 404


def test_the_reporter_reads_the_notes_meant_for_them_and_no_others(
    client: Client, reported: tuple[Case, str], desk: Actor, now: datetime
) -> None:
    case, token = reported
    case_work.add_note(case, "Informant may be the seller.", actor=desk, at=now)
    case_work.add_note(case, "شكرا، نتابع الأمر.", is_for_reporter=True, actor=desk, at=now)
    page = client.get(f"/cases/status/{token}").content.decode()
    assert "شكرا" in page
    assert CaseNote.objects.count() == 2
    assert "seller" not in page
    assert "نور" not in page


def test_only_the_desk_opens_the_desk(
    client: Client, case: Case, member: Account, officer: Account, sign_in: Callable[[Account], Client]
) -> None:
    for address in ("/cases", f"/cases/{case.key}", f"/id/{case.key}"):
        assert client.get(address).status_code in {403, 404}
        assert sign_in(member).get(address).status_code in {403, 404}
    assert sign_in(officer).get("/cases").status_code == 200
    assert "سوق" in sign_in(officer).get(f"/cases/{case.key}").content.decode()


def test_who_is_not_of_the_desk_changes_nothing(
    case: Case, member: Account, visitor: Actor, now: datetime, sign_in: Callable[[Account], Client]
) -> None:
    with pytest.raises(NotAllowedError):
        cases.move_case(case, CaseState.TRIAGE, actor=visitor, at=now)
    assert sign_in(member).post(f"/cases/{case.key}/move", {"state": "triage"}).status_code == 403
    case.refresh_from_db()
    assert case.state == CaseState.NEW


def test_a_case_goes_its_way_and_comes_back(case: Case, desk: Actor, now: datetime) -> None:
    told = {"actor": desk, "at": now}
    cases.move_case(case, CaseState.TRIAGE, **told)
    cases.move_case(case, CaseState.OPEN, **told)
    with pytest.raises(cases.InvalidMoveError):
        cases.move_case(case, CaseState.CLOSED, **told)
    cases.move_case(case, CaseState.CLOSED, outcome=CaseOutcome.RESTITUTED, **told)
    assert case.closed_at == now
    cases.move_case(case, CaseState.OPEN, **told)
    assert (case.outcome, case.closed_at) == (CaseOutcome.NONE, None)


def test_who_has_an_old_page_open_moves_no_case_from_where_it_no_longer_stands(
    case: Case, desk: Actor, now: datetime
) -> None:
    told: dict[str, Any] = {"actor": desk, "at": now}
    cases.move_case(case, CaseState.OPEN, **told)
    open_elsewhere = Case.objects.get(pk=case.pk)
    cases.move_case(case, CaseState.CLOSED, outcome=CaseOutcome.NOT_THE_OBJECT, **told)
    with pytest.raises(cases.InvalidMoveError, match="closed"):
        cases.move_case(open_elsewhere, CaseState.REFERRED, **told)
    assert Case.objects.get(pk=case.pk).state == CaseState.CLOSED


def test_a_new_case_is_not_referred_unread(case: Case, desk: Actor, now: datetime) -> None:
    with pytest.raises(cases.InvalidMoveError):
        refer_case(case, Recipient("Port authority"), purpose="seizure", actor=desk, at=now)
    assert not CaseReferral.objects.exists()


def test_the_forms_of_the_page_do_what_they_say(
    case: Case, loss: LossRecord, officer: Account, sign_in: Callable[[Account], Client]
) -> None:
    browser = sign_in(officer)
    address = f"/cases/{case.key}"
    browser.post(f"{address}/edit", {"title": "Figurine, Tunis", "urgency": "1", "country": "TN", "assigned_to": "نور"})
    browser.post(f"{address}/tasks", {"text": "Ask the customs office", "due_date": "2026-04-01"})
    browser.post(f"{address}/links", {"key": loss.key})
    task = CaseTask.objects.get(case=case)
    browser.post(f"{address}/done", {"task": str(task.pk)})
    page = browser.get(address).content.decode()
    assert "Figurine, Tunis" in page
    assert "Seated scribe" in page
    task.refresh_from_db()
    assert task.done_at is not None


def test_what_was_linked_or_ticked_in_error_is_taken_back(
    case: Case, loss: LossRecord, desk: Actor, officer: Account, sign_in: Callable[[Account], Client], now: datetime
) -> None:
    browser, address = sign_in(officer), f"/cases/{case.key}"
    cases.link_to_case(case, losses=[loss], actor=desk, at=now)
    task = case_work.add_task(case, "Ask the customs office", actor=desk, at=now)
    case_work.finish_task(task, actor=desk, at=now)
    browser.post(f"{address}/unlink", {"key": loss.key})
    browser.post(f"{address}/undone", {"task": str(task.pk)})
    task.refresh_from_db()
    assert (case.losses.count(), task.done_at) == (0, None)
    page = browser.get(address).content.decode()
    assert "task taken up again" in page
    assert ">case.reopen_task<" not in page


def test_a_country_that_is_none_is_told_and_the_case_keeps_its_own(
    case: Case, officer: Account, sign_in: Callable[[Account], Client]
) -> None:
    sent = {"title": "Figurine", "urgency": "1", "country": "Syria"}
    answer = sign_in(officer).post(f"/cases/{case.key}/edit", sent, follow=True)
    assert "“SYRIA” is no country" in answer.content.decode()
    case.refresh_from_db()
    assert (case.country, case.title) == ("TN", "Limestone figurine")


def test_a_form_that_cannot_be_used_says_why_on_the_page(
    case: Case, officer: Account, sign_in: Callable[[Account], Client]
) -> None:
    browser = sign_in(officer)
    answer = browser.post(f"/cases/{case.key}/tasks", {"text": "x", "due_date": "soon"}, follow=True)
    assert "“soon” is no day" in answer.content.decode()
    assert not case.tasks.exists()


def test_an_expert_answers_by_a_signed_link_once(
    client: Client, case: Case, expert: Person, desk: Actor, now: datetime
) -> None:
    opinion = case_work.ask_opinion(case, expert, "Is the stone local?", actor=desk, at=now)
    address = f"/opinions/{sign_passing_link(str(opinion.pk), OPINION)}"
    assert "Is the stone local?" in client.get(address).content.decode()
    client.post(address, {"answer": "Yerel taş değil."})
    client.post(address, {"answer": "Something else"})
    opinion.refresh_from_db()
    assert opinion.answer == "Yerel taş değil."
    assert client.get(f"/opinions/{opinion.pk}").status_code == 404


def test_of_two_answers_that_come_at_once_one_counts(case: Case, expert: Person, desk: Actor, now: datetime) -> None:
    asked = case_work.ask_opinion(case, expert, "Date?", actor=desk, at=now)
    first, second = (CaseOpinion.objects.get(pk=asked.pk) for _ in range(2))
    case_work.decline_opinion(first, at=now)
    with pytest.raises(case_work.OpinionGivenError):
        case_work.answer_opinion(second, "6. Jahrhundert", at=now)
    assert CaseOpinion.objects.get().answer == ""
    case_mails.send_announced([Announcement(case_mails.ASKED, str(asked.pk))])
    assert not CaseOpinion.objects.get().mailed_at, "who declined is not asked by mail"


def test_a_task_ticked_twice_at_once_is_done_once(case: Case, desk: Actor, now: datetime) -> None:
    made = case_work.add_task(case, "Ask the laboratory", actor=desk, at=now)
    for held in [CaseTask.objects.get(pk=made.pk) for _ in range(2)]:
        case_work.finish_task(held, actor=desk, at=now)
    assert JournalLine.objects.filter(action="case.finish_task").count() == 1


def test_an_expert_may_decline(client: Client, case: Case, expert: Person, desk: Actor, now: datetime) -> None:
    opinion = case_work.ask_opinion(case, expert, "Date?", actor=desk, at=now)
    client.post(f"/opinions/{sign_passing_link(str(opinion.pk), OPINION)}", {"decline": "1"})
    assert CaseOpinion.objects.get().declined_at is not None


def test_a_package_proves_its_files_and_names_no_owner_and_no_reporter(
    client: Client, case: Case, loss: LossRecord, desk: Actor, now: datetime
) -> None:
    told = {"actor": desk, "at": now}
    cases.link_to_case(case, losses=[loss], **told)
    cases.move_case(case, CaseState.OPEN, **told)
    referral = refer_case(case, Recipient("Service des douanes"), purpose="identification", **told)
    package = get_package_store().read(referral.file_name)
    with zipfile.ZipFile(io.BytesIO(package)) as files:
        content = {name: files.read(name) for name in files.namelist()}
    manifest = json.loads(content[MANIFEST])
    assert {entry["name"] for entry in manifest["files"]} == content.keys() - {MANIFEST, SIGNATURE}
    assert check(content[SIGNATURE].decode(), list_public_keys()).finding == Finding.GENUINE
    everything = b"".join(content.values()).decode()
    assert "كاتب جالس" in everything
    assert "rue du Port" not in everything
    assert "+216 71 000" not in everything
    assert case.status_token not in everything


def test_a_partner_downloads_and_acknowledges(client: Client, case: Case, desk: Actor, now: datetime) -> None:
    cases.move_case(case, CaseState.OPEN, actor=desk, at=now)
    referral = refer_case(case, Recipient("Service des douanes"), purpose="avis", actor=desk, at=now)
    address = f"/referrals/{sign_passing_link(str(referral.pk), REFERRAL)}"
    assert client.get(address).status_code == 200
    answer = client.get(f"{address}/package.zip")
    assert answer.getvalue()[:2] == b"PK"
    client.post(address)
    referral.refresh_from_db()
    assert referral.acknowledged_at is not None


def test_the_public_reads_the_chosen_fields_and_nothing_else(
    client: Client, case: Case, desk: Actor, now: datetime
) -> None:
    assert get_published_cases(limit=10) == []
    cases.publish_case_fields(case, ["title"], actor=desk, at=now)
    page = client.get("/cases/published").content.decode()
    assert "Limestone figurine" in page
    assert "سوق" not in page
    assert "Tunisia" not in page
    with pytest.raises(ValueError, match="never published"):
        cases.publish_case_fields(case, ["reporter"], actor=desk, at=now)


def test_counts_do_not_tell_of_a_single_case(visitor: Actor, desk: Actor, now: datetime) -> None:
    def report(count: int) -> None:
        for number in range(count):
            made, _ = cases.report_case(cases.Report(f"No. {number}", "…"), actor=visitor, at=now)
            cases.move_case(made, CaseState.CLOSED, outcome=CaseOutcome.SEIZED, actor=desk, at=now)

    report(4)
    later = datetime(2026, 4, 1, tzinfo=UTC)
    assert compute_statistics(later).opened == 0
    report(3)
    counted = compute_statistics(later)
    assert (counted.opened, counted.closed, counted.by_outcome) == (5, 5, {"seized": 5})
    assert compute_statistics(now - timedelta(days=1)).opened == 0


def test_an_expert_is_asked_by_e_mail_in_their_language_and_once(
    case: Case, operator: Actor, desk: Actor, now: datetime, mailoutbox: list[EmailMessage], client: Client
) -> None:
    values = {
        "name": "Inès Trabelsi",
        "country": "TN",
        "email": "ines@people.example",
        "languages": [{"tag": "fr", "level": "C2"}],
    }
    person = create_person(values, actor=operator, at=now)
    opinion = case_work.ask_opinion(case, person, "Is the stone local?", actor=desk, at=now)
    while drain(case_mails.TOPIC):
        pass
    (mail,) = mailoutbox
    assert mail.to == ["ines@people.example"]
    assert "Votre avis" in mail.subject
    link = next(line for line in str(mail.body).splitlines() if "/opinions/" in line)
    assert client.get(link.removeprefix("http://localhost:8000")).status_code == 200
    opinion.refresh_from_db()
    assert opinion.mailed_at
    case_mails.send_announced([Announcement(case_mails.ASKED, str(opinion.pk))])
    assert len(mailoutbox) == 1


def test_a_partner_of_the_network_is_told_of_the_package(
    case: Case, operator: Actor, desk: Actor, now: datetime, mailoutbox: list[EmailMessage]
) -> None:
    values = {"names": {"en": "Blue Unit"}, "kind": "affiliated_organisation", "email": "unit@partner.example"}
    body = create_body(values, actor=operator, at=now)
    cases.move_case(case, CaseState.OPEN, actor=desk, at=now)
    referral = refer_case(case, Recipient("Blue Unit", body), purpose="seizure", actor=desk, at=now)
    refer_case(case, Recipient("By hand"), purpose="seizure", actor=desk, at=now)
    while drain(case_mails.TOPIC):
        pass
    (mail,) = mailoutbox
    assert mail.to == ["unit@partner.example"]
    assert referral.digest in str(mail.body)
