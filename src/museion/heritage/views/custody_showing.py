"""A chain of custody in words: what was understood of each holder, what cannot be true, what to find out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from museion.core.dates.days import split_day_number
from museion.heritage.custody.events import Bounds
from museion.heritage.custody.reasoning import Conflict, Holding, Interval
from museion.heritage.custody.windows import Paper, RiskWindow
from museion.heritage.labels import CONTRADICTION_LABELS, METHOD_LABELS, PAPER_LABELS, WINDOW_LABELS
from museion.heritage.queries.custody import Custody
from museion.heritage.views.custody_timeline import Timeline, draw_timeline


@dataclass(frozen=True, slots=True)
class ShownHolder:
    number: int
    party: str
    place: str
    method: Any
    giver: str
    dates: str
    definite: str
    possible: str
    marks: tuple[str, ...]
    papers: tuple[str, ...]
    paper_codes: tuple[str, ...]
    notes: tuple[str, ...]
    text: str
    is_read: bool


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A contradiction or a risk window. `is_stated`: the chain says it itself."""

    title: Any
    told: str
    is_stated: bool


@dataclass(frozen=True, slots=True)
class ShownCustody:
    timeline: Timeline | None
    holders: tuple[ShownHolder, ...]
    questions: tuple[ShownQuestion, ...]
    remarks: tuple[str, ...]
    is_confirmed: bool
    unread: int


def show_custody(custody: Custody | None) -> ShownCustody | None:
    if custody is None:
        return None
    holders = tuple(_show_holder(held) for held in custody.reasoned.holdings)
    names = [_name(held) for held in custody.reasoned.holdings]
    questions = [
        *(_show_conflict(conflict, names) for conflict in custody.reasoned.conflicts),
        *(_show_window(window, names) for window in custody.windows),
    ]
    paragraph = custody.paragraph
    return ShownCustody(
        timeline=draw_timeline(custody),
        holders=holders,
        questions=tuple(questions),
        remarks=(*paragraph.prose, *paragraph.remarks) if paragraph else (),
        is_confirmed=paragraph is None,
        unread=sum(not holder.is_read for holder in holders),
    )


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


def _name(held: Holding) -> str:
    return held.event.party or _("the museum")


def _show_holder(held: Holding) -> ShownHolder:
    event = held.event
    papers = [Paper(code) for code in event.papers if code in set(Paper)]
    return ShownHolder(
        number=held.number + 1,
        party=_name(held),
        place=event.place,
        method=METHOD_LABELS[event.method] if event.method else "",
        giver=event.giver,
        dates=event.dates_text,
        definite=_write_definite(held),
        possible=write_bounds(held.possible),
        marks=tuple(_list_marks(held)),
        papers=tuple(str(PAPER_LABELS[paper]) for paper in papers),
        paper_codes=tuple(paper.value for paper in papers),
        notes=event.notes,
        text=event.text,
        is_read=event.is_read,
    )


def _write_definite(held: Holding) -> str:
    if held.definite:
        return write_bounds(held.definite)
    return _("sometime within %(days)s") % {"days": write_bounds(held.sometime)} if held.sometime else ""


def _list_marks(held: Holding) -> Iterable[str]:
    if not held.event.is_direct and held.number:
        yield _("after a gap")
    if held.event.is_agent:
        yield _("for somebody else")
    if not held.event.is_certain:
        yield _("not certain")


def _show_conflict(conflict: Conflict, names: Sequence[str]) -> ShownQuestion:
    late = names[conflict.late] if conflict.late is not None else _("the making")
    early = names[conflict.early] if conflict.early is not None else _("today")
    told = _("%(late)s: not before %(late_day)s. %(early)s: not after %(early_day)s.") % {
        "late": late,
        "late_day": write_day(conflict.late_day),
        "early": early,
        "early_day": write_day(conflict.early_day),
    }
    return ShownQuestion(CONTRADICTION_LABELS[conflict.kind], told, is_stated=True)


def _show_window(window: RiskWindow, names: Sequence[str]) -> ShownQuestion:
    days = write_bounds(Interval(window.first, window.last))
    who = ", ".join(names[number] for number in window.holders)
    told = " · ".join(filter(None, (window.title, days, who)))
    return ShownQuestion(WINDOW_LABELS[window.window], told, window.falls)
