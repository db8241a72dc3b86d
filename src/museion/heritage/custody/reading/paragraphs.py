"""A provenance paragraph as a chain of events, in the order of time, with what was not understood."""

import re
from dataclasses import dataclass, replace

from museion.heritage.custody.events import CustodyEvent
from museion.heritage.custody.methods import Method
from museion.heritage.custody.reading.splitting import REMARK, Statement, split_notes, split_statements
from museion.heritage.custody.reading.statements import read_statement

LONGEST = 20_000
MOST_EVENTS = 500
_EARLIER = re.compile(r"(?:acquired|purchased|bought)\b.* by ", re.IGNORECASE)
_GIVING = frozenset({Method.GIFT, Method.BEQUEST})


class UnreadableParagraphError(ValueError):
    """The text is too long to be a provenance paragraph; the message says the limit."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`remarks`: what editors wrote about the record. `notes`: footnotes by number.

    `prose`: sentences on lines of their own that tell something else than who held the object.
    """

    text: str
    events: tuple[CustodyEvent, ...]
    notes: dict[str, str]
    remarks: tuple[str, ...] = ()
    prose: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        return bool(self.events) and not self.prose and all(event.is_read for event in self.events)

    @property
    def is_part(self) -> bool:
        return not self.is_whole and any(event.is_read for event in self.events)


def read_paragraph(text: str) -> Paragraph:
    """Raises `UnreadableParagraphError` for what is longer than any chain."""
    if len(text) > LONGEST:
        raise UnreadableParagraphError(f"{len(text)} characters; a paragraph has at most {LONGEST}")
    main, notes = split_notes(text)
    events: list[CustodyEvent] = []
    remarks: list[str] = []
    prose: list[str] = []
    has_prose = False
    for statement in split_statements(main):
        if REMARK.match(statement.text):
            remarks.append(statement.text)
            continue
        event = read_statement(statement, notes)
        if events and not event.is_read and (has_prose or statement.is_new_line):
            has_prose = True
            prose.append(statement.text)
        else:
            _add(events, event, statement)
    if len(events) > MOST_EVENTS:
        raise UnreadableParagraphError(f"{len(events)} statements; a paragraph has at most {MOST_EVENTS}")
    return Paragraph(text, tuple(events), notes, tuple(remarks), tuple(prose))


def _add(events: list[CustodyEvent], event: CustodyEvent, statement: Statement) -> None:
    """“Bequest of Dr. A” and then “Acquired by Dr. A from B”: the later line tells what came before.

    A date alone belongs to the statement that it follows.
    """
    last = events[-1] if events else None
    if last is None:
        events.append(replace(event, is_direct=False))
    elif _is_date_alone(event):
        place = len(events) - 1 - (last.method in _GIVING and len(events) > 1 and events[-2].span > last.span)
        events[place] = replace(events[place], begin=event.begin, end=event.end, dates_text=event.dates_text)
    elif last.method in _GIVING and not last.party and _EARLIER.match(statement.text):
        events[-1:] = [replace(event, is_direct=last.is_direct), replace(last, is_direct=True)]
    else:
        events.append(event)


def _is_date_alone(event: CustodyEvent) -> bool:
    return bool(event.dates_text) and not event.party and event.method is None
