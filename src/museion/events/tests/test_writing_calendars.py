"""iCalendar out: another library reads what was meant; lines are folded, zones described, cancellations told."""

from datetime import UTC, datetime, timedelta

import vobject
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from museion.core.access import Actor
from museion.core.http.asking import make_actor
from museion.core.models import Account
from museion.core.saving import withdraw_records
from museion.events.actions.events import cancel_event, update_event
from museion.events.formats.ical.reader import read_calendar
from museion.events.formats.ical.text import escape, fold, unescape
from museion.events.formats.ical.writer import FeedEvent, write_calendar
from museion.events.formats.zones import list_zones
from museion.events.models import Event
from museion.events.tests.cast import JUNE, SOON, make_event
from museion.network.models import Body

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200).map(str.strip).filter(bool)


def make(**values: object) -> FeedEvent:
    told: dict[str, object] = {
        "uid": "v1@museion",
        "url": "https://museion.example/id/v1",
        "summary": "Réunion; à Dakar, demain",
        "language": "fr",
        "begins_at": JUNE,
        "ends_at": JUNE + timedelta(hours=2),
        "zone": "Africa/Dakar",
        "changed_at": JUNE,
        "created_at": JUNE,
    }
    return FeedEvent(**(told | values))  # type: ignore[arg-type]


@settings(max_examples=60)
@given(TEXT, st.sampled_from(list_zones()), st.integers(631_152_000, 2_208_988_800))
def test_another_library_reads_the_same_text_and_moment(text: str, zone: str, seconds: int) -> None:
    begins_at = datetime.fromtimestamp(seconds, UTC)
    content = write_calendar(
        [make(summary=text, zone=zone, begins_at=begins_at, ends_at=begins_at)], name="x", language="fr"
    )
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    (event,) = read_calendar(content).events
    assert event.begins.at == begins_at
    assert event.summaries["fr"] == text
    other = vobject.readOne(content.decode("utf-8")).vevent
    assert other.summary.value.strip() == text


def test_a_whole_day_is_written_as_days() -> None:
    begins_at = datetime(2026, 5, 17, 22, tzinfo=UTC)  # midnight in Paris
    event = make(zone="Europe/Paris", begins_at=begins_at, ends_at=begins_at + timedelta(days=1), is_all_day=True)
    content = write_calendar([event], name="x", language="fr").decode()
    assert "DTSTART;VALUE=DATE:20260518\r\n" in content
    assert "DTEND;VALUE=DATE:20260519\r\n" in content


def test_a_feed_speaks_the_language_of_its_address_and_follows_changes(
    committee: Body, registrar: Account, now: datetime
) -> None:
    actor = make_actor(registrar)
    event = make_event(committee, actor, now)
    event = update_event(event, {"ends_at": SOON + timedelta(hours=9)}, actor=actor, at=now)
    cancel_event(event, {"fr": "Inondation de la salle"}, actor=actor, at=now)
    content = Client().get("/events.ics?lang=ar").content.decode().replace("\r\n ", "")
    assert "SUMMARY;LANGUAGE=ar:ورشة: إنقاذ الورق المبلل" in content
    # No Arabic reason was given: the fallback says which language it is in.
    assert "DESCRIPTION;LANGUAGE=fr:Inondation de la salle" in content
    assert "STATUS:CANCELLED" in content
    assert "SEQUENCE:2" in content
    assert "TZID:Africa/Dakar" in content
    assert "online" not in content.lower()


def test_the_feed_of_one_event_hangs_on_its_address(committee: Body, operator: Actor, now: datetime) -> None:
    event = make_event(committee, operator, now, online_url="https://meet.example/secret", format="hybrid")
    response = Client().get(f"{event.url}.ics")
    assert response.headers["Content-Type"].startswith("text/calendar")
    assert f"UID:{event.key}@museion".encode() in response.content
    assert b"secret" not in response.content


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('\\\n;,:"^'), max_size=300))
def test_no_sign_of_a_text_is_lost_between_writing_and_reading(text: str) -> None:
    assert unescape(escape(text)) == text


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=400).map(escape))
def test_lines_are_folded_where_no_character_is_cut(text: str) -> None:
    lines = fold(f"SUMMARY:{text}").split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert [line.decode() for line in lines][-1] == ""
    assert b"".join([lines[0], *(line[1:] for line in lines[1:])]).decode() == f"SUMMARY:{text}"


def test_the_library_reads_every_property_of_an_event() -> None:
    event = make(
        description="Chemin C:\\new, puis ; la salle « A »\nÀ bientôt",
        description_language="fr",
        location="Maison des musées, Dakar",
        position=(14.69, -17.44),
        organizer='Comité "Sénégal": musées',
        organizer_email="contact@people.example",
        categories=("Papier, mouillé", "eau"),
        sequence=3,
    )
    content = write_calendar([event, make(uid="v2@museion", zone="UTC")], name="Événements", language="fr")
    first, second = Calendar.from_ical(content).walk("VEVENT")
    assert str(first["SUMMARY"]) == "Réunion; à Dakar, demain"
    assert first["SUMMARY"].params["LANGUAGE"] == "fr"
    assert first["ORGANIZER"].params["CN"] == 'Comité "Sénégal": musées'
    assert first.decoded("DTSTART").utcoffset() == timedelta()
    assert (first.decoded("SEQUENCE"), second.decoded("DTSTART")) == (3, JUNE)
    assert (first["GEO"].latitude, first["GEO"].longitude) == (14.69, -17.44)
    (read, _other) = read_calendar(content).events
    assert read.descriptions["fr"] == "Chemin C:\\new, puis ; la salle « A »\nÀ bientôt"
    assert read.categories == ("Papier, mouillé", "eau")


def test_a_feed_is_sent_again_only_when_something_changed(
    committee: Body, operator: Actor, now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    event = make_event(committee, operator, now)
    first = Client().get("/events.ics?lang=fr")
    etag = first.headers["ETag"]
    with django_assert_max_num_queries(5):
        again = Client().get("/events.ics?lang=fr", headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert Client().get("/events.ics?lang=es", headers={"if-none-match": etag}).status_code == 200
    update_event(event, {"titles": {"fr": "Sauver le papier"}}, actor=operator, at=now + timedelta(days=1))
    changed = Client().get("/events.ics?lang=fr", headers={"if-none-match": etag})
    assert b"Sauver le papier" in changed.content
    assert changed.headers["ETag"] != etag
    withdraw_records(Event, [event.key], kind="event", actor=operator, at=now, reason="entered twice")
    assert b"VEVENT" not in Client().get("/events.ics?lang=fr").content
