"""A chain of custody in words: what was understood of each holder, what cannot be true, what to find out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from museion.heritage.custody.reasoning import Holding
from museion.heritage.custody.windows import Paper
from museion.heritage.labels import METHOD_LABELS, PAPER_LABELS
from museion.heritage.queries.custody import Custody
from museion.heritage.queries.custody_questions import CustodyQuestion, name_holder, tell_questions, write_bounds
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
    form: Any = None


@dataclass(frozen=True, slots=True)
class ShownCustody:
    timeline: Timeline | None
    holders: tuple[ShownHolder, ...]
    questions: tuple[CustodyQuestion, ...]
    remarks: tuple[str, ...]
    is_confirmed: bool
    unread: int


def show_custody(custody: Custody | None) -> ShownCustody | None:
    if custody is None:
        return None
    holders = tuple(_show_holder(held) for held in custody.reasoned.holdings)
    paragraph = custody.paragraph
    return ShownCustody(
        timeline=draw_timeline(custody),
        holders=holders,
        questions=tell_questions(custody),
        remarks=(*paragraph.prose, *paragraph.remarks) if paragraph else (),
        is_confirmed=paragraph is None,
        unread=sum(not holder.is_read for holder in holders),
    )


def put_forms(shown: ShownCustody | None, forms: Sequence[Any]) -> ShownCustody | None:
    """Beside each holder the form that corrects it."""
    if shown is None:
        return None
    pairs = zip(shown.holders, forms, strict=True)
    return replace(shown, holders=tuple(replace(holder, form=form) for holder, form in pairs))


def _show_holder(held: Holding) -> ShownHolder:
    event = held.event
    papers = [Paper(code) for code in event.papers if code in set(Paper)]
    return ShownHolder(
        number=held.number + 1,
        party=name_holder(held),
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
