"""Rows about events: days or moments, with the zone that they are meant in."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from museion.core.access import AccessLevel, Actor
from museion.core.imports import fields
from museion.core.imports.references import Reference, ReferringRow, resolve_references
from museion.core.imports.registry import FieldError, Resolved
from museion.core.languages import InvalidLanguageError, read_tag
from museion.core.saving import Draft, Saved
from museion.core.wording import Wording, get_message
from museion.events.actions.events import save_events
from museion.events.formats.recurrence import as_utc
from museion.events.formats.zones import SkippedTimeError, UnknownZoneError, place_wall_time, read_zone
from museion.events.terms import EventFormat, EventState, EventType
from museion.network.models import Body
from museion.vocabulary.models import Concept

TEXTS = frozenset({"titles", "descriptions", "venues", "accessibility"})
OTHERS = frozenset(
    [
        *("access", "identifiers", "type", "state", "format", "begins", "ends", "time_zone", "address", "city"),
        *("country", "latitude", "longitude", "website", "languages", "interpretation", "capacity", "bodies", "themes"),
    ]
)
_REFERENCES = (
    Reference("bodies", "bodies", Body, by=("acronym",), is_many=True),
    Reference("themes", "themes", Concept, by=("uri", "notation"), is_many=True),
)


def read_event(values: dict[str, Any]) -> ReferringRow:
    texts = {name: fields.read_texts(values, name) for name in sorted(TEXTS)}
    if not texts["titles"]:
        raise FieldError("titles", "", Wording("a title of the event"))
    latitude, longitude = fields.read_coordinates(values)
    draft = Draft(
        {
            **fields.read_origin(values),
            "access": fields.read_choice(values, "access", AccessLevel, AccessLevel.PUBLIC),
            "identifiers": fields.read_identifiers(values),
            **texts,
            **_read_moments(values),
            "type": fields.read_choice(values, "type", EventType, EventType.MEETING),
            "state": fields.read_choice(values, "state", EventState, EventState.CONFIRMED),
            "format": fields.read_choice(values, "format", EventFormat, EventFormat.ON_SITE),
            "address": fields.read_text(values, "address", 500),
            "city": fields.read_text(values, "city", 200),
            "country": fields.read_country(values),
            "latitude": latitude,
            "longitude": longitude,
            "website": fields.read_address(values, "website", 500),
            "languages": [_read_tag(tag) for tag in fields.read_list(values, "languages")],
            "interpretation": [_read_tag(tag) for tag in fields.read_list(values, "interpretation")],
        }
    )
    named = {reference.name: list(map(str, fields.read_list(values, reference.name))) for reference in _REFERENCES}
    return ReferringRow(draft, {name: found for name, found in named.items() if found})


def resolve_events(rows: Sequence[ReferringRow], is_final: bool) -> Sequence[Resolved]:  # noqa: FBT001 - the importer's call
    return resolve_references(_REFERENCES, rows, is_final=True)


def save_event_rows(rows: Sequence[ReferringRow], actor: Actor, at: datetime, reason: str) -> Saved:
    return save_events([row.draft for row in rows], actor=actor, at=at, reason=reason)


def _read_moments(values: dict[str, Any]) -> dict[str, Any]:
    """An end that is a day is still part of the event; without an end it is one day, or no time."""
    zone = _read_zone(values)
    begins_at, is_day = _read_moment(values, "begins", zone)
    if begins_at is None:
        told = Wording("when the event begins, such as 2026-03-14 or 2026-03-14T09:00")
        raise FieldError("begins", "", told)
    ends_at, _is_last_day = _read_moment(values, "ends", zone, days_on=1)
    if ends_at is None:
        ends_at = begins_at + timedelta(days=1) if is_day else begins_at
    if ends_at < begins_at:
        told = Wording("an end after the beginning, %(begins)s", begins=str(values.get("begins")))
        raise FieldError("ends", values.get("ends"), told)
    return {"begins_at": begins_at, "ends_at": ends_at, "time_zone": zone, "is_all_day": is_day}


def _read_moment(values: dict[str, Any], name: str, zone: str, *, days_on: int = 0) -> tuple[datetime | None, bool]:
    """The moment in UTC, and whether a whole day was stated; `days_on` is for the end of such a day."""
    text = fields.read_text(values, name, 40)
    if not text:
        return None, False
    try:
        if len(text) <= 10:
            day = date.fromisoformat(text) + timedelta(days=days_on)
            return place_wall_time(datetime(day.year, day.month, day.day), zone), True  # noqa: DTZ001 - a wall clock
        moment = datetime.fromisoformat(text)
        return (as_utc(moment) if moment.tzinfo else place_wall_time(moment, zone)), False
    except (ValueError, OverflowError, SkippedTimeError) as error:
        told = Wording("a day or a moment that there is, such as 2026-03-14T09:00 (%(why)s)", why=get_message(error))
        raise FieldError(name, text, told) from error


def _read_zone(values: dict[str, Any]) -> str:
    text = fields.read_text(values, "time_zone", 64) or "UTC"
    try:
        return read_zone(text)
    except UnknownZoneError as error:
        raise FieldError(
            "time_zone", text, Wording("a time zone of the IANA database, such as Europe/Paris")
        ) from error


def _read_tag(tag: Any) -> str:
    try:
        return read_tag(str(tag).strip())
    except InvalidLanguageError as error:
        raise FieldError("languages", tag, Wording("language tags: %(why)s", why=get_message(error))) from error
