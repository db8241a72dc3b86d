"""From a request for people to the team that comes: calls in waves, answers by link, nobody asked twice, nothing sent twice."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from museion.core.access import Actor, NotAllowedError
from museion.core.http.asking import make_actor
from museion.core.messages import get_messages_in_doubt, queue_message, send_due_messages
from museion.core.models import Account, JournalLine, OutgoingMessage
from museion.core.testing.home import make_home_environment
from museion.network.models import Person
from museion.response.actions.calling import CallOverError, advance_mobilisations, answer_call
from museion.response.actions.messages import send_again
from museion.response.actions.mobilisations import create_mobilisation, stand_down, start_calling
from museion.response.letters import make_call_token
from museion.response.models import AvailabilityPeriod, Call, Mission, Mobilisation, RosterEntry
from museion.response.queries.mobilisations import get_board
from museion.response.queries.roster import get_roster
from museion.response.requests import InvalidRequestError, read_request
from museion.response.terms import CallState, MobilisationState
from museion.response.tests.called_people import REQUEST, make_people
from museion.response.tests.standing import lose_standing


@pytest.fixture
def desk(officer: Account) -> Actor:
    return make_actor(officer)


@pytest.fixture
def people(db: None, operator: Actor, now: datetime) -> list[Person]:
    return make_people(operator, now)


@pytest.fixture
def people_today(db: None, operator: Actor) -> list[Person]:
    """For pages, which ask the clock on the wall."""
    return make_people(operator, timezone.now())


@pytest.fixture
def mobilisation(people: list[Person], desk: Actor, now: datetime) -> Mobilisation:
    return create_mobilisation(read_request(REQUEST), answer_minutes=30, actor=desk, at=now)


def _answer(mobilisation: Mobilisation, state: CallState, *, at: datetime, seat: str = "") -> None:
    for call in mobilisation.calls.filter(state=CallState.SENT):
        if not seat or call.seat == seat:
            answer_call(call, state, at=at)


def test_the_answer_names_the_best_team_and_why_before_anybody_is_asked(mobilisation: Mobilisation) -> None:
    assert mobilisation.answer["is_met"]
    best = mobilisation.answer["teams"][0]["members"]
    assert {member["name"] for member in best} == {"Inés Quispe", "Ana Huamán", "Rosa Ccori"}
    assert all(reason["fact"] for member in best for reason in member["reasons"])
    assert len(mobilisation.answer["teams"]) == 3
    assert not Call.objects.exists()
    assert not OutgoingMessage.objects.exists()


def test_who_else_fits_each_seat_is_listed_with_the_reasons(
    mobilisation: Mobilisation, officer: Account, sign_in: Callable[[Account], Client]
) -> None:
    seats = [seat["name"] for seat in mobilisation.request["seats"]]
    lists = mobilisation.answer["shortlists"]
    assert [listed["seat"] for listed in lists] == seats
    scores = [person["score"] for person in lists[0]["people"]]
    assert scores == sorted(scores, reverse=True)
    in_team = {member["name"] for member in mobilisation.answer["teams"][0]["members"]}
    others = [person for person in lists[0]["people"] if person["name"] not in in_team]
    page = sign_in(officer).get(f"/mobilisations/{mobilisation.key}").content.decode()
    assert others
    assert all(person["name"] in page for person in others)


def test_a_wave_is_asked_and_filled(mobilisation: Mobilisation, desk: Actor, now: datetime) -> None:
    start_calling(mobilisation, actor=desk, at=now)
    board = get_board(mobilisation)
    assert (board.needed, board.accepted, board.waiting) == (3, 0, 3)
    assert send_due_messages(now) == 3
    assert len(mail.outbox) == 3
    assert "¿" not in mail.outbox[0].subject
    _answer(mobilisation, CallState.ACCEPTED, at=now + timedelta(minutes=5))
    advance_mobilisations(now + timedelta(minutes=5))
    mobilisation.refresh_from_db()
    assert mobilisation.state == MobilisationState.FILLED
    assert Mission.objects.filter(mobilisation=mobilisation, ends_date=None).count() == 3


def test_who_declines_or_is_silent_is_followed_by_the_next_best_and_nobody_is_asked_twice(
    mobilisation: Mobilisation, desk: Actor, now: datetime
) -> None:
    start_calling(mobilisation, actor=desk, at=now)
    coordination = mobilisation.request["seats"][1]["name"]
    _answer(mobilisation, CallState.DECLINED, at=now + timedelta(minutes=3), seat=coordination)
    advance_mobilisations(now + timedelta(minutes=3))
    assert mobilisation.calls.filter(seat=coordination, state=CallState.SENT).count() == 1
    later = now + timedelta(minutes=31)
    advance_mobilisations(later)
    mobilisation.refresh_from_db()
    assert mobilisation.wave == 3
    assert mobilisation.calls.filter(state=CallState.TIMED_OUT).count() == 2
    called = list(mobilisation.calls.values_list("person__key", flat=True))
    assert len(called) == len(set(called)) == 6
    assert (get_board(mobilisation).accepted, get_board(mobilisation).waiting) == (0, 3)


def test_a_clock_that_ran_ahead_lets_nobody_wait_for_years(
    mobilisation: Mobilisation, desk: Actor, now: datetime
) -> None:
    start_calling(mobilisation, actor=desk, at=now + timedelta(days=1))
    advance_mobilisations(now)
    mobilisation.refresh_from_db()
    assert mobilisation.calls.filter(state=CallState.TIMED_OUT).count() == 3
    assert set(mobilisation.calls.filter(state=CallState.SENT).values_list("due_at", flat=True)) == {
        now + timedelta(minutes=30)
    }
    advance_mobilisations(now - timedelta(minutes=2))
    assert mobilisation.calls.filter(state=CallState.TIMED_OUT).count() == 3, (
        "clocks of two machines may differ a little"
    )


def test_when_nobody_is_left_the_desk_is_told_so(mobilisation: Mobilisation, desk: Actor, now: datetime) -> None:
    start_calling(mobilisation, actor=desk, at=now)
    for minutes in (31, 62, 93):
        advance_mobilisations(now + timedelta(minutes=minutes))
    mobilisation.refresh_from_db()
    assert mobilisation.state == MobilisationState.EXHAUSTED
    late = mobilisation.calls.filter(state=CallState.TIMED_OUT).first()
    assert late is not None
    answer_call(late, CallState.ACCEPTED, at=now + timedelta(minutes=99))
    mobilisation.refresh_from_db()
    assert mobilisation.state == MobilisationState.CALLING
    assert get_board(mobilisation).accepted == 1


def test_a_seat_is_taken_once(mobilisation: Mobilisation, desk: Actor, now: datetime) -> None:
    start_calling(mobilisation, actor=desk, at=now)
    seat = mobilisation.request["seats"][1]["name"]
    first = mobilisation.calls.get(seat=seat)
    advance_mobilisations(now + timedelta(minutes=31))
    second = mobilisation.calls.get(seat=seat, state=CallState.SENT)
    answer_call(second, CallState.ACCEPTED, at=now + timedelta(minutes=32))
    with pytest.raises(CallOverError):
        answer_call(first, CallState.ACCEPTED, at=now + timedelta(minutes=33))


def test_who_falls_ill_after_the_team_was_complete_is_replaced(
    mobilisation: Mobilisation, desk: Actor, now: datetime
) -> None:
    start_calling(mobilisation, actor=desk, at=now)
    _answer(mobilisation, CallState.ACCEPTED, at=now)
    advance_mobilisations(now)
    ill = mobilisation.calls.filter(state=CallState.ACCEPTED).first()
    assert ill is not None
    answer_call(ill, CallState.DECLINED, note="fiebre", at=now + timedelta(hours=1))
    advance_mobilisations(now + timedelta(hours=1))
    mobilisation.refresh_from_db()
    assert mobilisation.state == MobilisationState.CALLING
    assert mobilisation.calls.filter(seat=ill.seat, state=CallState.SENT).count() == 1


def test_stand_down_tells_everybody_and_remembers_the_mission(
    mobilisation: Mobilisation, desk: Actor, now: datetime
) -> None:
    start_calling(mobilisation, actor=desk, at=now)
    _answer(mobilisation, CallState.ACCEPTED, at=now)
    advance_mobilisations(now)
    mobilisation.refresh_from_db()
    end = now + timedelta(days=9)
    stand_down(mobilisation, actor=desk, at=end)
    entries = list(RosterEntry.objects.all())
    assert len(entries) == 3
    assert {entry.last_mission_date for entry in entries} == {end.date()}
    assert all(entry.hazards == {"FL": 1} for entry in entries)
    assert OutgoingMessage.objects.filter(send_key__startswith="stand-down").count() == 3


def test_opening_a_link_answers_nothing_and_a_tap_does(mobilisation: Mobilisation, desk: Actor, now: datetime) -> None:
    start_calling(mobilisation, actor=desk, at=now)
    call = mobilisation.calls.select_related("person").first()
    assert call is not None
    address = f"/calls/{make_call_token(mobilisation.key, call.person.key)}"
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(f"{address}?answer=accept")
    assert page.headers["Cache-Control"] == "private, no-store"
    call.refresh_from_db()
    assert call.state == CallState.SENT
    browser.post(address, {"answer": "propose", "note": "Mañana por la tarde"})
    call.refresh_from_db()
    assert (call.state, call.note) == (CallState.PROPOSED, "Mañana por la tarde")
    assert browser.get("/calls/guessed").status_code == 404


def test_the_desk_follows_the_board_in_a_browser(
    people_today: list[Person], desk: Actor, officer: Account, member: Account, sign_in: Callable[[Account], Client]
) -> None:
    mobilisation = create_mobilisation(read_request(REQUEST), actor=desk, at=timezone.now())
    browser = sign_in(officer)
    address = f"/mobilisations/{mobilisation.key}"
    assert "Inés Quispe" in browser.get(address).content.decode()
    browser.post(f"{address}/call")
    board = browser.get(f"{address}/board").content.decode()
    assert 'hx-trigger="every' in board
    assert "<strong>3</strong> needed" in board
    assert sign_in(member).get(address).status_code == 403
    assert sign_in(member).get(f"{address}/board").status_code == 403
    browser.post(f"{address}/stand-down")
    assert "hx-trigger" not in browser.get(f"{address}/board").content.decode()


def test_the_form_makes_the_request_and_says_what_is_wrong_with_one(
    people_today: list[Person], officer: Account, sign_in: Callable[[Account], Client]
) -> None:
    browser = sign_in(officer)
    paper = read_request(REQUEST).seats[0].skill
    form = {
        "title": "Lima",
        "country": "PE",
        "latitude": "-12.05",
        "longitude": "-77.04",
        "within_hours": "48",
        "days": "5",
    }
    refused = browser.post("/mobilisations/new", form)
    assert refused.status_code == 422
    assert "seats" in refused.content.decode()
    made = browser.post("/mobilisations/new", form | {"skill-0": paper, "count-0": "2", "language-0": "es"})
    assert made.status_code == 302
    assert Mobilisation.objects.get().answer["is_met"]


def test_who_is_not_of_the_desk_calls_nobody(mobilisation: Mobilisation, member: Account, now: datetime) -> None:
    with pytest.raises(NotAllowedError):
        start_calling(mobilisation, actor=make_actor(member), at=now)


def test_a_person_without_e_mail_is_telephoned(operator: Actor, desk: Actor, now: datetime) -> None:
    make_people(operator, now, email=False)
    mobilisation = create_mobilisation(read_request(REQUEST), actor=desk, at=now)
    start_calling(mobilisation, actor=desk, at=now)
    assert not OutgoingMessage.objects.exists()
    assert get_board(mobilisation).lines[0].address


def test_with_nobody_free_the_answer_says_what_is_missing(people: list[Person], desk: Actor, now: datetime) -> None:
    later = now + timedelta(days=59)
    mobilisation = create_mobilisation(read_request(REQUEST), actor=desk, at=later)
    assert not mobilisation.answer["is_met"]
    assert mobilisation.answer["missing"]["seats"]
    assert mobilisation.answer["counts"][0]["with_skill"] == 4
    assert mobilisation.answer["counts"][0]["free"] == 0
    start_calling(mobilisation, actor=desk, at=later)
    assert mobilisation.state == MobilisationState.EXHAUSTED


def test_the_roster_is_read_anew_when_somebodys_entry_changed(
    people: list[Person], operator: Actor, now: datetime
) -> None:
    assert AvailabilityPeriod.objects.count() == len(people)
    held = get_roster()
    assert get_roster() is held
    later = now + timedelta(seconds=1)
    lose_standing(people[0], actor=operator, at=later)
    assert get_roster() is not held
    assert not get_roster().in_good_standing[get_roster().positions[people[0].key]]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"seats": []}, "seats"),
        ({"country": "Peru"}, "country"),
        ({"latitude": 200}, "latitude"),
        ({"seats": [{"skill": "alchemy"}]}, "seats.0.skill"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_request_is_refused_with_the_place_of_the_fault(
    people: list[Person], change: dict[str, object], place: str
) -> None:
    with pytest.raises(InvalidRequestError, match=place):
        read_request(REQUEST | change)


def test_a_message_of_one_key_exists_once(db: None, now: datetime) -> None:
    for _ in range(2):
        queue_message("call a b", to_address="a@people.example", subject="x", body="y", language="es", at=now)
    assert OutgoingMessage.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMessage.objects.create(send_key="call a b", to_address="a@people.example", made_at=now)


def test_what_may_have_gone_out_waits_for_the_desk(db: None, desk: Actor, now: datetime) -> None:
    message = queue_message("call a b", to_address="a@people.example", subject="x", body="y", language="es", at=now)
    OutgoingMessage.objects.filter(pk=message.pk).update(attempts=1)
    assert send_due_messages(now + timedelta(hours=1)) == 0
    assert list(get_messages_in_doubt()) == [message]
    send_again(message, actor=desk, at=now)
    assert send_due_messages(now + timedelta(hours=1)) == 1
    assert len(mail.outbox) == 1
    lines = JournalLine.objects.count()
    send_again(message, actor=desk, at=now)
    assert (JournalLine.objects.count(), send_due_messages(now + timedelta(hours=2))) == (lines, 0), "it is out"


def test_a_mail_server_that_is_away_is_tried_again(db: None, now: datetime, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # type: ignore[attr-defined]
    message = queue_message("call a b", to_address="a@people.example", subject="x", body="y", language="es", at=now)
    send_due_messages(now)
    message.refresh_from_db()
    assert "Error" in message.problem
    assert send_due_messages(now) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    assert send_due_messages(now + timedelta(minutes=5)) == 1
    message.refresh_from_db()
    assert message.sent_at


_WRITE = """
import django; django.setup()
from django.utils import timezone
from museion.cli.home import prepare_home
from museion.core.messages import queue_message
prepare_home()
for n in range(60):
    queue_message(f"call m{n} p{n}", to_address=f"p{n}@people.example", subject="x", body="y", language="es", at=timezone.now())
