"""Calendars of other programs, read into events. Reading the same file again changes nothing."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from museion.core.access import Actor, check_right
from museion.core.languages import InvalidLanguageError, LanguageMap, read_language_map
from museion.core.saving import Draft, Saved, save_drafts
from museion.core.wording import Wording
from museion.events.formats.ical.events import CalendarEvent
from museion.events.formats.ical.reader import CalendarProblem, ReadCalendar, read_calendar
from museion.events.formats.recurrence import Occurrences, expand_rule
from museion.events.models import Event, EventSeries
from museion.events.terms import EventState, EventType
from museion.network.models import Body

_STATES = {"CANCELLED": EventState.CANCELLED, "TENTATIVE": EventState.TENTATIVE}
REASON = "imported calendar"
Identity = tuple[str, datetime | None]
"""UID and RECURRENCE-ID."""


@dataclass(slots=True)
class ImportedCalendar:
    """`problems`: events that were refused, with the line; `notes`: what of the others was not used."""

    saved: Saved
    problems: list[CalendarProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    others: dict[str, int] = field(default_factory=dict)


def import_calendar(
    content: bytes, *, body: Body, actor: Actor, at: datetime, zone: str = "UTC", type_code: str = EventType.MEETING
) -> ImportedCalendar:
    """Events of the file become events of the body. Raises `UnreadableCalendarError` for what is no calendar."""
    check_right(actor, "event.create", body)
    return save_calendar(read_calendar(content, zone=zone), body=body, actor=actor, at=at, type_code=type_code)


def save_calendar(read: ReadCalendar, *, body: Body, actor: Actor, at: datetime, type_code: str) -> ImportedCalendar:
    notes = [note for event in read.events for note in event.notes]
    latest = _keep_latest(read.events)
    series = _save_series(latest, body=body, actor=actor, at=at)
    replaced = {(event.uid, event.recurrence_id) for event in latest if event.recurrence_id}
    drafts: list[Draft] = []
    for event in latest:
        found = _list_begins(event)
        values = _describe(event, type_code) | {"series_id": series.get(event.uid)}
        drafts += [
            _draft_event(event, values, body, moment) for moment in found.begins if (event.uid, moment) not in replaced
        ]
        if found.is_cut:
            notes.append(_tell_endless(event, len(found.begins)))
    saved = save_drafts(Event, drafts, kind="event", actor=actor, at=at, reason=REASON)
    return ImportedCalendar(saved, read.problems, notes, read.others)


def _tell_endless(event: CalendarEvent, count: int) -> Wording:
    return Wording(
        "line %(line)s: %(event)s recurs for ever; %(count)s events of it were made",
        line=str(event.line),
        event=event.uid,
        count=str(count),
    )


def _keep_latest(events: Iterable[CalendarEvent]) -> list[CalendarEvent]:
    """Of two with one identity the higher SEQUENCE stands (RFC 5546, 2.1.5), of equals the later."""
    kept: dict[Identity, CalendarEvent] = {}
    for event in events:
        event.uid = event.uid or _name(event)
        held = kept.get((event.uid, event.recurrence_id))
        if held is None or event.sequence >= held.sequence:
            kept[(event.uid, event.recurrence_id)] = event
    return list(kept.values())


def _name(event: CalendarEvent) -> str:
    """For one without UID: what it says."""
    text = f"{event.begins.at.isoformat()} {sorted(event.summaries.items())}"
    return "digest:" + hashlib.sha256(text.encode()).hexdigest()[:32]


def _save_series(events: Iterable[CalendarEvent], *, body: Body, actor: Actor, at: datetime) -> dict[str, int]:
    recurring = [event for event in events if event.rule and not event.recurrence_id]
    drafts = [
        Draft(
            {
                **_origin(event.uid, body),
                "names": _read_map(event.summaries),
                "rule": event.rule,
                "time_zone": event.begins.zone,
                "first_begins_at": event.begins.at,
                "minutes": int((event.ends_at - event.begins.at) / timedelta(minutes=1)),
                "body_id": body.pk,
            }
        )
        for event in recurring
    ]
    save_drafts(EventSeries, drafts, kind="event_series", actor=actor, at=at, reason=REASON)
    return {event.uid: draft.id or 0 for event, draft in zip(recurring, drafts, strict=True)}


def _list_begins(event: CalendarEvent) -> Occurrences:
    if event.recurrence_id or not (event.rule or event.added):
        return Occurrences((event.begins.at,), is_cut=False)
    if not event.rule:
        moments = {event.begins.at, *event.added} - set(event.left_out)
        return Occurrences(tuple(sorted(moments)), is_cut=False)
    return expand_rule(
        event.rule, begins_at=event.begins.at, zone=event.begins.zone, added=event.added, left_out=event.left_out
    )


def _draft_event(event: CalendarEvent, values: dict[str, Any], body: Body, begins_at: datetime) -> Draft:
    """An occurrence is known by the moment the rule gives it, also where it was moved to another."""
    is_one_of_many = bool(event.recurrence_id or event.rule or event.added)
    suffix = f" {event.recurrence_id or begins_at:%Y%m%dT%H%M%SZ}" if is_one_of_many else ""
    moments = {"begins_at": begins_at, "ends_at": begins_at + (event.ends_at - event.begins.at)}
    return Draft(values | _origin(event.uid + suffix, body) | moments, {"bodies": [body.pk]})


def _describe(event: CalendarEvent, type_code: str) -> dict[str, Any]:
    latitude, longitude = event.position or (None, None)
    return {
        "type": type_code,
        "state": _STATES.get(event.status, EventState.CONFIRMED).value,
        "titles": _read_map(event.summaries),
        "descriptions": _read_map(event.descriptions),
        "time_zone": event.begins.zone,
        "is_all_day": event.begins.is_day,
        "venues": _read_map(event.locations),
        "latitude": latitude,
        "longitude": longitude,
        "website": event.url if event.url.startswith(("http://", "https://")) else "",
        "email": event.organizer if "@" in event.organizer else "",
        "sequence": event.sequence,
    }


def _origin(source_id: str, body: Body) -> dict[str, Any]:
    return {"source": f"ical:{body.key}", "source_id": source_id[:255], "scope_key": body.key}


def _read_map(texts: dict[str, str]) -> LanguageMap:
    """A language that is none is not stated."""
    held = LanguageMap()
    for tag, text in texts.items():
        try:
            held |= read_language_map({tag: text})
        except InvalidLanguageError:
            held.setdefault("und", text)
    return held
