"""The door, badges, minutes, certificates and the survey."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from museion.core.access import Actor, NotAllowedError
from museion.core.http.asking import make_actor
from museion.core.models import Account, JournalLine
from museion.core.signing.keys import list_public_keys
from museion.core.signing.statements import Finding, check
from museion.events.actions.attendance import Scan, admit_walk_in, record_scans
from museion.events.actions.bookings import save_booking
from museion.events.actions.certificates import issue_certificates, revoke_certificate, save_rule
from museion.events.actions.minutes import add_resolution, approve_minutes, hand_over, save_minutes
from museion.events.actions.programme import create_session
from museion.events.actions.registrations import Applicant, link_person
from museion.events.actions.surveys import answer_survey, save_survey
from museion.events.models import (
    AdoptedResolution,
    Attendance,
    CertificateRule,
    Event,
    Minutes,
    Registration,
    Survey,
    SurveyAnswer,
)
from museion.events.problems import EventError
from museion.events.queries.surveys import sum_up
from museion.events.tests.cast import SOON, make_concept, make_event, open_booking, sign_up
from museion.network import resolutions
from museion.network.actions import create_person
from museion.network.models import Body, Competence

AFTER = SOON + timedelta(days=3)
SignIn = Callable[[Account], Client]


@pytest.fixture
def course(committee: Body, operator: Actor, now: datetime) -> Event:
    event = make_event(committee, operator, now, type="training", titles={"en": "Course", "fr": "Formation"})
    open_booking(event, operator, now, places=5)
    return event


def list_outcomes(event: Event, *scans: Scan, actor: Actor, at: datetime) -> list[str]:
    return [one.outcome.value for one in record_scans(event, scans, actor=actor, at=at)]


def test_a_scan_told_twice_by_two_devices_counts_once(course: Event, operator: Actor, now: datetime) -> None:
    held = sign_up(course, "Ada", now)
    session = create_session(course, {"titles": {"en": "Day one"}}, actor=operator, at=now)
    door, desk = Scan(held.token, device="door"), Scan(held.token, device="desk")
    assert list_outcomes(course, door, desk, actor=operator, at=SOON) == ["new", "known"]
    room = Scan(held.token, session.key, SOON, "room")
    assert list_outcomes(course, room, room, actor=operator, at=SOON) == ["new", "known"]
    assert Attendance.objects.count() == 2
    assert list_outcomes(course, Scan("nobody"), Scan(held.token, "xs9999999"), actor=operator, at=SOON) == [
        "unknown",
        "unknown",
    ]


def test_a_device_that_was_offline_merges_without_counting_double(
    course: Event, editor: Account, member: Account, sign_in: SignIn, now: datetime
) -> None:
    people = [sign_up(course, f"Person {number}", now) for number in range(3)]
    site = sign_in(editor)
    kept = site.get(f"/events/{course.key}/manage/check-in.json").json()["people"]
    assert set(kept) == {person.token for person in people}
    scans = [{"token": person.token, "session": "", "at": SOON.isoformat(), "device": "tablet"} for person in people]
    for _turn in range(2):  # the line failed before the answer came: the device sends everything again
        answer = site.post(f"/events/{course.key}/manage/scans", {"scans": scans}, content_type="application/json")
    assert answer.json()["came"] == 3
    assert {one["outcome"] for one in answer.json()["checked"]} == {"known"}
    assert site.post(f"/events/{course.key}/manage/scans", b"[1]", content_type="application/json").status_code == 400
    assert sign_in(member).get(f"/events/{course.key}/manage/check-in.json").status_code == 403


def test_who_is_not_confirmed_does_not_come_in(course: Event, operator: Actor, now: datetime) -> None:
    save_booking(course, {"needs_approval": True}, actor=operator, at=now)
    asked = sign_up(course, "Ada", now)
    assert list_outcomes(course, Scan(asked.token), actor=operator, at=SOON) == ["not_confirmed"]
    assert not Attendance.objects.exists()


def test_a_code_is_typed_or_scanned_at_the_door(course: Event, editor: Account, sign_in: SignIn, now: datetime) -> None:
    held = sign_up(course, "Zoë Müller", now)
    page = sign_in(editor).post(
        f"/events/{course.key}/manage/check-in",
        {"code": f"https://museion.example/registrations/{held.token}", "session": ""},
    )
    assert "Welcome: <bdi>Zoë Müller</bdi>" in page.content.decode()
    assert Attendance.objects.get().registration == held


def test_who_walks_in_gets_a_place_while_there_is_one(course: Event, operator: Actor, now: datetime) -> None:
    save_booking(course, {"places": 1}, actor=operator, at=now)
    assert admit_walk_in(course, Applicant("Ada", "ada@people.example"), actor=operator, at=SOON).state == "confirmed"
    assert Registration.objects.get().is_walk_in
    with pytest.raises(EventError):
        admit_walk_in(course, Applicant("Bao", "bao@people.example"), actor=operator, at=SOON)
    assert Registration.objects.count() == 1


def test_badges_and_programme_are_papers_with_names(
    course: Event, editor: Account, sign_in: SignIn, now: datetime
) -> None:
    for name in ("Zoë Müller", "رانيا حداد", "李梅"):
        sign_up(course, name, now, institution="Musée de la Mer", country="SN")
    paper = sign_in(editor).get(f"/events/{course.key}/badges.pdf").content
    text = pypdfium2.PdfDocument(io.BytesIO(paper))[0].get_textpage().get_text_range()
    assert "Zoë Müller" in text
    assert "Senegal" in text
    assert Client().get(f"/events/{course.key}/badges.pdf").status_code == 403


def earn(course: Event, operator: Actor, now: datetime) -> tuple[Registration, Registration]:
    """Ada sees both days, Bao one of them."""
    days = [
        create_session(course, {"titles": {"en": name}, "minutes": 300}, actor=operator, at=now) for name in ("1", "2")
    ]
    ada, bao = (sign_up(course, name, now) for name in ("Ada", "Bao"))
    scans = [Scan(ada.token, day.key) for day in days] + [Scan(bao.token, days[0].key)]
    record_scans(course, scans, actor=operator, at=SOON)
    return ada, bao


def test_a_certificate_is_earned_signed_checked_and_revoked(
    course: Event, operator: Actor, registrar: Account, editor: Account, now: datetime
) -> None:
    ada, _bao = earn(course, operator, now)
    save_rule(course, {"kind": "attendance", "least_percent": 75, "hours": 10}, actor=operator, at=now)
    with pytest.raises(EventError):
        issue_certificates(course, actor=operator, at=now)
    with pytest.raises(NotAllowedError):
        issue_certificates(course, actor=make_actor(editor), at=AFTER)
    (certificate,) = issue_certificates(course, actor=make_actor(registrar), at=AFTER)
    assert certificate.registration == ada
    assert issue_certificates(course, actor=operator, at=AFTER) == []
    proof = check(certificate.statement, list_public_keys())
    assert (proof.finding, proof.statement["name"]) == (Finding.GENUINE, "Ada")
    assert "Ada" not in "".join(str(line.after) for line in JournalLine.objects.all())
    public = Client()
    assert "Genuine" in public.get(f"/certificates/{certificate.token}").content.decode()
    revoke_certificate(certificate, "Issued to the wrong person", actor=operator, at=AFTER)
    page = public.get(f"/certificates/{certificate.token}").content.decode()
    assert "Revoked" in page
    assert "wrong person" in page
    assert public.get(f"/certificates/{certificate.token}.pdf").status_code == 410
    assert CertificateRule.objects.get().least_percent == 75


def test_a_certificate_that_is_guessed_shows_nobody(course: Event, operator: Actor, now: datetime) -> None:
    earn(course, operator, now)
    save_rule(course, {"kind": "attendance"}, actor=operator, at=now)
    for certificate in issue_certificates(course, actor=operator, at=AFTER):
        for address in (
            certificate.url,
            f"/certificates/{certificate.key}",
            f"/certificates/{certificate.token[::-1]}",
        ):
            response = Client().get(address)
            assert response.status_code == 404
            assert certificate.name not in response.content.decode()


def test_the_paper_of_a_certificate_shows_every_change(course: Event, operator: Actor, now: datetime) -> None:
    earn(course, operator, now)
    save_rule(course, {"kind": "attendance", "least_percent": 75}, actor=operator, at=now)
    (certificate,) = issue_certificates(course, actor=operator, at=AFTER)
    paper = Client().get(f"/certificates/{certificate.token}.pdf").content

    def ask(content: bytes) -> str:
        file = SimpleUploadedFile("certificate.pdf", content)
        return Client().post("/certificates/check", {"file": file}).content.decode()

    assert "still stands" in ask(paper)
    assert "changed after it was issued" in ask(paper.replace(b"%PDF-1.", b"%PDF-2."))
    assert "bears no seal" in ask(b"%PDF-1.7 other")


def test_training_reaches_the_record_of_the_person_and_leaves_it_with_the_certificate(
    course: Event, operator: Actor, now: datetime
) -> None:
    ada, _bao = earn(course, operator, now)
    person = create_person({"name": "Ada", "is_deployable": True}, actor=operator, at=now)
    link_person(ada, person, actor=operator, at=now)
    rule: dict[str, Any] = {"kind": "training", "least_percent": 75, "competence": make_concept(now), "valid_years": 3}
    save_rule(course, rule, actor=operator, at=now)
    (certificate,) = issue_certificates(course, actor=operator, at=AFTER)
    competence = Competence.objects.get()
    assert competence.evidence_key == certificate.key
    assert competence.gained_date == course.ends_at.date()
    assert list(person.specialities.values_list("uri", flat=True)) == ["urn:skills:salvage"]
    revoke_certificate(certificate, "Not there on day two", actor=operator, at=AFTER)
    assert not person.specialities.exists()


def test_minutes_count_who_was_there_and_stand_once_approved(
    course: Event, operator: Actor, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    here = sign_up(course, "Ada", now, country="SN", is_listed=True)
    sign_up(course, "Bao", now, country="VN", is_listed=True)
    record_scans(course, [Scan(here.token)], actor=operator, at=SOON)
    save_minutes(course, {"fr": "La séance est ouverte."}, actor=operator, at=now)
    minutes = approve_minutes(course, actor=operator, at=AFTER)
    assert minutes.attendance["people"] == 1
    assert [one["name"] for one in minutes.attendance["listed"]] == ["Ada"]
    with pytest.raises(EventError):
        save_minutes(course, {"fr": "Autre chose."}, actor=operator, at=AFTER)
    assert Minutes.objects.get().texts == {"fr": "La séance est ouverte."}
    values = {"number": "2026/1", "titles": {"en": "Wet paper"}, "texts": {"en": "Be it resolved."}, "votes_for": 12}
    resolution = add_resolution(course, values, actor=operator, at=AFTER)
    with pytest.raises(EventError):
        add_resolution(course, values, actor=operator, at=AFTER)
    taken: list[resolutions.Adopted] = []
    monkeypatch.setattr(
        resolutions, "RESOLUTION_TAKERS", [lambda adopted, *, actor, at: taken.append(adopted) or "r12345678"]
    )
    assert hand_over(resolution, actor=operator, at=AFTER) == "r12345678"
    assert (taken[0].number, taken[0].votes_for, taken[0].event_key) == ("2026/1", 12, course.key)
    assert AdoptedResolution.objects.get().taken_key == "r12345678"


def test_a_survey_is_answered_once_and_tells_nobody_apart(
    course: Event, operator: Actor, editor: Account, sign_in: SignIn, now: datetime
) -> None:
    questions = [
        {"name": "overall", "kind": "rating", "labels": {"en": "Overall", "fr": "En tout"}, "is_required": True},
        {"name": "note", "kind": "text", "labels": {"en": "Anything else?"}},
    ]
    survey = save_survey(course, questions, is_open=True, actor=operator, at=now)
    people = [sign_up(course, f"Person {number}", now) for number in range(3)]
    site = Client()
    assert site.post(f"/registrations/{people[0].token}/survey", {}).status_code == 422
    assert (
        site.post(f"/registrations/{people[0].token}/survey", {"q-overall": "5", "q-note": "Gracias"}).status_code
        == 302
    )
    assert site.post(f"/registrations/{people[0].token}/survey", {"q-overall": "1"}).status_code == 422
    answer_survey(people[1], {"overall": 4})
    assert sum_up(survey) == []
    answer_survey(people[2], {"overall": 4})
    overall, note = sum_up(survey)
    assert overall.average == 4.33
    assert [count for _label, count in overall.bars] == [1, 2, 0, 0, 0]
    assert note.texts == ["Gracias"]
    stored = "".join(answer.voice + str(answer.answers) for answer in SurveyAnswer.objects.all())
    assert not any(person.token in stored or person.name in stored for person in people)
    assert "Gracias" in sign_in(editor).get(f"/events/{course.key}/manage/survey").content.decode()
    with pytest.raises(EventError):
        save_survey(course, questions[:1], is_open=True, actor=operator, at=now)
    assert Survey.objects.get().is_open


@pytest.mark.parametrize(
    "page",
    [
        "manage",
        "edit",
        "manage/registrations",
        "manage/form",
        "manage/call",
        "manage/proposals",
        "schedule",
        "manage/check-in",
        "manage/minutes",
        "manage/certificates",
        "manage/survey",
    ],
)
def test_every_page_of_the_organisers_opens_to_them_alone(
    page: str, course: Event, editor: Account, member: Account, sign_in: SignIn, now: datetime
) -> None:
    sign_up(course, "Ada", now)
    assert sign_in(editor).get(f"/events/{course.key}/{page}").status_code == 200
    assert sign_in(member).get(f"/events/{course.key}/{page}").status_code == 403
    assert Client().get(f"/events/{course.key}/{page}").status_code == 403
