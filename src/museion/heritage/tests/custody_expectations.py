"""Reads the facts of `data/custody_expected.txt` and counts how many of them a reading of the paragraphs found."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from museion.core.dates import read_edtf
from museion.heritage.custody.events import Bounds, CustodyEvent

_FILE = Path(__file__).parent / "data" / "custody_expected.txt"
_SHORT = {
    "$D": "Department of Fine Arts, Carnegie Institute",
    "$M": "Museum of Art, Carnegie Institute",
    "$C": "Carnegie Museum of Art",
    "$P": "Pittsburgh, PA",
}


@dataclass(slots=True)
class Expected:
    party: str
    place: str = ""
    method: str = ""
    begin: Bounds = field(default_factory=Bounds)
    end: Bounds = field(default_factory=Bounds)
    marks: frozenset[str] = frozenset()
    giver: str = ""


def load_expected() -> dict[str, list[Expected]]:
    """By accession number."""
    found: dict[str, list[Expected]] = {}
    for line in _FILE.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        if line[:2].isdigit() and "|" not in line and "@" not in line:
            events = found.setdefault(line.strip(), [])
        else:
            events.append(_read(line))
    return found


def _read(line: str) -> Expected:
    for short, long in _SHORT.items():
        line = line.replace(short, long)
    head, method, dates, marks = ([part.strip() for part in line.split("|")] + [""] * 3)[:4]
    party, _, place = (part.strip() for part in head.partition("@"))
    expected = Expected(party, place, method)
    for date in dates.split():
        _read_date(expected, date)
    words, _, expected.giver = marks.partition("from:")
    expected.marks = frozenset(words.split())
    return expected


def _read_date(expected: Expected, text: str) -> None:
    name, sign = text[0], text[1:3].rstrip("0123456789")
    if text.startswith("in="):
        span = read_edtf(text[3:])
        expected.begin, expected.end = Bounds(None, span.latest), Bounds(span.earliest, None)
        return
    span = read_edtf(text[1 + len(sign) :])
    bounds = Bounds(None if sign == "<=" else span.earliest, None if sign == ">=" else span.latest)
    if name == "b":
        expected.begin = bounds
    else:
        expected.end = bounds


def compare(expected: Sequence[Expected], events: Sequence[CustodyEvent], counts: Counter[str]) -> list[str]:
    """What differs, in words; `counts` gets right answers by fact and, under `of_…`, how many there were."""
    problems = []
    counts["of_events"] += 1
    if len(expected) == len(events):
        counts["events"] += 1
    else:
        problems.append(f"{len(events)} events, not {len(expected)}: {[event.party for event in events]}")
    for number, wanted in enumerate(expected):
        event = events[number] if number < len(events) else CustodyEvent(party="(none)")
        for name, is_right, told in _check(wanted, event, is_first=number == 0):
            counts[f"of_{name}"] += 1
            counts[name] += is_right
            if not is_right:
                problems.append(f"{number} {name}: {told}")
    return problems


def _check(wanted: Expected, event: CustodyEvent, *, is_first: bool) -> Iterable[tuple[str, bool, str]]:
    yield "party", event.party.casefold() == wanted.party.casefold(), f"{event.party!r}, not {wanted.party!r}"
    if wanted.place:
        yield "place", event.place == wanted.place, f"{event.place!r}, not {wanted.place!r}"
    yield "method", (event.method or "") == wanted.method, f"{event.method}, not {wanted.method!r}"
    dates = (event.begin, event.end), (wanted.begin, wanted.end)
    yield "dates", _agree(*dates[0], *dates[1]), f"{dates[0]}, not {dates[1]}"
    yield "agent", event.is_agent == ("agent" in wanted.marks), f"agent {event.is_agent}"
    yield "certain", event.is_certain == ("maybe" not in wanted.marks), f"certain {event.is_certain}"
    if not is_first:
        yield "direct", event.is_direct == ("gap" not in wanted.marks), f"direct {event.is_direct}"
    if wanted.giver:
        yield "giver", event.giver == wanted.giver, f"{event.giver!r}, not {wanted.giver!r}"


def _agree(begin: Bounds, end: Bounds, wanted_begin: Bounds, wanted_end: Bounds) -> bool:
    """Equal, or within a year that was expected because a day as 5/6/1968 has two readings."""
    return _fits(begin, wanted_begin) and _fits(end, wanted_end)


def _fits(found: Bounds, wanted: Bounds) -> bool:
    if found == wanted or None in (found.earliest, found.latest, wanted.earliest, wanted.latest):
        return found == wanted
    is_year = wanted.latest - wanted.earliest == 1130  # type: ignore[operator]
    return is_year and wanted.earliest <= found.earliest and found.latest <= wanted.latest  # type: ignore[operator]
