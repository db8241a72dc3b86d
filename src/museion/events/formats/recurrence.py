"""Recurrence rules (RFC 5545, 3.3.10), reckoned on the wall clock of a zone and always bounded.

A rule without an end is legal and common ("every first Monday"): its events are made up to a horizon, never for ever.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from dateutil.rrule import rrule, rrulestr

from museion.core.wording import Wording
from museion.events.formats.zones import place_leniently, show_wall_time

MOST_EVENTS = 400
HORIZON = timedelta(days=3 * 366)
_MOST_STEPS = 20_000
_TOO_OFTEN = frozenset({"HOURLY", "MINUTELY", "SECONDLY"})


class InvalidRuleError(ValueError):
    """The rule cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Occurrences:
    """`begins`: moments in UTC, in order. `is_cut`: there would be more than may be made."""

    begins: tuple[datetime, ...]
    is_cut: bool


def expand_rule(
    rule: str,
    *,
    begins_at: datetime,
    zone: str,
    until: datetime | None = None,
    after: datetime | None = None,
    added: Iterable[datetime] = (),
    left_out: Iterable[datetime] = (),
) -> Occurrences:
    """The moments of a rule that begins at `begins_at` (UTC), later than `after`, up to `until`, by default three years on."""
    first = show_wall_time(begins_at, zone)
    end = until or begins_at + HORIZON
    excluded = set(left_out)
    found: set[datetime] = {moment for moment in added if moment not in excluded}
    is_cut = False
    for wall in _walk(read_rule(rule, first)):
        moment = place_leniently(wall, zone)
        if moment > end or len(found) >= MOST_EVENTS:
            is_cut = True
            break
        if moment not in excluded and (after is None or moment > after):
            found.add(moment)
    return Occurrences(tuple(sorted(found)), is_cut)


def read_rule(rule: str, first: datetime) -> rrule:
    """`first`: naive wall time. Raises `InvalidRuleError`."""
    plain = "".join(rule.split()).removeprefix("RRULE:").rstrip(";")
    parts = dict(part.upper().partition("=")[::2] for part in plain.split(";") if part)
    if not parts.get("FREQ"):
        raise InvalidRuleError(Wording("a rule says how often, as in FREQ=MONTHLY;BYDAY=1MO"))
    if parts["FREQ"] in _TOO_OFTEN:
        raise InvalidRuleError(Wording("FREQ=%(often)s is too often for a meeting; at most DAILY", often=parts["FREQ"]))
    try:
        # An end in UTC cannot be compared with wall times; a day more or less does no harm to a bounded list.
        made = rrulestr(plain.upper().replace("Z", "") if "UNTIL" in parts else plain.upper(), dtstart=first)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InvalidRuleError(
            Wording("“%(rule)s” is no recurrence rule: %(why)s", rule=plain[:80], why=str(error))
        ) from error
    if not isinstance(made, rrule):
        raise InvalidRuleError(Wording("“%(rule)s” is more than one rule", rule=plain[:80]))
    return made


def _walk(made: rrule) -> Iterator[datetime]:
    """A rule that never matches (30 February) would search for ever: dateutil stops at the year 9999, this before."""
    walls: Iterator[datetime] = iter(made)
    yield from islice(walls, _MOST_STEPS)


def as_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
