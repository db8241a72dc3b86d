"""Events as an iCalendar file that Thunderbird, Google Calendar and Apple's Calendar read.

Each zone that is used is described in the file, because some programs know zones by their descriptions alone
(RFC 5545, 3.6.5); the icalendar library describes them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from icalendar import Timezone

from museion.events.formats.ical.text import escape, fold, quote
from museion.events.formats.zones import get_zone

PRODUCT = "-//Museion//Events//EN"
REFRESHED = "PT12H"


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """An event in one language. Moments in UTC; `begins_at` and `ends_at` of a whole day are midnights of the zone."""

    uid: str
    url: str
    summary: str
    language: str
    begins_at: datetime
    ends_at: datetime
    zone: str
    changed_at: datetime
    created_at: datetime
    is_all_day: bool = False
    description: str = ""
    description_language: str = ""
    location: str = ""
    position: tuple[float, float] | None = None
    organizer: str = ""
    organizer_email: str = ""
    categories: tuple[str, ...] = ()
    status: str = "CONFIRMED"
    sequence: int = 0


def write_calendar(events: Sequence[FeedEvent], *, name: str, language: str, address: str = "") -> bytes:
    zones = (_describe_zone(zone, *years) for zone, years in sorted(_list_zones(events).items()))
    written = (b"".join(map(fold, _write_event(event))) for event in events)
    head = b"".join(map(fold, _write_head(name, language, address)))
    return b"".join([head, *zones, *written, b"END:VCALENDAR\r\n"])


def _write_head(name: str, language: str, address: str) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:{PRODUCT}"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield f"NAME;LANGUAGE={quote(language)}:{escape(name)}"
    yield f"X-WR-CALNAME:{escape(name)}"
    yield f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESHED}"
    yield f"X-PUBLISHED-TTL:{REFRESHED}"
    if address:
        yield f"SOURCE;VALUE=URI:{address}"


def _write_event(event: FeedEvent) -> Iterator[str]:
    changed = _stamp(event.changed_at)
    yield "BEGIN:VEVENT"
    yield f"UID:{escape(event.uid)}"
    yield f"DTSTAMP:{changed}"
    yield f"CREATED:{_stamp(event.created_at)}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"STATUS:{event.status}"
    yield f"DTSTART{_place(event.begins_at, event)}"
    yield f"DTEND{_place(event.ends_at, event)}"
    yield from _write_text("SUMMARY", event.summary, event.language)
    yield from _write_text("DESCRIPTION", event.description, event.description_language or event.language)
    yield from _write_text("LOCATION", event.location, event.language)
    if event.position:
        yield f"GEO:{event.position[0]:.6f};{event.position[1]:.6f}"
    yield f"URL:{event.url}"
    if event.organizer_email:
        named = f";CN={quote(event.organizer)}" if event.organizer else ""
        yield f"ORGANIZER{named}:mailto:{event.organizer_email}"
    if event.categories:
        yield f"CATEGORIES:{','.join(map(escape, event.categories))}"
    yield "END:VEVENT"


def _write_text(name: str, text: str, language: str) -> Iterator[str]:
    if text:
        told = f";LANGUAGE={quote(language)}" if language and language != "und" else ""
        yield f"{name}{told}:{escape(text)}"


def _place(moment: datetime, event: FeedEvent) -> str:
    """Parameters and value."""
    if event.zone == "UTC" and not event.is_all_day:
        return f":{_stamp(moment)}"
    there = moment.astimezone(get_zone(event.zone))
    if event.is_all_day:
        return f";VALUE=DATE:{there:%Y%m%d}"
    return f";TZID={quote(event.zone)}:{there:%Y%m%dT%H%M%S}"


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _list_zones(events: Iterable[FeedEvent]) -> dict[str, tuple[int, int]]:
    """Those that moments name, with the first and the last year for which they do."""
    years: dict[str, tuple[int, int]] = {}
    for event in events:
        if not event.is_all_day and event.zone != "UTC":
            begins, ends = event.begins_at.year, event.ends_at.year
            first, last = years.get(event.zone, (begins, ends))
            years[event.zone] = (min(first, begins), max(last, ends))
    return years


@lru_cache(maxsize=1024)
def _describe_zone(zone: str, first: int, last: int) -> bytes:
    begins, ends = datetime(first, 1, 1, tzinfo=UTC), datetime(last, 1, 1, tzinfo=UTC) + timedelta(days=731)
    described = Timezone.from_tzinfo(get_zone(zone), zone, first_date=begins.date(), last_date=ends.date())
    return bytes(described.to_ical())
