"""Events come in from calendars and from tables, once however often they are read."""

import gzip
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from museion.core.access import Actor, NotAllowedError
from museion.core.http.asking import make_actor
from museion.core.imports.registry import FieldError
from museion.core.models import Account
from museion.events.actions.calendars import import_calendar
from museion.events.incoming.events import read_event
from museion.events.models import Event, EventSeries
from museion.network.models import Body

EXHIBITIONS = Path(__file__).parents[5] / "shared" / "data" / "events" / "moma-exhibitions.jsonl.gz"
SERIES = b"""BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:board@nc-sn.example
DTSTART;TZID=Europe/Paris:20260302T180000
DTEND;TZID=Europe/Paris:20260302T193000
RRULE:FREQ=MONTHLY;BYDAY=1MO
EXDATE;TZID=Europe/Paris:20260504T180000
SUMMARY;LANGUAGE=fr:R\xc3\xa9union du bureau
END:VEVENT
BEGIN:VEVENT
UID:board@nc-sn.example
RECURRENCE-ID;TZID=Europe/Paris:20260406T180000
DTSTART;TZID=Europe/Paris:20260407T180000
DTEND;TZID=Europe/Paris:20260407T193000
SUMMARY;LANGUAGE=fr:R\xc3\xa9union du bureau (report\xc3\xa9e)
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
"""


def test_a_rule_without_end_is_bounded_and_its_exceptions_are_kept(
    committee: Body, registrar: Account, now: datetime
) -> None:
    done = import_calendar(SERIES, body=committee, actor=make_actor(registrar), at=now)
    series = EventSeries.objects.get()
    events = list(Event.objects.order_by("begins_at"))
    assert 30 <= len(events) <= 40
    assert any("recurs for ever" in note for note in done.notes)
    begins = [event.begins_at.astimezone(ZoneInfo("Europe/Paris")) for event in events]
    # Six in the evening stays six in the evening over the change of clocks.
    assert {moment.hour for moment in begins} == {18}
    assert events[0].series == series
    moved = Event.objects.get(state="cancelled")
    assert moved.begins_at == datetime(2026, 4, 7, 16, tzinfo=UTC)
    assert not Event.objects.filter(begins_at=datetime(2026, 4, 6, 16, tzinfo=UTC)).exists()
    assert not Event.objects.filter(begins_at=datetime(2026, 5, 4, 16, tzinfo=UTC)).exists()


def test_reading_a_calendar_again_changes_nothing(committee: Body, registrar: Account, now: datetime) -> None:
    actor = make_actor(registrar)
    first = import_calendar(SERIES, body=committee, actor=actor, at=now)
    again = import_calendar(SERIES, body=committee, actor=actor, at=now)
    assert first.saved.created > 0
    assert (again.saved.created, again.saved.updated) == (0, 0)
    assert again.saved.unchanged == first.saved.created


def test_only_who_acts_for_the_body_imports_for_it(committee: Body, member: Account, now: datetime) -> None:
    with pytest.raises(NotAllowedError):
        import_calendar(SERIES, body=committee, actor=make_actor(member), at=now)


def test_a_name_of_500_arabic_letters_is_kept(committee: Body, operator: Actor, now: datetime) -> None:
    name = "متحف " * 100
    content = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20260310T090000Z\nSUMMARY;LANGUAGE=ar:{name.strip()}\nEND:VEVENT\nEND:VCALENDAR"
    import_calendar(content.encode(), body=committee, actor=operator, at=now)
    assert Event.objects.get().titles["ar"] == name.strip()


def test_exhibitions_with_bad_dates_are_refused_and_the_rest_are_read() -> None:
    if not EXHIBITIONS.exists():
        pytest.skip(f"{EXHIBITIONS} is not there")
    from museion.core.imports.mapping import load_mapping
    from museion.events.imports import IMPORTERS

    mapping = load_mapping(IMPORTERS[0].mappings / "moma-exhibitions.toml", IMPORTERS[0])
    outcomes: Counter[str] = Counter()
    with gzip.open(EXHIBITIONS, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            try:
                read = read_event({**mapping.map_row(row), "source_id": row["id"]})
                outcomes["read"] += 1
                assert read.draft.values["ends_at"] > read.draft.values["begins_at"]
            except FieldError as error:
                outcomes[error.field] += 1
    # Twelve end before they begin; 730 have no end and are kept as one day.
    assert outcomes == {"read": 4148, "ends": 12}
