"""A chain of custody as JSON, with what follows from it."""

from datetime import date
from typing import Any

from pydantic import BaseModel

from museion.heritage.custody.events import Bounds
from museion.heritage.custody.reasoning import Interval
from museion.heritage.models import CulturalObject
from museion.heritage.queries.custody import get_custody

Days = tuple[int | None, int | None]


class HolderJson(BaseModel):
    """One holder. Pairs of days are YYYYMMDD of the astronomical year, null is open. `method`: a code of Art Tracks."""

    party: str
    place: str
    country: str
    method: str
    giver: str
    dates_text: str
    begin: Days
    end: Days
    definite: Days | None
    possible: Days
    sometime: Days | None
    is_direct: bool
    is_agent: bool
    is_certain: bool
    is_understood: bool
    papers: list[str]
    text: str


class SegmentJson(BaseModel):
    """A stretch of time: definite, possible, unknown or contradicted. `holders`: positions in the list of holders."""

    first: int
    last: int
    knowledge: str
    holders: list[int]


class CustodyJson(BaseModel):
    """`is_confirmed`: a person has confirmed the chain. `contradictions`, `windows`: questions for a person, not findings."""

    object: str
    is_confirmed: bool
    holders: list[HolderJson]
    segments: list[SegmentJson]
    contradictions: list[dict[str, Any]]
    windows: list[dict[str, Any]]


def describe_custody(record: CulturalObject, *, today: date) -> CustodyJson:
    """An object of which nothing is known has no holders."""
    custody = get_custody(record, today=today)
    if custody is None:
        return CustodyJson(
            object=record.key, is_confirmed=False, holders=[], segments=[], contradictions=[], windows=[]
        )
    return CustodyJson(
        object=record.key,
        is_confirmed=custody.paragraph is None,
        holders=[
            HolderJson(
                party=held.event.party,
                place=held.event.place,
                country=held.event.country,
                method=held.event.method.value if held.event.method else "",
                giver=held.event.giver,
                dates_text=held.event.dates_text,
                begin=_pair(held.begin),
                end=_pair(held.end),
                definite=_pair_interval(held.definite),
                possible=(held.possible.first, held.possible.last),
                sometime=_pair_interval(held.sometime),
                is_direct=held.event.is_direct,
                is_agent=held.event.is_agent,
                is_certain=held.event.is_certain,
                is_understood=held.event.is_read,
                papers=list(held.event.papers),
                text=held.event.text,
            )
            for held in custody.reasoned.holdings
        ],
        segments=[
            SegmentJson(first=part.first, last=part.last, knowledge=part.knowledge.value, holders=list(part.holders))
            for part in custody.segments
        ],
        contradictions=[
            {
                "kind": conflict.kind.value,
                "late": conflict.late,
                "late_day": conflict.late_day,
                "early": conflict.early,
                "early_day": conflict.early_day,
            }
            for conflict in custody.reasoned.conflicts
        ],
        windows=[
            {
                "window": window.window.value,
                "first": window.first,
                "last": window.last,
                "falls": window.falls,
                "holders": list(window.holders),
                "title": window.title,
            }
            for window in custody.windows
        ],
    )


def _pair(bounds: Bounds) -> Days:
    return bounds.earliest, bounds.latest


def _pair_interval(interval: Interval | None) -> Days | None:
    return (interval.first, interval.last) if interval else None
