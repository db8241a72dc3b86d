"""The time line of a chain: from the making until today, who had the object definitely, who possibly, and when nobody knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from museion.core.dates.days import get_next_day, get_previous_day
from museion.heritage.custody.reasoning import Holding, Interval, Reasoned


class Knowledge(StrEnum):
    """How much is known of a stretch of time."""

    DEFINITE = "definite"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class Segment:
    """Both days belong to it. `holders`: numbers of events, those who had it or may have had it."""

    first: int
    last: int
    knowledge: Knowledge
    holders: tuple[int, ...] = ()


def cut_segments(reasoned: Reasoned) -> list[Segment]:
    """Owners only: an agent's custody changes no title. Empty where no day is known at all."""
    owners = [holding for holding in reasoned.holdings if holding.event.has_title]
    start, today = _find_start(reasoned, owners), reasoned.circumstances.today
    if start is None or start > today:
        return []
    cuts = sorted({start, *(day for day in _list_cuts(owners) if start < day <= today)})
    ends = [*(get_previous_day(day) for day in cuts[1:]), today]
    return _merge(_judge(first, last, owners) for first, last in zip(cuts, ends, strict=True))


def _find_start(reasoned: Reasoned, owners: list[Holding]) -> int | None:
    """The making, where it is known; else the first day that anything is said of."""
    if reasoned.circumstances.created.earliest is not None:
        return reasoned.circumstances.created.earliest
    stated = (
        day
        for owner in owners
        for day in (owner.begin.earliest, owner.begin.latest, owner.end.earliest)
        if day is not None
    )
    return min(stated, default=None)


def _list_cuts(owners: list[Holding]) -> Iterable[int]:
    for owner in owners:
        for interval in filter(None, (owner.possible, owner.definite)):
            if interval.first is not None:
                yield interval.first
            if interval.last is not None:
                yield get_next_day(interval.last)


def _judge(first: int, last: int, owners: list[Holding]) -> Segment:
    definite = tuple(owner.number for owner in owners if owner.definite and _covers(owner.definite, first, last))
    if definite:
        # On the day of a sale both sides had it.
        knowledge = Knowledge.DEFINITE if len(definite) == 1 or first == last else Knowledge.CONTRADICTED
        return Segment(first, last, knowledge, definite)
    possible = tuple(owner.number for owner in owners if _covers(owner.possible, first, last))
    return Segment(first, last, Knowledge.POSSIBLE if possible else Knowledge.UNKNOWN, possible)


def _covers(interval: Interval, first: int, last: int) -> bool:
    return (interval.first is None or interval.first <= first) and (interval.last is None or interval.last >= last)


def _merge(segments: Iterable[Segment]) -> list[Segment]:
    merged: list[Segment] = []
    for segment in segments:
        before = merged[-1] if merged else None
        if before and (before.knowledge, before.holders) == (segment.knowledge, segment.holders):
            merged[-1] = Segment(before.first, segment.last, segment.knowledge, segment.holders)
        else:
            merged.append(segment)
    return merged
