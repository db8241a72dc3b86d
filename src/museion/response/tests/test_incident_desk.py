"""An incident from a report by anybody to its lessons: sent twice it is one, and each reader sees what is theirs."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pypdfium2
import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from museion.core.access import AccessLevel, Actor, NotAllowedError
from museion.core.http.asking import make_actor
from museion.core.models import Account, JournalLine
from museion.network.actions import create_person
from museion.response.actions import incident_work, incidents
from museion.response.actions.rota import InvalidShiftError, plan_shift, write_handover
from museion.response.mail import UnreadableMailError, read_mail
from museion.response.models import Incident, IncidentLine, IncidentTask, RotaShift, SituationReport
from museion.response.terms import IncidentState

REPORT = {
    "token": "5f3c0e1b9a7d4486b2aa77f1c0ffee00",
    "description": "انهار سقف المخزن بعد الزلزال.\nالمخطوطات تحت المطر.",
    "place": "دار المخطوطات",
    "country": "MA",
    "hazard": "EQ",
    "urgency": "1",
    "reporter": "+212 600 000 000",
}
SIXTY_KB = 60_000
# What the form loads, and what its scripts load and keep in turn.
LOADED = (
    "website/css/response-report.css",
    "website/icon.svg",
    "website/js/report-offline.js",
    "website/js/offline/keep.js",
    "website/js/offline/queue.js",
    "website/js/offline/list.js",
    "website/js/worker.js",
)


@pytest.fixture
def desk(officer: Account) -> Actor:
    return make_actor(officer)


@pytest.fixture
def reported(db: None, visitor: Actor, now: datetime) -> incidents.Received:
    report = incidents.Report(token="t" * 24, title="Roof of the depot", description="Collapsed", country="MA")
    return incidents.report_incident(report, actor=visitor, at=now)


@pytest.fixture
def incident(reported: incidents.Received) -> Incident:
    return reported.incident


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_the_form_opens_in_every_language_and_weighs_less_than_60_kb_with_all_it_loads(
    client: Client, language: str
) -> None:
    page = client.get(f"/incidents/report?lang={language}")
    assert f'lang="{language}"' in page.content.decode()
    weight = len(page.content) + sum(_measure(part) for part in LOADED) + len(client.get("/offline").content)
    assert weight < SIXTY_KB
    assert _list_loaded(page.content.decode()) <= set(LOADED)


def test_a_task_ticked_twice_at_once_is_done_once(incident: Incident, desk: Actor, now: datetime) -> None:
    made = incident_work.add_task(incident, "Bring tarpaulins", actor=desk, at=now)
    for held in [IncidentTask.objects.get(pk=made.pk) for _ in range(2)]:
        incident_work.finish_task(held, actor=desk, at=now)
    assert JournalLine.objects.filter(action="incident.finish_task").count() == 1


def _list_loaded(page: str) -> set[str]:
    return set(re.findall(r'(?:href|src)="/static/([^"]+)"', page))


def _measure(part: str) -> int:
    found = finders.find(part)
    assert isinstance(found, str)
    return Path(found).stat().st_size


@pytest.mark.django_db
def test_a_report_that_is_sent_twice_is_one_incident_with_one_status_page(client: Client) -> None:
    first = client.post("/incidents/report", REPORT, headers={"accept": "application/json"}).json()
    again = client.post("/incidents/report", REPORT, headers={"accept": "application/json"}).json()
    assert (first["is_new"], again["is_new"]) == (True, False)
    assert (first["ticket"], first["status_url"]) == (again["ticket"], again["status_url"])
    incident = Incident.objects.get()
    assert (incident.country, incident.hazard, incident.urgency) == ("MA", "EQ", 1)
    assert incident.access == AccessLevel.DESK


@pytest.mark.django_db
def test_the_form_needs_no_session_so_that_a_saved_copy_still_sends() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/incidents/report", REPORT)
    assert answer.status_code == 302
    page = client.get(answer.headers["Location"])
    assert "المخطوطات تحت المطر" in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_a_report_that_says_nothing_is_refused_with_the_reason(client: Client) -> None:
    answer = client.post("/incidents/report", REPORT | {"description": " "}, headers={"accept": "application/json"})
    assert answer.status_code == 422
    assert "what happened" in answer.json()["problems"][0]
    assert not Incident.objects.exists()


@pytest.mark.django_db
def test_the_reporter_reads_what_the_desk_wrote_for_them_and_nothing_else(
    client: Client, reported: incidents.Received, desk: Actor, now: datetime
) -> None:
    incident_work.add_line(reported.incident, "Est-ce que le toit tient ?", is_for_reporter=True, actor=desk, at=now)
    incident_work.add_line(reported.incident, "Ask the ministry first", actor=desk, at=now)
    address = f"/incidents/status/{reported.status_token}"
    page = client.get(address).content.decode()
    assert "Est-ce que le toit tient ?" in page
    assert "ministry" not in page
    client.post(address, {"text": "لا، هو ينهار"})
    assert IncidentLine.objects.filter(written_by="reporter", is_for_reporter=True).count() == 1
    assert client.get("/incidents/status/guessed").status_code == 404


@pytest.mark.django_db
def test_the_reporters_contact_is_in_no_journal_line_and_can_be_erased(
    client: Client, desk: Actor, now: datetime
) -> None:
    client.post("/incidents/report", REPORT)
    incident = Incident.objects.get()
    assert incident.reporter == REPORT["reporter"]
    assert not any(REPORT["reporter"] in str(line.after) for line in JournalLine.objects.all())
    incidents.forget_reporter(incident, actor=desk, at=now, reason="asked for")
    incident.refresh_from_db()
    assert incident.reporter == ""


@pytest.mark.django_db
def test_only_the_desk_opens_the_desk(
    client: Client, incident: Incident, member: Account, officer: Account, sign_in: Callable[[Account], Client]
) -> None:
    pages = ["/incidents", f"/incidents/{incident.key}", "/incidents/rota"]
    for page in pages:
        assert client.get(page).status_code == 403
        assert sign_in(member).get(page).status_code == 403
        assert sign_in(officer).get(page).status_code == 200


@pytest.mark.django_db
def test_an_incident_goes_its_way_and_is_learned_from(
    incident: Incident, officer: Account, sign_in: Callable[[Account], Client]
) -> None:
    browser = sign_in(officer)
    address = f"/incidents/{incident.key}"
    browser.post(f"{address}/move", {"state": "responding"})
    browser.post(f"{address}/tasks", {"text": "Find tarpaulins", "due_at": "2026-03-15T08:00"})
    browser.post(f"{address}/done", {"task": str(incident.tasks.get().pk)})
    browser.post(f"{address}/reports", {"summary": "Roof is covered.", "outlook": "Dry the paper."})
    browser.post(f"{address}/stand-down")
    browser.post(f"{address}/lessons", {"lessons": "Keep tarpaulins in the depot."})
    browser.post(f"{address}/move", {"state": "closed"})
    incident.refresh_from_db()
    assert incident.state == IncidentState.CLOSED
    assert incident.stood_down_at
    assert incident.closed_at
    assert incident.lessons == "Keep tarpaulins in the depot."
    assert IncidentTask.objects.get().done_at
    sheet = browser.get(f"{address}/reports/1").content.decode()
    paper = browser.get(f"{address}/reports/1.pdf", headers={"accept-language": "fr"})
    assert paper["Content-Type"] == "application/pdf"
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(paper.content))
    assert "Rapport de situation 1" in text
    assert "Roof is covered." in sheet
    assert "Find tarpaulins" in sheet


@pytest.mark.django_db
def test_a_step_that_cannot_be_taken_says_why_and_changes_nothing(
    incident: Incident, officer: Account, sign_in: Callable[[Account], Client]
) -> None:
    answer = sign_in(officer).post(f"/incidents/{incident.key}/stand-down", follow=True)
    assert "Only an incident that is being responded to" in answer.content.decode()
    incident.refresh_from_db()
    assert incident.state == IncidentState.NEW


@pytest.mark.django_db
def test_a_country_that_is_none_is_told_and_the_incident_keeps_its_own(
    incident: Incident, officer: Account, sign_in: Callable[[Account], Client]
) -> None:
    browser, before = sign_in(officer), incident.country
    sent = {"title": "Roof of the store", "country": "Syria", "urgency": "1"}
    answer = browser.post(f"/incidents/{incident.key}/edit", sent, follow=True)
    assert "“Syria” is no country" in answer.content.decode()
    incident.refresh_from_db()
    assert (incident.country, incident.title) == (before, incident.title)
    browser.post(f"/incidents/{incident.key}/edit", sent | {"country": "SY"})
    incident.refresh_from_db()
    assert (incident.country, incident.title) == ("SY", "Roof of the store")


@pytest.mark.django_db
def test_who_is_not_of_the_desk_writes_nothing(incident: Incident, member: Account, now: datetime) -> None:
    with pytest.raises(NotAllowedError):
        incidents.move_incident(incident, IncidentState.TRIAGE, actor=make_actor(member), at=now)


@pytest.mark.django_db
def test_a_report_stays_as_it_was_issued(incident: Incident, desk: Actor, now: datetime) -> None:
    first = incident_work.issue_situation_report(incident, summary="one", actor=desk, at=now)
    incidents.update_incident(incident, {"title": "Another title"}, actor=desk, at=now)
    second = incident_work.issue_situation_report(incident, summary="two", actor=desk, at=now)
    first.refresh_from_db()
    assert list(SituationReport.objects.values_list("number", flat=True)) == [1, 2]
    assert (first.content["title"], second.content["title"]) == ("Roof of the depot", "Another title")


def _write_mail(**headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Conservateur <conservateur@musee.example>"
    message["Subject"] = "Inondation de la réserve"
    message["Message-ID"] = "<1@musee.example>"
    for name, value in headers.items():
        message[name] = value
    message.set_content("L'eau monte dans la réserve. Aidez-nous.")
    return message


@pytest.mark.django_db
def test_an_e_mail_becomes_one_incident_however_often_it_is_read(visitor: Actor, now: datetime) -> None:
    message = _write_mail()
    message.add_attachment(b"no picture", maintype="image", subtype="jpeg", filename="eau.jpg")
    read = read_mail(message.as_bytes())
    assert read.report.hazard == "FL"
    assert "eau.jpg" in read.problems[0]
    first = incidents.report_incident(read.report, actor=visitor, at=now)
    again = incidents.report_incident(read_mail(message.as_bytes()).report, actor=visitor, at=now)
    assert (first.is_new, again.is_new) == (True, False)
    assert first.incident.reporter == "Conservateur <conservateur@musee.example>"


@given(st.binary(max_size=400))
def test_bytes_that_are_no_e_mail_are_refused_or_read_but_never_crash(content: bytes) -> None:
    with suppress(UnreadableMailError):
        assert read_mail(content).report.description


@pytest.mark.django_db
def test_nobody_is_on_duty_twice_and_the_note_reaches_the_next(
    operator: Actor, officer: Account, sign_in: Callable[[Account], Client], now: datetime
) -> None:
    person = create_person({"name": "Dr. Ömer Şahin", "country": "TR"}, actor=operator, at=now)
    shift = plan_shift(person, begins_at=now, ends_at=now + timedelta(hours=8), actor=operator, at=now)
    with pytest.raises(InvalidShiftError):
        plan_shift(person, begins_at=now + timedelta(hours=7), ends_at=now + timedelta(hours=9), actor=operator, at=now)
    assert RotaShift.objects.get() == shift
    write_handover(shift, "Lima waits for two more answers.", actor=operator, at=now)
    assert "Lima waits for two more answers." in sign_in(officer).get("/incidents/rota").content.decode()
