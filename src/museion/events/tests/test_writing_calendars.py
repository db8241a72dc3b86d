"""iCalendar out: another library reads what was meant; lines are folded, zones described, cancellations told."""

from datetime import UTC, datetime, timedelta

import vobject
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from museion.core.access import Actor
from museion.core.http.asking import make_actor
from museion.core.models import Account
from museion.events.actions.events import cancel_event, update_event
from museion.events.formats.ical.reader import read_calendar
from museion.events.formats.ical.writer import FeedEvent, write_calendar
from museion.events.formats.zones import list_zones
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


@settings(max_examples=60, deadline=None)
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
