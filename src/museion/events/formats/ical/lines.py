"""Content lines of a calendar file with the numbers of the lines they began on, and the components that they make up."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field

from icalendar.parser import Contentline, Parameters

from museion.core.wording import Wording

_LONGEST = 1_000_000


class UnreadableCalendarError(ValueError):
    """The file as a whole is no calendar; `line` says where that shows."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(Wording("line %(line)s: %(problem)s", line=str(line), problem=message))
        self.line, self.message = line, message


@dataclass(frozen=True, slots=True)
class Line:
    """One property. `raw` is still escaped."""

    number: int
    name: str
    parameters: Parameters
    raw: str


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is none of iCalendar."""

    number: int
    text: str


@dataclass(slots=True)
class Component:
    """What stands between BEGIN and END."""

    name: str
    number: int
    lines: list[Line] = field(default_factory=list)
    bad_lines: list[BadLine] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)

    def find(self, name: str) -> Line | None:
        return next((line for line in self.lines if line.name == name), None)

    def find_all(self, name: str) -> list[Line]:
        return [line for line in self.lines if line.name == name]

    def walk(self, name: str) -> Iterator["Component"]:
        for part in self.parts:
            if part.name == name:
                yield part
            yield from part.walk(name)


def read_components(content: bytes) -> Component:
    """Everything in the file under one nameless component. Raises `UnreadableCalendarError`."""
    root = Component("", 0)
    open_ones = [root]
    for number, text in unfold(decode(content)):
        line = _read_line(number, text)
        if isinstance(line, BadLine):
            open_ones[-1].bad_lines.append(line)
        elif line.name == "BEGIN":
            component = Component(line.raw.strip().upper(), number)
            open_ones[-1].parts.append(component)
            open_ones.append(component)
        elif line.name == "END":
            _close(open_ones, line)
        else:
            open_ones[-1].lines.append(line)
    if len(open_ones) > 1:
        left = open_ones[-1]
        raise UnreadableCalendarError(
            left.number, Wording("BEGIN:%(name)s has no END: the file was cut off", name=left.name)
        )
    if not root.parts:
        raise UnreadableCalendarError(1, Wording("no BEGIN:VCALENDAR: this is no iCalendar file"))
    return root


def decode(content: bytes) -> str:
    """UTF-8 (RFC 5545, 3.1.4); old programs wrote Latin-1."""
    plain = content.removeprefix(codecs.BOM_UTF8)
    try:
        return plain.decode("utf-8")
    except UnicodeDecodeError:
        return plain.decode("latin-1")


def unfold(text: str) -> Iterator[tuple[int, str]]:
    """Lines put together again where a space or tab begins the next (3.1), with the number each began on."""
    held, began = "", 0
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        if line[:1] in {" ", "\t"} and began:
            held += line[1:]
            if len(held) > _LONGEST:
                raise UnreadableCalendarError(began, Wording("this line is longer than a million characters"))
            continue
        if held.strip():
            yield began, held
        held, began = line, number
    if held.strip():
        yield began, held


def _read_line(number: int, text: str) -> Line | BadLine:
    try:
        name, parameters, _value = Contentline(text).parts()  # type: ignore[no-untyped-call]
    except (ValueError, KeyError, IndexError):
        return BadLine(number, text[:200])
    return Line(number, name.upper(), parameters, _find_raw(text))


def _find_raw(text: str) -> str:
    """What follows the first colon outside of quotes."""
    is_quoted = False
    for place, character in enumerate(text):
        if character == '"':
            is_quoted = not is_quoted
        elif character == ":" and not is_quoted:
            return text[place + 1 :]
    return ""


def _close(open_ones: list[Component], line: Line) -> None:
    name = line.raw.strip().upper()
    if len(open_ones) == 1:
        raise UnreadableCalendarError(line.number, Wording("END:%(name)s without a BEGIN:%(name)s", name=name))
    if open_ones[-1].name != name:
        begun = open_ones[-1]
        told = Wording(
            "END:%(name)s, but BEGIN:%(begun)s of line %(line)s is open",
            name=name,
            begun=begun.name,
            line=str(begun.number),
        )
        raise UnreadableCalendarError(line.number, told)
    open_ones.pop()
