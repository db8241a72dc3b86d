"""Times of feeds. A time without a zone is no time: an hour's error decides whether an alert is in force."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from museion.core.wording import Wording
from museion.response.feeds.alerts import FeedError, Flaw

CAP_FORM = Wording("a time such as 2026-03-14T12:00:00+01:00")
_STRICT_CAP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}")


def read_cap_moment(text: str, where: str, departures: list[str]) -> datetime:
    """CAP 1.2 section 3.3.2. `Z` and fractions of a second are against its letter and leave no doubt: noted, accepted."""
    moment = read_iso_moment(text, where)
    if not _STRICT_CAP.fullmatch(text):
        departures.append(f"{where}: “{text[:40]}” is not in the standard's form")
    return moment


def read_iso_moment(text: str, where: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise FeedError(Flaw.BAD_VALUE, where, text, CAP_FORM) from error
    if moment.tzinfo is None:
        raise FeedError(Flaw.BAD_VALUE, where, text, Wording("%(form)s, with its offset", form=CAP_FORM))
    return _to_utc(moment, where, text)


def read_rfc822_moment(text: str, where: str) -> datetime:
    """RSS's form, `Mon, 30 Dec 2019 01:01:02 GMT`."""
    try:
        moment = parsedate_to_datetime(text)
    except ValueError as error:
        raise FeedError(Flaw.BAD_VALUE, where, text, Wording("a time such as Mon, 30 Dec 2019 01:01:02 GMT")) from error
    return _to_utc(moment if moment.tzinfo else moment.replace(tzinfo=UTC), where, text)


def read_epoch_milliseconds(value: object, where: str) -> datetime:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FeedError(Flaw.BAD_VALUE, where, str(value), Wording("milliseconds since 1970"))
    try:
        return datetime.fromtimestamp(value / 1000, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise FeedError(Flaw.BAD_VALUE, where, str(value), Wording("milliseconds since 1970")) from error


def _to_utc(moment: datetime, where: str, text: str) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:  # the year 1 or 9999, and an offset beyond it
        raise FeedError(Flaw.BAD_VALUE, where, text, CAP_FORM) from error
