"""What clocks show where people live: summer time is that of the moment, so a roster holds zones, not hours."""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def find_utc_offset(zone: str, at: datetime) -> float | None:
    """Hours; None for a zone that nobody stated or that is none."""
    return _find_offset(zone, at.replace(minute=0, second=0, microsecond=0))


@lru_cache(maxsize=2000)
def _find_offset(zone: str, at: datetime) -> float | None:
    try:
        offset = at.astimezone(ZoneInfo(zone)).utcoffset() if zone else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
    return offset.total_seconds() / 3600 if offset is not None else None
