"""Registering: capacity, waiting list, approval, groups, consent, and what nobody else may read."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError
from django.test import Client

from museion.core.access import Actor, NotAllowedError
from museion.core.http.asking import make_actor
from museion.core.models import Account, JournalLine, OutgoingMessage
from museion.core.signing.keys import list_public_keys
from museion.core.signing.statements import Finding, check_file
from museion.events.actions.bookings import save_booking
from museion.events.actions.registrations import (
    AlreadyRegisteredError,
    Applicant,
    approve_registration,
    cancel_registration,
    forget_needs,
    register,
    remind_participants,
)
from museion.events.formats.questions import InvalidQuestionError, read_answers, read_questions
from museion.events.models import Booking, Event, Registration, SpecialNeed
from museion.events.problems import EventError
from museion.events.tests.cast import SOON, make_event, open_booking, sign_up
from museion.network.actions import create_person
from museion.network.actions.membership import link_account
from museion.network.models import Body

VISITOR = Actor(name="visitor")
FORM = {"name": "Rania Haddad", "email": "rania@people.example", "consent": "1"}


@pytest.fixture
def workshop(committee: Body, operator: Actor, now: datetime) -> Event:
    event = make_event(committee, operator, now)
    open_booking(event, operator, now)
    return event


def list_states(event: Event) -> list[str]:
    return list(Registration.objects.filter(event=event).order_by("id").values_list("state", flat=True))


def test_the_third_of_two_waits_and_moves_up_when_somebody_leaves(workshop: Event, now: datetime) -> None:
    first, _second, third, fourth = (sign_up(workshop, name, now) for name in ("Ada", "Bao", "Chidi", "Dana"))
    assert list_states(workshop) == ["confirmed", "confirmed", "waiting", "waiting"]
    assert cancel_registration(first, actor=VISITOR, at=now)
    assert not cancel_registration(first, actor=VISITOR, at=now)
    assert list_states(workshop) == ["cancelled", "confirmed", "confirmed", "waiting"]
    assert Booking.objects.get().taken == 2
    told = OutgoingMessage.objects.filter(to_address=third.email).order_by("id")
    assert [message.subject.split(":")[0] for message in told] == ["You are on the waiting list", "You are registered"]
    assert OutgoingMessage.objects.filter(to_address=fourth.email).count() == 1


def test_more_places_let_the_longest_waiting_in_and_fewer_than_taken_are_refused(
    workshop: Event, operator: Actor, now: datetime
) -> None:
    for name in ("Ada", "Bao", "Chidi", "Dana"):
        sign_up(workshop, name, now)
    save_booking(workshop, {"places": 3}, actor=operator, at=now)
    assert list_states(workshop) == ["confirmed", "confirmed", "confirmed", "waiting"]
    with pytest.raises(EventError) as caught:
        save_booking(workshop, {"places": 1}, actor=operator, at=now)
    assert caught.value.field == "places"
    assert Booking.objects.get().places == 3
    with pytest.raises(IntegrityError):
        Booking.objects.filter(event=workshop).update(taken=4)


def test_one_address_registers_once_from_however_many_tabs(workshop: Event, now: datetime) -> None:
    held = sign_up(workshop, "Ada", now, email="ada@people.example")
    with pytest.raises(AlreadyRegisteredError):
        sign_up(workshop, "Ada", now, email="ADA@people.example")
    cancel_registration(held, actor=VISITOR, at=now)
    assert sign_up(workshop, "Ada", now, email="ada@people.example").state == "confirmed"


def test_one_form_sent_twice_is_one_registration(workshop: Event) -> None:
    site = Client()
    token = "Zb3kq0vX9rT2mW5yP8sL4g"
    one, two = (site.post(f"/events/{workshop.key}/register", {**FORM, "token": token}) for _tab in range(2))
    assert one.headers["Location"] == two.headers["Location"]
    assert Registration.objects.get().token == token


def test_a_second_tab_with_its_own_form_sends_the_link_again_and_shows_nothing(workshop: Event) -> None:
    site = Client()
    site.post(f"/events/{workshop.key}/register", FORM)
    again = site.post(f"/events/{workshop.key}/register", FORM)
    assert again.status_code == 409
    assert Registration.objects.get().token not in again.content.decode()
    assert OutgoingMessage.objects.filter(send_key__startswith="registration-again").count() == 1


@pytest.mark.parametrize(("left_out", "status"), [("consent", 422), ("name", 422), ("email", 422)])
def test_a_form_without_what_is_needed_is_refused(workshop: Event, left_out: str, status: int) -> None:
    sent = {name: value for name, value in FORM.items() if name != left_out}
    assert Client().post(f"/events/{workshop.key}/register", sent).status_code == status
    assert not Registration.objects.exists()


def test_a_group_is_registered_whole_and_each_gets_a_link(workshop: Event, operator: Actor, now: datetime) -> None:
    save_booking(workshop, {"places": 3}, actor=operator, at=now)
    more = {"more-name": ["李梅", ""], "more-email": ["li.mei@people.example", ""], "institution": "Musée de la Mer"}
    Client().post(f"/events/{workshop.key}/register", {**FORM, **more})
    first, second = Registration.objects.order_by("id")
    assert (second.name, second.institution) == ("李梅", "Musée de la Mer")
    assert first.group
    assert first.group == second.group
    applicants = [Applicant(f"Person {number}", f"p{number}@people.example") for number in range(11)]
    with pytest.raises(EventError):
        register(workshop, applicants, has_consented=True, actor=VISITOR, at=now)


def test_approval_comes_before_a_place(workshop: Event, operator: Actor, member: Account, now: datetime) -> None:
    save_booking(workshop, {"places": 1, "needs_approval": True}, actor=operator, at=now)
    first, second = (sign_up(workshop, name, now) for name in ("Ada", "Bao"))
    assert list_states(workshop) == ["asked", "asked"]
    with pytest.raises(NotAllowedError):
        approve_registration(second, actor=make_actor(member), at=now)
    assert approve_registration(second, actor=operator, at=now) == "confirmed"
    assert approve_registration(first, actor=operator, at=now) == "waiting"


def test_one_registers_between_the_hours_and_not_for_what_is_cancelled(
    workshop: Event, operator: Actor, now: datetime
) -> None:
    save_booking(workshop, {"opens_at": now + timedelta(days=1)}, actor=operator, at=now)
    with pytest.raises(EventError):
        sign_up(workshop, "Ada", now)
    assert sign_up(workshop, "Ada", now, actor=operator).state == "confirmed"
    save_booking(workshop, {"opens_at": None, "closes_at": now}, actor=operator, at=now)
    with pytest.raises(EventError):
        sign_up(workshop, "Bao", now)


def test_needs_are_read_by_organisers_alone_and_erased_afterwards(
    workshop: Event, editor: Account, member: Account, sign_in: Callable[[Account], Client], now: datetime
) -> None:
    held = sign_up(workshop, "Ada", now, diet="no nuts", access="sign language")
    lines = "".join(str(line.after) for line in JournalLine.objects.all())
    for secret in ("Ada", "no nuts", "sign language", held.email):
        assert secret not in lines
    page = Client().get(f"/registrations/{held.token}").content.decode()
    assert "no nuts" not in page
    for address in (f"/events/{workshop.key}/manage/registrations", f"/events/{workshop.key}/manage/registrations.csv"):
        assert Client().get(address).status_code == 403
        assert sign_in(member).get(address).status_code == 403
        assert "no nuts" in sign_in(editor).get(address).content.decode()
    assert forget_needs(SOON + timedelta(days=20)) == 0
    assert forget_needs(SOON + timedelta(days=40)) == 1
    assert not SpecialNeed.objects.exists()


def test_a_table_holds_no_formulas(
    workshop: Event, editor: Account, sign_in: Callable[[Account], Client], now: datetime
) -> None:
    sign_up(workshop, "=HYPERLINK(1)", now)
    table = sign_in(editor).get(f"/events/{workshop.key}/manage/registrations.csv").content.decode()
    assert "'=HYPERLINK(1)" in table


def test_a_letter_of_invitation_is_signed_and_only_for_who_is_confirmed(workshop: Event, now: datetime) -> None:
    confirmed, _other, waiting = (sign_up(workshop, name, now) for name in ("رانيا حداد", "Bao", "Chidi"))
    letter = Client().post(f"/registrations/{confirmed.token}/invitation.pdf", {"passport": "X123"})
    assert letter.content.startswith(b"%PDF")
    proof = check_file(letter.content, list_public_keys())
    assert proof.finding == Finding.GENUINE
    assert proof.statement["event"] == workshop.key
    assert check_file(letter.content.replace(b"%PDF-1", b"%PDF-2"), list_public_keys()).finding == Finding.CHANGED
    refused = Client().post(f"/registrations/{waiting.token}/invitation.pdf", headers={"Accept": "application/json"})
    assert refused.status_code == 409


def test_a_link_that_is_guessed_opens_nothing(workshop: Event, now: datetime) -> None:
    held = sign_up(workshop, "Ada", now)
    assert Client().get(f"/registrations/{held.token[::-1]}").status_code == 404
    assert Client().get(f"/registrations/{held.pk}").status_code == 404


def test_the_event_tells_the_places_that_one_can_register_for(workshop: Event, now: datetime) -> None:
    Event.objects.update(capacity=900)
    site = Client()
    assert "2 (2 free)" in site.get(workshop.url).content.decode()
    sign_up(workshop, "Ada", now)
    for language, told in {"es": "2 (1 libre)", "fr": "2 (1 libre)", "ar": "2 (مكان شاغر واحد)"}.items():
        assert told in site.get(workshop.url, headers={"accept-language": language}).content.decode()
    sign_up(workshop, "Bao", now)
    full = site.get(workshop.url).content.decode()
    assert "<dd>2</dd>" in full
    assert "<dd>900" not in full
    assert "Full: join the waiting list" in full


def test_the_ticket_page_tells_the_place_in_the_queue_and_lets_go(workshop: Event, now: datetime) -> None:
    for name in ("Ada", "Bao"):
        sign_up(workshop, name, now)
    waiting = sign_up(workshop, "Chidi", now)
    site = Client()
    assert "number 1 in the waiting list" in site.get(f"/registrations/{waiting.token}").content.decode()
    site.post(f"/registrations/{waiting.token}", {"do": "cancel"})
    assert list_states(workshop)[-1] == "cancelled"


def test_reminders_go_out_once(workshop: Event, now: datetime) -> None:
    sign_up(workshop, "Ada", now)
    assert remind_participants(SOON - timedelta(days=5)) == 0
    assert remind_participants(SOON - timedelta(days=2)) == 1
    assert remind_participants(SOON - timedelta(days=1)) == 0
    assert OutgoingMessage.objects.filter(send_key__startswith="event-reminder").count() == 1


def test_organisers_put_questions_and_answers_are_checked(
    workshop: Event, editor: Account, sign_in: Callable[[Account], Client]
) -> None:
    built = {
        "rows": "2",
        "places": "5",
        "most_in_group": "10",
        "has_waiting_list": "1",
        "kind-0": "choice",
        "labels-0-en": "Which day?",
        "labels-0-fr": "Quel jour ?",
        "options-0-en": "Monday\nTuesday",
        "options-0-fr": "Lundi\nMardi",
        "required-0": "1",
        "kind-1": "line",
    }
    response = sign_in(editor).post(f"/events/{workshop.key}/manage/form", built)
    assert response.status_code == 302
    (question,) = read_questions(Booking.objects.get().fields)
    assert question.options[1] == {"en": "Tuesday", "fr": "Mardi"}
    page = Client().get(f"/events/{workshop.key}/register", headers={"Accept-Language": "fr"}).content.decode()
    assert "Quel jour ?" in page
    assert Client().post(f"/events/{workshop.key}/register", FORM).status_code == 422
    assert Client().post(f"/events/{workshop.key}/register", {**FORM, "q-q1": "7"}).status_code == 422
    assert Client().post(f"/events/{workshop.key}/register", {**FORM, "q-q1": "1"}).status_code == 302
    assert Registration.objects.get().answers == {"q1": 1}


def test_bad_questions_say_which_and_why() -> None:
    with pytest.raises(InvalidQuestionError) as caught:
        read_questions([{"kind": "line", "labels": {"en": "A"}}, {"kind": "choice", "labels": {"en": "B"}}])
    assert caught.value.place == 2
    questions = read_questions([{"name": "age", "kind": "number", "labels": {"en": "Age"}}])
    assert read_answers(questions, {"age": ["NaN"]}).problems == {"age": "number"}
    assert read_answers(questions, {"age": ["12,5"]}).values == {"age": 12.5}


def test_a_spring_time_that_clocks_skip_is_refused_with_words(
    committee: Body, secretariat: Account, sign_in: Callable[[Account], Client]
) -> None:
    sent = {
        "bodies": committee.key,
        "titles-en": "Board",
        "time_zone": "Europe/Paris",
        "begins_at": "2026-03-29T02:30",
        "ends_at": "2026-03-29T05:00",
    }
    response = sign_in(secretariat).post("/events/new", sent)
    assert response.status_code == 422
    assert "put forward" in response.content.decode()
    made = sign_in(secretariat).post("/events/new", {**sent, "begins_at": "2026-03-29T01:30"})
    assert made.status_code == 302
    event = Event.objects.get()
    # Half past one to five o'clock is two hours and a half that night.
    assert event.ends_at - event.begins_at == timedelta(hours=2, minutes=30)


def test_ones_registrations_are_told_with_ones_data_and_needs_go_with_the_entry(
    workshop: Event, member: Account, operator: Actor, now: datetime, sign_in: Callable[[Account], Client]
) -> None:
    person = create_person({"name": "Ada Sow", "country": "SN"}, actor=operator, at=now)
    link_account(member, person, actor=operator, at=now)
    held = sign_up(workshop, "Ada", now, diet="no nuts")
    Registration.objects.filter(pk=held.pk).update(account=member)
    own = sign_in(member)
    (told,) = own.get("/account/data.json").json()["rooms"]["registrations"]
    assert (told["event__key"], told["need__diet"]) == (workshop.key, "no nuts")
    own.post("/membership/erase", {"name": "Ada Sow"})
    assert not SpecialNeed.objects.exists()
    assert Registration.objects.count() == 1


def test_who_takes_part_sees_the_others_that_agreed_to_it(committee: Body, operator: Actor, now: datetime) -> None:
    event = make_event(committee, operator, now)
    open_booking(event, operator, now, places=3)
    reader = sign_up(event, "Ada Quist", now)
    sign_up(event, "Ousmane Ba", now, institution="Musée du fleuve", is_listed=True)
    sign_up(event, "李静", now)
    waiting = sign_up(event, "Bao Tran", now, is_listed=True)
    page = Client().get(f"/registrations/{reader.token}").content.decode()
    assert "Ousmane Ba" in page
    assert "Musée du fleuve" in page
    assert "李静" not in page
    assert "Bao Tran" not in page, "has no place yet"
    assert "Ousmane Ba" not in Client().get(f"/registrations/{waiting.token}").content.decode()
