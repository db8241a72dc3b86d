"""Events as an iCalendar file that Thunderbird, Google Calendar and Apple's Calendar read.

The icalendar library escapes and folds (lines of at most 75 octets, CRLF); each zone that is used is described in the file,
because some programs know zones by their descriptions alone (RFC 5545, 3.6.5).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from icalendar import Calendar, Timezone
from icalendar import Event as Component
from icalendar.prop import vCalAddress, vDDDTypes, vGeo, vText, vUri

from museion.events.formats.zones import get_zone

PRODUCT = "-//Museion//Events//EN"


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
    extra: tuple[tuple[str, str], ...] = field(default_factory=tuple)


def write_calendar(
    events: Sequence[FeedEvent], *, name: str, language: str, address: str = "", refresh_hours: int = 12
) -> bytes:
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("NAME", vText(name), parameters={"LANGUAGE": language})
    calendar.add("X-WR-CALNAME", vText(name))
    refresh = f"PT{refresh_hours}H"
    calendar.add("REFRESH-INTERVAL", vText(refresh), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vText(refresh))
    if address:
        calendar.add("SOURCE", vUri(address), parameters={"VALUE": "URI"})
    for zone in _list_zones(events):
        calendar.add_component(_describe_zone(zone, *_get_years(events, zone)))
    for event in events:
        calendar.add_component(_write_event(event))
    return bytes(calendar.to_ical())


def _write_event(event: FeedEvent) -> Component:
    made = Component()
    made.add("UID", event.uid)
    made.add("DTSTAMP", event.changed_at.astimezone(UTC))
    made.add("CREATED", event.created_at.astimezone(UTC))
    made.add("LAST-MODIFIED", event.changed_at.astimezone(UTC))
    made.add("SEQUENCE", event.sequence)
    made.add("STATUS", event.status)
    for name, moment in (("DTSTART", event.begins_at), ("DTEND", event.ends_at)):
        made.add(name, _place(moment, event))
    _add_text(made, "SUMMARY", event.summary, event.language)
    _add_text(made, "DESCRIPTION", event.description, event.description_language or event.language)
    _add_text(made, "LOCATION", event.location, event.language)
    if event.position:
        made["GEO"] = vGeo(event.position)
    made.add("URL", vUri(event.url))
    if event.organizer_email:
        organizer = vCalAddress(f"mailto:{event.organizer_email}")
        organizer.params["CN"] = vText(event.organizer)
        made["ORGANIZER"] = organizer
    if event.categories:
        made.add("CATEGORIES", list(event.categories))
    for name, value in event.extra:
        made.add(name, vText(value))
    return made


def _place(moment: datetime, event: FeedEvent) -> vDDDTypes:
    there = moment.astimezone(get_zone(event.zone))
    if event.is_all_day:
        return vDDDTypes(there.date())
    return vDDDTypes(moment.astimezone(UTC) if event.zone == "UTC" else there)


def _add_text(made: Component, name: str, text: str, language: str) -> None:
    if text:
        parameters = {"LANGUAGE": language} if language and language != "und" else {}
        made.add(name, vText(text), parameters=parameters)


def _list_zones(events: Iterable[FeedEvent]) -> list[str]:
    return sorted({event.zone for event in events if not event.is_all_day and event.zone != "UTC"})


def _get_years(events: Iterable[FeedEvent], zone: str) -> tuple[int, int]:
    held = [event for event in events if event.zone == zone]
    return min(event.begins_at.year for event in held), max(event.ends_at.year for event in held)


@lru_cache(maxsize=512)
def _describe_zone(zone: str, first: int, last: int) -> Timezone:
    begins, ends = datetime(first, 1, 1, tzinfo=UTC), datetime(last, 1, 1, tzinfo=UTC) + timedelta(days=731)
    return Timezone.from_tzinfo(get_zone(zone), zone, first_date=begins.date(), last_date=ends.date())
