"""What a chain of custody leaves to be looked into, in the reader's words: contradictions, then risk windows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from museion.core.dates.days import split_day_number
from museion.heritage.custody.events import Bounds
from museion.heritage.custody.reasoning import Conflict, Holding, Interval
from museion.heritage.custody.windows import RiskWindow
from museion.heritage.labels import CONTRADICTION_LABELS, WINDOW_LABELS
from museion.heritage.queries.custody import Custody


@dataclass(frozen=True, slots=True)
class CustodyQuestion:
    """`is_stated`: the chain says it itself; otherwise it leaves it open."""

    title: Any
    told: str
    is_stated: bool


def tell_questions(custody: Custody) -> tuple[CustodyQuestion, ...]:
    names = [name_holder(held) for held in custody.reasoned.holdings]
    conflicts = (_tell_conflict(conflict, names) for conflict in custody.reasoned.conflicts)
    windows = (_tell_window(window, names) for window in custody.windows)
    return (*conflicts, *windows)


def write_day(day: int) -> str:
    """In the reader's language; a year before the common era as a number of the astronomical count."""
    year, month, number = split_day_number(day)
    if not 1 <= year <= 9999:
        return str(year)
    return date_format(date(year, month, number), "DATE_FORMAT") if year >= 1000 else f"{year}-{month:02d}-{number:02d}"


def write_bounds(bounds: Bounds | Interval) -> str:
    first, last = (bounds.earliest, bounds.latest) if isinstance(bounds, Bounds) else (bounds.first, bounds.last)
    if first is not None and first == last:
        return write_day(first)
    if first is None:
        return _("until %(day)s") % {"day": write_day(last)} if last is not None else ""
    if last is None:
        return _("from %(day)s") % {"day": write_day(first)}
    return _("%(first)s to %(last)s") % {"first": write_day(first), "last": write_day(last)}


def name_holder(held: Holding) -> str:
    """Who takes is often not named, and is not the museum then."""
    taken = held.event.method is not None and held.event.method.is_taking
    return held.event.party or (_("somebody not named") if taken else _("the museum"))


def _tell_conflict(conflict: Conflict, names: Sequence[str]) -> CustodyQuestion:
    late = names[conflict.late] if conflict.late is not None else _("the making")
    early = names[conflict.early] if conflict.early is not None else _("today")
    told = _("%(late)s: not before %(late_day)s. %(early)s: not after %(early_day)s.") % {
        "late": late,
        "late_day": write_day(conflict.late_day),
        "early": early,
        "early_day": write_day(conflict.early_day),
    }
    return CustodyQuestion(CONTRADICTION_LABELS[conflict.kind], told, is_stated=True)


def _tell_window(window: RiskWindow, names: Sequence[str]) -> CustodyQuestion:
    days = write_bounds(Interval(window.first, window.last))
    who = ", ".join(names[number] for number in window.holders)
    told = " · ".join(filter(None, (window.title, days, who)))
    return CustodyQuestion(WINDOW_LABELS[window.window], told, window.falls)
