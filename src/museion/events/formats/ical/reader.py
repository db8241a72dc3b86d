"""A calendar file as typed events: what can be used, and what cannot, with the line."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from museion.core.wording import Wording
from museion.events.formats.ical.events import CalendarEvent, read_event
from museion.events.formats.ical.lines import Component, decode, read_components
from museion.events.formats.ical.values import BadValueError, Zones, read_zones


@dataclass(frozen=True, slots=True)
class CalendarProblem:
    """An event that was refused. `expected` finishes the sentence."""

    line: int
    name: str
    value: str
    expected: str

    def __str__(self) -> str:
        return str(self.told)

    @property
    def told(self) -> Wording:
        found = f"{self.name}:{self.value[:80]}"
        return Wording(
            "line %(line)s: %(found)s; expected %(expected)s", line=str(self.line), found=found, expected=self.expected
        )


@dataclass(slots=True)
class ReadCalendar:
    """`others`: how many to-dos, journals and the like were passed over, by name."""

    events: list[CalendarEvent] = field(default_factory=list)
    problems: list[CalendarProblem] = field(default_factory=list)
    others: dict[str, int] = field(default_factory=dict)


def read_calendar(content: bytes, *, zone: str = "UTC") -> ReadCalendar:
    """`zone`: of times that name none. Raises `UnreadableCalendarError` for what is no iCalendar file."""
    root = read_components(content)
    texts = _find_zone_texts(decode(content))
    read = ReadCalendar()
    for part in root.parts:
        zones = read_zones(part, texts, zone)
        for component in _iterate(part):
            if component.name == "VEVENT":
                _add(read, component, zones)
            elif component.name not in {"VCALENDAR", "VTIMEZONE"}:
                read.others[component.name] = read.others.get(component.name, 0) + 1
    return read


def _iterate(part: Component) -> Iterator[Component]:
    """The calendar's own components; a bare VEVENT without a calendar around it counts as well."""
    if part.name != "VCALENDAR":
        yield part
    for inner in part.parts if part.name == "VCALENDAR" else ():
        yield from _iterate(inner)


def _add(read: ReadCalendar, component: Component, zones: Zones) -> None:
    try:
        read.events.append(read_event(component, zones))
    except BadValueError as error:
        read.problems.append(CalendarProblem(error.line, error.name, error.value, error.expected))


def _find_zone_texts(text: str) -> dict[str, str]:
    """Each VTIMEZONE as it stands, by its TZID."""
    found: dict[str, str] = {}
    for block in text.replace("\r\n", "\n").split("BEGIN:VTIMEZONE\n")[1:]:
        body = block.partition("END:VTIMEZONE")[0]
        named = next((line[5:].strip() for line in body.split("\n") if line.startswith("TZID:")), "")
        if named:
            found[named] = f"BEGIN:VTIMEZONE\r\n{body.replace(chr(10), chr(13) + chr(10))}END:VTIMEZONE\r\n"
    return found