"""
_SEND = """
import django; django.setup()
from django.utils import timezone
from museion.core.messages import send_due_messages
print("ready", flush=True)
while send_due_messages(timezone.now()): pass
"""


def test_a_worker_that_is_killed_while_sending_sends_nothing_twice(tmp_path: Path) -> None:
    environment = make_home_environment(tmp_path)
    subprocess.run([sys.executable, "-c", _WRITE], env=environment, check=True, timeout=120)
    folder = tmp_path / "mail"
    for _ in range(2):
        sender = subprocess.Popen([sys.executable, "-c", _SEND], env=environment, stdout=subprocess.PIPE)
        assert sender.stdout is not None
        sender.stdout.readline()
        before = _count_sent(folder)
        while sender.poll() is None and _count_sent(folder) < before + 8:
            time.sleep(0.005)
        os.kill(sender.pid, signal.SIGKILL)
        sender.wait()
    subprocess.run([sys.executable, "-c", _SEND], env=environment, check=True, timeout=120, stdout=subprocess.DEVNULL)
    sent = [line for path in folder.iterdir() for line in path.read_text().splitlines() if line.startswith("To: ")]
    assert len(sent) == len(set(sent))
    assert len(sent) >= 58


def _count_sent(folder: Path) -> int:
    texts = (path.read_text() for path in folder.iterdir()) if folder.exists() else ()
    return sum(text.count("To: ") for text in texts)


def test_the_command_prints_one_document(
    people: list[Person], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from museion.cli.mobilise import mobilise  # the command needs the settings, which pytest makes first

    path = tmp_path / "request.json"
    path.write_text(json.dumps(REQUEST))
    mobilise(path, as_json=True)
    document = json.loads(capsys.readouterr().out)
    assert {"is_met", "teams", "missing", "counts"} <= document.keys()
