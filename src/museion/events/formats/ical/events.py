"""One VEVENT (RFC 5545, 3.6.1) as a typed object."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from museion.core.wording import Wording, get_message
from museion.events.formats.ical.lines import Component, Line
from museion.events.formats.ical.text import unescape
from museion.events.formats.ical.values import (
    BadValueError,
    Moment,
    Zones,
    read_duration,
    read_moment,
    read_position,
    read_text,
)
from museion.events.formats.recurrence import InvalidRuleError, read_rule
from museion.events.formats.zones import show_wall_time

_COMMA = re.compile(r"(?<!\\),")


@dataclass(slots=True)
class CalendarEvent:
    """`summaries`, `descriptions`: by language, `und` where none is stated. `recurrence_id`: which occurrence of a series it
    replaces. `line`: where it begins. `notes`: what of it was not used, with the line."""

    uid: str
    line: int
    begins: Moment
    ends_at: datetime
    summaries: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    locations: dict[str, str] = field(default_factory=dict)
    position: tuple[float, float] | None = None
    url: str = ""
    organizer: str = ""
    categories: tuple[str, ...] = ()
    status: str = ""
    sequence: int = 0
    rule: str = ""
    added: tuple[datetime, ...] = ()
    left_out: tuple[datetime, ...] = ()
    recurrence_id: datetime | None = None
    notes: list[str] = field(default_factory=list)


def read_event(component: Component, zones: Zones) -> CalendarEvent:
    """Raises `BadValueError` where the event cannot be used: no beginning, an end before it, a rule that is none."""
    if component.bad_lines:
        bad = component.bad_lines[0]
        raise BadValueError(bad.number, bad.text, "", Wording("a property, as NAME:value"))
    start = component.find("DTSTART")
    if start is None:
        raise BadValueError(component.number, "VEVENT", "", Wording("a DTSTART"))
    begins = read_moment(start, zones)
    event = CalendarEvent(
        uid=read_text(component.find("UID"), 255),
        line=component.number,
        begins=begins,
        ends_at=_read_end(component, begins, zones),
        summaries=_read_texts(component, "SUMMARY", 500),
        descriptions=_read_texts(component, "DESCRIPTION", 20_000),
        locations=_read_texts(component, "LOCATION", 500),
        url=read_text(component.find("URL"), 500),
        organizer=_read_organizer(component.find("ORGANIZER")),
        categories=_read_categories(component),
        status=read_text(component.find("STATUS"), 20).upper(),
    )
    _read_repetition(component, event, zones)
    _read_extras(component, event)
    return event


def _read_end(component: Component, begins: Moment, zones: Zones) -> datetime:
    """DTEND, or DTSTART and DURATION, or a day, or no time at all (3.6.1)."""
    end, duration = component.find("DTEND"), component.find("DURATION")
    if end is not None:
        ends_at = read_moment(end, zones).at
        if ends_at < begins.at:
            told = Wording("an end after the beginning, %(begins)s", begins=f"{begins.at:%Y-%m-%d %H:%M} UTC")
            raise BadValueError(end.number, "DTEND", end.raw, told)
        return ends_at
    if duration is not None:
        return begins.at + read_duration(duration)
    return begins.at + timedelta(days=1) if begins.is_day else begins.at


def _read_repetition(component: Component, event: CalendarEvent, zones: Zones) -> None:
    rule = component.find("RRULE")
    if rule is not None:
        try:
            read_rule(rule.raw, show_wall_time(event.begins.at, event.begins.zone))
        except InvalidRuleError as error:
            raise BadValueError(rule.number, "RRULE", rule.raw, get_message(error)) from error
        event.rule = rule.raw.strip()[:500]
    event.added = tuple(_read_moments(component, "RDATE", event, zones))
    event.left_out = tuple(_read_moments(component, "EXDATE", event, zones))
    replaced = component.find("RECURRENCE-ID")
    event.recurrence_id = read_moment(replaced, zones).at if replaced else None


def _read_moments(component: Component, name: str, event: CalendarEvent, zones: Zones) -> list[datetime]:
    """A list of dates; one that cannot be read is noted, because the event itself still stands."""
    found = []
    for line in component.find_all(name):
        for part in filter(None, line.raw.split(",")):
            try:
                found.append(read_moment(line, zones, part=part.partition("/")[0]).at)
            except BadValueError as error:
                event.notes.append(get_message(error))
    return found


def _read_extras(component: Component, event: CalendarEvent) -> None:
    place, sequence = component.find("GEO"), component.find("SEQUENCE")
    if place is not None:
        try:
            event.position = read_position(place)
        except BadValueError as error:
            event.notes.append(get_message(error))
    if sequence is not None and sequence.raw.strip().isdecimal():
        event.sequence = min(int(sequence.raw), 2_000_000_000)


def _read_texts(component: Component, name: str, longest: int) -> dict[str, str]:
    texts: dict[str, str] = {}
    for line in component.find_all(name):
        text = read_text(line, longest)
        if text:
            texts.setdefault(str(line.parameters.get("LANGUAGE", "") or "und"), text)
    return texts


def _read_categories(component: Component) -> tuple[str, ...]:
    parts = [unescape(part).strip() for line in component.find_all("CATEGORIES") for part in _COMMA.split(line.raw)]
    return tuple(dict.fromkeys(part[:100] for part in parts if part))


def _read_organizer(line: Line | None) -> str:
    """An address, where it is one."""
    plain = line.raw.strip() if line else ""
    return plain[7:261] if plain.lower().startswith("mailto:") else ""
