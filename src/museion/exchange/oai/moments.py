"""Dates of OAI-PMH 2.0 (3.3): days or whole seconds, in UTC."""

import re
from datetime import UTC, datetime, timedelta

from museion.exchange.oai.errors import Code, OaiError

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SECOND = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def format_moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_interval(since: str, until: str) -> tuple[datetime | None, datetime | None]:
    """Both ends included; a day as `until` reaches to its last second."""
    if since and until and len(since) != len(until):
        raise OaiError(Code.BAD_ARGUMENT, "from and until differ in granularity: give two days, or two seconds.")
    first, last = _read("from", since), _read("until", until)
    if last and _DAY.fullmatch(until):
        last += timedelta(days=1, seconds=-1)
    if first and last and first > last:
        raise OaiError(Code.BAD_ARGUMENT, f"from {since} is later than until {until}.")
    return first, last


def _read(name: str, text: str) -> datetime | None:
    if not text:
        return None
    if _DAY.fullmatch(text) or _SECOND.fullmatch(text):
        try:
            return datetime.fromisoformat(text.replace("Z", "")).replace(tzinfo=UTC)
        except ValueError:
            pass
    expected = "a day as YYYY-MM-DD or a second as YYYY-MM-DDThh:mm:ssZ"
    raise OaiError(Code.BAD_ARGUMENT, f"{name}={text[:40]}: expected {expected}.")
