"""From events to what follows: when each holder definitely and possibly had the object, and what cannot be true."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from museion.heritage.custody.events import ANYTIME, Bounds, CustodyEvent
from museion.heritage.custody.network import Arc, Clash, Network


class Contradiction(StrEnum):
    """What two statements deny of each other."""

    TWO_HOLDERS = "two_holders"
    OUT_OF_ORDER = "out_of_order"
    ENDS_BEFORE_BEGINNING = "ends_before_beginning"
    AFTER_DEATH = "after_death"
    BEFORE_BIRTH = "before_birth"
    BEFORE_CREATION = "before_creation"
    IN_THE_FUTURE = "in_the_future"


@dataclass(frozen=True, slots=True)
class Interval:
    """Both days belong to it; None is open."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Holding:
    """What follows for one event.

    `definite`: held on all of these days. `possible`: held at most on these. `sometime`: held on at least one of these
    (“in 1970”), where no single day is definite.
    """

    number: int
    event: CustodyEvent
    begin: Bounds
    end: Bounds
    possible: Interval
    definite: Interval | None = None
    sometime: Interval | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """`late` is said to be no earlier than `late_day`, `early` no later than `early_day`: numbers of events, or None."""

    kind: Contradiction
    late: int | None
    late_day: int
    early: int | None
    early_day: int


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known beside the chain. `created`: first and last possible day of making. `is_held`: the last holder still has it."""

    today: int
    created: Bounds = ANYTIME
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class Reasoned:
    holdings: tuple[Holding, ...]
    conflicts: tuple[Conflict, ...]
    circumstances: Circumstances


_ORIGIN, _TODAY = 0, 1


def reason(events: Sequence[CustodyEvent], circumstances: Circumstances) -> Reasoned:
    """Every event has two moments, its beginning and its end; their bounds are tightened by what must come before what."""
    moments = _make_moments(events, circumstances)
    conflicts = _mend_swapped(moments)
    network = Network(moments.bounds)
    conflicts += [_tell(clash, moments) for clash in network.settle(moments.arcs)]
    holdings = tuple(_make_holding(number, event, network) for number, event in enumerate(events))
    return Reasoned(holdings, tuple(dict.fromkeys(conflicts)), circumstances)


@dataclass(slots=True)
class _Moments:
    """`bounds` of each moment and, beside it, the number of the event that it belongs to (None: the making, today)."""

    bounds: list[Bounds]
    numbers: list[int | None]
    arcs: list[Arc]

    def add(self, bounds: Bounds, number: int) -> int:
        self.bounds.append(bounds)
        self.numbers.append(number)
        return len(self.bounds) - 1


def _make_moments(events: Sequence[CustodyEvent], known: Circumstances) -> _Moments:
    moments = _Moments([known.created, Bounds(known.today, known.today)], [None, None], [])
    for number, event in enumerate(events):
        moments.add(event.begin, number)
        moments.add(event.end, number)
        moments.arcs += _bind_event(number)
    moments.arcs += _bind_order(events)
    for number, event in enumerate(events):
        _bind_life(number, event, moments)
    last = next((number for number in reversed(range(len(events))) if events[number].has_title), None)
    if known.is_held and last is not None and events[last].end.is_open:
        moments.arcs.append(Arc(_TODAY, _end(last), Contradiction.IN_THE_FUTURE, is_soft=True))
    return moments


def _begin(number: int) -> int:
    return 2 + 2 * number


def _end(number: int) -> int:
    return 3 + 2 * number


def _bind_event(number: int) -> list[Arc]:
    return [
        Arc(_begin(number), _end(number), Contradiction.ENDS_BEFORE_BEGINNING),
        Arc(_ORIGIN, _begin(number), Contradiction.BEFORE_CREATION),
        Arc(_begin(number), _TODAY, Contradiction.IN_THE_FUTURE),
        Arc(_end(number), _TODAY, Contradiction.IN_THE_FUTURE, is_soft=True),
    ]


def _bind_order(events: Sequence[CustodyEvent]) -> list[Arc]:
    """Owners follow one another; an agent has it after its owner began and before the next one did."""
    arcs: list[Arc] = []
    owner: int | None = None
    is_straight = True
    for number, event in enumerate(events):
        is_straight = is_straight and event.is_direct
        if owner is not None:
            arcs.append(Arc(_begin(owner), _begin(number), Contradiction.OUT_OF_ORDER))
        if not event.has_title:
            continue
        if owner is not None:
            arcs.append(Arc(_end(owner), _begin(number), Contradiction.TWO_HOLDERS))
            if is_straight:
                arcs.append(Arc(_begin(number), _end(owner), Contradiction.TWO_HOLDERS, is_soft=True))
        arcs += _close_agents(events, owner, number)
        owner, is_straight = number, True
    return arcs


def _close_agents(events: Sequence[CustodyEvent], owner: int | None, number: int) -> Iterator[Arc]:
    for agent in range(0 if owner is None else owner + 1, number):
        if not events[agent].has_title:
            yield Arc(_begin(agent), _begin(number), Contradiction.OUT_OF_ORDER)
            yield Arc(_end(agent), _begin(number), Contradiction.OUT_OF_ORDER, is_soft=True)


def _bind_life(number: int, event: CustodyEvent, moments: _Moments) -> None:
    """A life's end limits what it leaves open; an end that is stated later than it is a contradiction."""
    if event.life.birth.earliest is not None:
        birth = moments.add(Bounds(event.life.birth.earliest, None), number)
        moments.arcs.append(Arc(birth, _begin(number), Contradiction.BEFORE_BIRTH))
    if event.life.death.latest is not None:
        death = moments.add(Bounds(None, event.life.death.latest), number)
        moments.arcs.append(Arc(_begin(number), death, Contradiction.AFTER_DEATH))
        moments.arcs.append(Arc(_end(number), death, Contradiction.AFTER_DEATH, is_soft=event.end.is_open))


def _mend_swapped(moments: _Moments) -> list[Conflict]:
    """A statement whose first day is after its last says nothing that could be used."""
    conflicts = []
    for moment, each in enumerate(moments.bounds):
        if each.earliest is not None and each.latest is not None and each.earliest > each.latest:
            number, kind = moments.numbers[moment], Contradiction.ENDS_BEFORE_BEGINNING
            conflicts.append(Conflict(kind, number, each.earliest, number, each.latest))
            moments.bounds[moment] = Bounds()
    return conflicts


def _tell(clash: Clash, moments: _Moments) -> Conflict:
    late, early = moments.numbers[clash.late_moment], moments.numbers[clash.early_moment]
    return Conflict(Contradiction(clash.arc.kind), late, clash.late_day, early, clash.early_day)


def _make_holding(number: int, event: CustodyEvent, network: Network) -> Holding:
    begin, end = network.get_bounds(_begin(number)), network.get_bounds(_end(number))
    definite = sometime = None
    if begin.latest is not None and end.earliest is not None and event.is_certain:
        if begin.latest <= end.earliest:
            definite = Interval(begin.latest, end.earliest)
        else:
            sometime = Interval(end.earliest, begin.latest)
    return Holding(number, event, begin, end, Interval(begin.earliest, end.latest), definite, sometime)
