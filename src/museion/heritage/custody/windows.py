"""Risk windows: stretches of a chain in which the object may have changed hands or left its country unlawfully.

A window is a question for a person, never a verdict. What falls in it is stated by the chain; what may fall is left open by it.
"""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from museion.core.dates.days import make_day_number
from museion.heritage.custody.methods import Method
from museion.heritage.custody.reasoning import Holding, Reasoned
from museion.heritage.custody.segments import Knowledge, Segment


class Window(StrEnum):
    PERSECUTION = "persecution"
    CONVENTION_1970 = "convention_1970"
    COUNTRY_LAW = "country_law"
    AREA_AT_RISK = "area_at_risk"
    TAKING = "taking"
    NO_PERMIT = "no_permit"


class Paper(StrEnum):
    """Documents that close a window."""

    EXPORT_LICENCE = "export_licence"
    IMPORT_LICENCE = "import_licence"
    EXCAVATION_PERMIT = "excavation_permit"
    TITLE_DOCUMENT = "title_document"
    RESTITUTION_AGREEMENT = "restitution_agreement"


@dataclass(frozen=True, slots=True)
class CountryRule:
    """From `year` on, what leaves `country` needs its leave (a law), or the country is at risk (an emergency list)."""

    window: Window
    country: str
    year: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the object comes from and where it is now, ISO 3166-1; empty where nobody knows."""

    country: str = ""
    holder_country: str = ""


@dataclass(frozen=True, slots=True)
class RiskWindow:
    """`falls`: the chain says so itself; otherwise it leaves it open. `holders`: numbers of the events concerned."""

    window: Window
    first: int
    last: int
    falls: bool
    holders: tuple[int, ...]
    title: str = ""


def find_windows(
    reasoned: Reasoned, segments: Sequence[Segment], origin: Origin, rules: Iterable[CountryRule] = ()
) -> list[RiskWindow]:
    return [
        *_find_takings(reasoned),
        *_find_persecution(reasoned, segments),
        *_find_departures(reasoned, origin, rules),
    ]


def _find_takings(reasoned: Reasoned) -> Iterator[RiskWindow]:
    """What was taken and not given back, and what was dug without a permit at hand."""
    restored = [held.number for held in reasoned.holdings if held.event.method is Method.RESTITUTION]
    for held in reasoned.holdings:
        event = held.event
        days = _get_days(held, reasoned)
        if event.method and event.method.is_taking and not any(number > held.number for number in restored):
            yield RiskWindow(Window.TAKING, *days, falls=True, holders=(held.number,))
        elif event.method is Method.EXCAVATION and Paper.EXCAVATION_PERMIT not in event.papers:
            yield RiskWindow(Window.NO_PERMIT, *days, falls=False, holders=(held.number,))


def _get_days(held: Holding, reasoned: Reasoned) -> tuple[int, int]:
    today = reasoned.circumstances.today
    first = held.begin.earliest if held.begin.earliest is not None else reasoned.circumstances.created.earliest
    last = held.begin.latest if held.begin.latest is not None else today
    return (first if first is not None else last), last


def _find_persecution(reasoned: Reasoned, segments: Sequence[Segment]) -> Iterator[RiskWindow]:
    """1933 to 1945 in Europe: what is not held by one certain owner, and whoever acquired it there then."""
    known = _load_windows()["persecution"]
    first, last, countries = known["first"], known["last"], frozenset(known["countries"])
    acquired = [held for held in reasoned.holdings if _is_acquired_in(held, first, last, countries)]
    open_parts = [part for part in segments if _is_open(part, reasoned, first, last, countries)]
    if not acquired and not open_parts:
        return
    begin = max(first, min((part.first for part in open_parts), default=first))
    end = min(last, max((part.last for part in open_parts), default=last))
    numbers = dict.fromkeys([held.number for held in acquired] + [each for part in open_parts for each in part.holders])
    yield RiskWindow(Window.PERSECUTION, begin, end, falls=bool(acquired), holders=tuple(sorted(numbers)))


def _is_acquired_in(held: Holding, first: int, last: int, countries: frozenset[str]) -> bool:
    """Stated to have changed hands then and there; the maker of a new work acquires nothing."""
    begin = held.begin
    is_inside = (
        begin.earliest is not None and begin.latest is not None and first <= begin.earliest <= begin.latest <= last
    )
    return is_inside and held.number > 0 and held.event.has_title and held.event.country in countries


def _is_open(part: Segment, reasoned: Reasoned, first: int, last: int, countries: frozenset[str]) -> bool:
    if part.last < first or part.first > last or part.knowledge is Knowledge.DEFINITE:
        return False
    if part.knowledge is Knowledge.UNKNOWN:
        return True
    events = [reasoned.holdings[number].event for number in part.holders]
    # Safe only where everybody who may have had it was elsewhere and nobody can stand between them.
    return not all(event.country and event.country not in countries and event.is_direct for event in events)


def _find_departures(reasoned: Reasoned, origin: Origin, rules: Iterable[CountryRule]) -> Iterator[RiskWindow]:
    """When it left the country it comes from: after a date that asks for papers, or at a time that nobody knows."""
    if not origin.country or origin.holder_country == origin.country:
        return
    if any(Paper.EXPORT_LICENCE in held.event.papers for held in reasoned.holdings):
        return
    days = [(Window.CONVENTION_1970, int(_load_windows()["convention_1970"]["first"]), "")]
    days += [(rule.window, make_day_number(rule.year), rule.title) for rule in rules if rule.country == origin.country]
    abroad = [held for held in reasoned.holdings if held.event.country and held.event.country != origin.country]
    for window, day, title in days:
        if not any(_is_before(held, day) for held in abroad):
            numbers = tuple(held.number for held in abroad[:1])
            yield RiskWindow(
                window, day, reasoned.circumstances.today, _left_after(reasoned, origin, day), numbers, title
            )


def _is_before(held: Holding, day: int) -> bool:
    return held.event.is_certain and held.begin.latest is not None and held.begin.latest < day


def _left_after(reasoned: Reasoned, origin: Origin, day: int) -> bool:
    """The chain itself puts the object in its country on or after the day."""
    return any(
        held.event.country == origin.country and held.event.is_certain and (held.end.earliest or 0) >= day
        for held in reasoned.holdings
    )


@lru_cache(maxsize=1)
def _load_windows() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files(__package__) / "windows.toml").read_text("utf-8"))
