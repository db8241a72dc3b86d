"""iCalendar in: every published fixture is used or refused with its line, and broken input ends in words."""

import tarfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from museion.events.formats.ical.events import CalendarEvent
from museion.events.formats.ical.lines import UnreadableCalendarError
from museion.events.formats.ical.reader import ReadCalendar, read_calendar
from museion.events.formats.ical.writer import FeedEvent, write_calendar
from museion.events.formats.zones import get_zone

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
FIXTURES = Path(__file__).parents[5] / "shared" / "data" / "events" / "icalendar-fixtures.tar.gz"
REFUSED = {
    "Index_Error.ics",
    "Type_Error.ics",
    "big_bad_calendar.ics",
    "fuzz_testcase_0_char_in_component_name.ics",
    "fuzz_testcase_invalid_month.ics",
    "pr_480_summary_with_colon.ics",
    "small_bad_calendar.ics",
    "timezone_same_start_and_offset.ics",
}


def read_fixtures() -> list[tuple[str, bytes]]:
    if not FIXTURES.exists():
        pytest.skip(f"{FIXTURES} is not there")
    with tarfile.open(FIXTURES) as archive:
        members = [member for member in archive.getmembers() if member.isfile()]
        return [(Path(member.name).name, archive.extractfile(member).read()) for member in members]  # type: ignore[union-attr]


def wrap(*lines: str) -> bytes:
    body = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""])
    return body.encode()


def test_every_fixture_is_used_or_refused_with_a_line() -> None:
    fixtures = read_fixtures()
    assert len(fixtures) == 198
    refused: set[str] = set()
    events = problems = 0
    for name, content in fixtures:
        try:
            read = read_calendar(content)
        except UnreadableCalendarError as error:
            refused.add(name if error.line > 0 else f"{name} without a line")
            continue
        events += len(read.events)
        problems += len(read.problems)
        assert all(0 < problem.line <= content.count(b"\n") + content.count(b"\r") + 1 for problem in read.problems)
        assert all(event.ends_at >= event.begins.at for event in read.events)
    assert refused == REFUSED
    assert events >= 109
    assert problems >= 70


def test_what_was_read_of_every_fixture_is_the_same_to_another_library_once_written() -> None:
    compared = 0
    for _name, content in read_fixtures():
        with suppress(UnreadableCalendarError):
            events = [event for event in read_calendar(content).events if event.summaries]
            written = write_calendar([describe(event) for event in events], name="x", language="en")
            found = list(icalendar.Calendar.from_ical(written).walk("VEVENT"))
            assert [str(one["SUMMARY"]) for one in found] == [summarise(event) for event in events]
            for one, event in zip(found, events, strict=True):
                there = event.begins.at.astimezone(get_zone(event.begins.zone))
                assert one.decoded("DTSTART") == (there.date() if event.begins.is_day else event.begins.at)
                compared += 1
    assert compared >= 90


def summarise(event: CalendarEvent) -> str:
    return next(iter(event.summaries.values()))


def describe(event: CalendarEvent) -> FeedEvent:
    return FeedEvent(
        uid=event.uid,
        url="https://museion.example/id/v1",
        summary=summarise(event),
        language="en",
        begins_at=event.begins.at,
        ends_at=event.ends_at,
        zone=event.begins.zone,
        changed_at=NOW,
        created_at=NOW,
        is_all_day=event.begins.is_day,
    )


@pytest.mark.parametrize(
    ("lines", "line", "expected"),
    [
        (["SUMMARY:Réunion"], 3, "a DTSTART"),
        (["DTSTART:20260310T090000Z", "DTEND:20260310T080000Z"], 5, "an end after the beginning"),
        (["DTSTART;TZID=Mars/Olympus:20260310T090000"], 4, "no time zone is called “Mars/Olympus”"),
        (["DTSTART:2026-03-10"], 4, "a date or a time"),
        (["DTSTART:20260310T090000Z", "RRULE:FREQ=SECONDLY"], 5, "too often"),
        (["DTSTART:20260310T090000Z", "RRULE:FREQ=NEVER"], 5, "no recurrence rule"),
        (["DTSTART:00010101T000000Z"], 4, "a year from 1583"),
        (["DTSTART:20260310T090000Z", "DURATION:P99999999W"], 5, "a duration"),
    ],
)
def test_an_event_that_cannot_be_used_says_which_line(lines: list[str], line: int, expected: str) -> None:
    (problem,) = read_calendar(wrap(*lines)).problems
    assert problem.line == line
    assert expected in str(problem)


def test_the_rest_of_a_file_goes_on_after_a_bad_event() -> None:
    bad = wrap("SUMMARY:ohne Anfang").decode().replace("END:VCALENDAR\r\n", "")
    good = "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260518\r\nSUMMARY;LANGUAGE=ar:اليوم العالمي للمتاحف\r\nEND:VEVENT\r\nEND:VCALENDAR"
    read = read_calendar((bad + good).encode())
    (event,) = read.events
    assert event.summaries == {"ar": "اليوم العالمي للمتاحف"}
    assert event.begins.is_day
    assert event.ends_at - event.begins.at == timedelta(days=1)
    assert len(read.problems) == 1


def test_zones_that_were_renamed_or_are_windows_names_are_known() -> None:
    for written, meant in (
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("W. Europe Standard Time", "Europe/Berlin"),
    ):
        (event,) = read_calendar(wrap(f"DTSTART;TZID={written}:20260310T090000", "SUMMARY:x")).events
        assert event.begins.zone == meant


def test_a_zone_that_the_file_itself_describes_is_used() -> None:
    zone = "BEGIN:VTIMEZONE\r\nTZID:Committee\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0300\r\nTZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    content = wrap("DTSTART;TZID=Committee:20260310T090000").decode().replace("BEGIN:VEVENT", zone + "BEGIN:VEVENT")
    (event,) = read_calendar(content.encode()).events
    assert event.begins.at == datetime(2026, 3, 10, 6, tzinfo=UTC)


def test_a_time_that_clocks_skip_becomes_the_one_an_hour_later() -> None:
    (event,) = read_calendar(wrap("DTSTART;TZID=Europe/Paris:20260329T023000")).events
    assert event.begins.at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@settings(max_examples=150)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: wrap("DTSTART:20260310T090000Z", text)))
def test_no_bytes_end_in_anything_but_events_problems_or_a_line(content: bytes) -> None:
    with suppress(UnreadableCalendarError):
        assert isinstance(read_calendar(content), ReadCalendar)
