"""IANA time zones: names that were renamed, names that others use, and wall clocks at which clocks change."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from babel.core import get_global

from museion.core.wording import Wording


class UnknownZoneError(ValueError):
    """No time zone has this name."""


class SkippedTimeError(ValueError):
    """The clock never shows this time on that day: it is put forward over it."""


@lru_cache(maxsize=2048)
def read_zone(name: str) -> str:
    """The zone's name of today: `Asia/Calcutta` is `Asia/Kolkata`, `W. Europe Standard Time` (Windows) `Europe/Berlin`.

    Calendar programs put their own path before a name (`/freeassociation.sourceforge.net/Europe/Berlin`): it is left away.
    """
    plain = name.strip().strip('"')
    for candidate in (plain, plain.replace(" ", "_"), get_global("windows_zone_mapping").get(plain, ""), *_cut(plain)):
        if candidate in available_timezones():
            return _rename(candidate)
    raise UnknownZoneError(Wording("no time zone is called “%(name)s”", name=name[:80]))


@lru_cache(maxsize=1)
def list_zones() -> tuple[str, ...]:
    """What a form offers: one name for each zone of a country, and UTC."""
    return (*sorted(_read_current()), "UTC")


def place_wall_time(wall: datetime, zone: str) -> datetime:
    """The moment at which clocks of the zone show `wall` (naive), in UTC; the first one where they show it twice."""
    moment = wall.replace(tzinfo=ZoneInfo(zone), fold=0)
    if moment.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall:
        told = Wording(
            "clocks of %(zone)s never show %(time)s: they are put forward over it",
            zone=zone,
            time=f"{wall:%Y-%m-%d %H:%M}",
        )
        raise SkippedTimeError(told)
    return moment.astimezone(UTC)


def place_leniently(wall: datetime, zone: str) -> datetime:
    """As `place_wall_time`; a time that clocks skip becomes the one an hour later, as RFC 5545, 3.3.5 asks for."""
    try:
        return place_wall_time(wall, zone)
    except SkippedTimeError:
        return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def show_wall_time(moment: datetime, zone: str) -> datetime:
    """What a clock of the zone shows at the moment, naive."""
    return moment.astimezone(get_zone(zone)).replace(tzinfo=None)


def get_zone(zone: str) -> ZoneInfo:
    """UTC for a name that this machine does not know, so that a page never fails for it."""
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def has_clock_change(begins_at: datetime, ends_at: datetime, zone: str) -> bool:
    """Whether clocks of the zone are put forward or back between the two moments."""
    there = get_zone(zone)
    return begins_at.astimezone(there).utcoffset() != ends_at.astimezone(there).utcoffset()


def _cut(path: str) -> list[str]:
    """`/a/b/Europe/Berlin` without its first parts, one by one."""
    parts = path.split("/")
    return ["/".join(parts[start:]) for start in range(1, len(parts))]


def _rename(name: str) -> str:
    """Links of the tz database mean renamed zones, but for those that are a country's own name for its time."""
    if name in _read_current():
        return name
    found = _read_links().get(name, name)
    return "UTC" if found in {"Etc/UTC", "Etc/GMT"} else found


@lru_cache(maxsize=1)
def _read_links() -> Mapping[str, str]:
    lines = (files("tzdata.zoneinfo") / "tzdata.zi").read_text("utf-8").splitlines()
    fields = [line.split() for line in lines if line.startswith("L ")]
    return {old: new for _link, new, old in fields}


@lru_cache(maxsize=1)
def _read_current() -> frozenset[str]:
    lines = (files("tzdata.zoneinfo") / "zone.tab").read_text("utf-8").splitlines()
    return frozenset(line.split("\t")[2] for line in lines if line and not line.startswith("#"))
