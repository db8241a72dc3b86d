"""Values of properties, read with the icalendar library; every error says the line and what was expected."""

import warnings
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from icalendar import Timezone, vDDDTypes, vGeo

from museion.core.wording import Wording, get_message
from museion.events.formats.ical.lines import Component, Line
from museion.events.formats.ical.text import unescape
from museion.events.formats.recurrence import as_utc
from museion.events.formats.zones import UnknownZoneError, place_leniently, read_zone


class BadValueError(ValueError):
    """A property cannot be used."""

    def __init__(self, line: int, name: str, value: str, expected: str) -> None:
        found = f"{name}:{value[:80]}"
        super().__init__(
            Wording("line %(line)s: %(found)s; expected %(expected)s", line=str(line), found=found, expected=expected)
        )
        self.line, self.name, self.value, self.expected = line, name, value, expected


@dataclass(frozen=True, slots=True)
class Moment:
    """`at` in UTC. `zone`: IANA; `is_day`: a whole day, which begins at midnight of the zone."""

    at: datetime
    zone: str
    is_day: bool = False


@dataclass(frozen=True, slots=True)
class Zones:
    """`own`: zones that the file describes itself, by TZID. `fallback`: of times that name none."""

    fallback: str
    own: Mapping[str, tzinfo]


def read_zones(calendar: Component, content_of: Mapping[str, str], fallback: str) -> Zones:
    """`content_of`: the text of each VTIMEZONE, by TZID; only those are parsed whose names no database knows."""
    named = calendar.find("X-WR-TIMEZONE")
    with suppress(UnknownZoneError):
        fallback = read_zone(named.raw) if named else fallback
    own: dict[str, tzinfo] = {}
    for tzid, text in content_of.items():
        try:
            read_zone(tzid)
        except UnknownZoneError:
            if zone := _parse_zone(text):
                own[tzid] = zone
    return Zones(fallback, own)


def _parse_zone(text: str) -> tzinfo | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            component = Timezone.from_ical(text)
            return component.to_tz(lookup_tzid=False) if isinstance(component, Timezone) else None
    except Exception:  # noqa: BLE001 - a description of a zone breaks in many ways; who uses it is told
        return None


def read_moment(line: Line, zones: Zones, *, part: str = "") -> Moment:
    """`part`: one value of a list, where the line holds several."""
    raw = (part or line.raw).strip()
    try:
        value = vDDDTypes.from_ical(raw)  # type: ignore[no-untyped-call]
    except (ValueError, TypeError, OverflowError) as error:
        raise _refuse(line, raw, Wording("a date or a time, as 20260314 or 20260314T120000Z")) from error
    if isinstance(value, datetime):
        return _place(line, raw, value, zones)
    if isinstance(value, date):
        midnight = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a wall clock, placed in its zone
        return Moment(_place_wall(line, midnight, zones.fallback), zones.fallback, is_day=True)
    raise _refuse(line, raw, Wording("a date or a time, as 20260314 or 20260314T120000Z"))


def _place(line: Line, raw: str, value: datetime, zones: Zones) -> Moment:
    tzid = str(line.parameters.get("TZID", ""))
    if value.tzinfo is not None:
        return Moment(_check_year(line, as_utc(value)), "UTC")
    if not tzid:
        return Moment(_place_wall(line, value, zones.fallback), zones.fallback)
    if tzid in zones.own:
        return Moment(_check_year(line, value.replace(tzinfo=zones.own[tzid]).astimezone(UTC)), "UTC")
    try:
        zone = read_zone(tzid)
    except UnknownZoneError as error:
        raise _refuse(
            line, raw, Wording("a time zone of the IANA database or of this file; %(why)s", why=get_message(error))
        ) from error
    return Moment(_place_wall(line, value, zone), zone)


def _place_wall(line: Line, wall: datetime, zone: str) -> datetime:
    _check_year(line, wall)
    return place_leniently(wall, zone)


def _check_year(line: Line, moment: datetime) -> datetime:
    if not 1583 <= moment.year <= 9000:
        raise _refuse(line, line.raw, Wording("a year from 1583 to 9000"))
    return moment


def read_duration(line: Line) -> timedelta:
    try:
        value = vDDDTypes.from_ical(line.raw.strip())  # type: ignore[no-untyped-call]
    except (ValueError, TypeError, OverflowError) as error:
        raise _refuse(line, line.raw, Wording("a duration, as PT1H30M")) from error
    if not isinstance(value, timedelta) or not timedelta() <= value <= timedelta(days=36_600):
        raise _refuse(line, line.raw, Wording("a duration of at most a hundred years, as PT1H30M"))
    return value


def read_position(line: Line) -> tuple[float, float]:
    """Latitude, longitude in degrees."""
    try:
        latitude, longitude = vGeo.from_ical(line.raw.strip())
    except (ValueError, TypeError) as error:
        raise _refuse(line, line.raw, Wording("latitude;longitude, as 48.85;2.35")) from error
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise _refuse(line, line.raw, Wording("a latitude up to 90 and a longitude up to 180 degrees"))
    return latitude, longitude


def read_text(line: Line | None, longest: int = 20_000) -> str:
    return unescape(line.raw).strip().replace("\x00", "")[:longest] if line else ""


def _refuse(line: Line, raw: str, expected: str) -> BadValueError:
    return BadValueError(line.number, line.name, raw, expected)
