"""An object's chain of custody with all that follows from it: holdings, time line, contradictions, risk windows."""

from dataclasses import dataclass
from datetime import date

from museion.core.dates import make_day_number
from museion.heritage.custody.events import Bounds, CustodyEvent, Life
from museion.heritage.custody.methods import Method
from museion.heritage.custody.reading import Paragraph, read_paragraph
from museion.heritage.custody.reading.paragraphs import UnreadableParagraphError
from museion.heritage.custody.reading.places import find_country
from museion.heritage.custody.reasoning import Circumstances, Reasoned, reason
from museion.heritage.custody.segments import Segment, cut_segments
from museion.heritage.custody.windows import Origin, RiskWindow, find_windows
from museion.heritage.models import CulturalObject, CustodyLine, ObjectDescription
from museion.heritage.rules import get_country_rules
from museion.network.models import Museum


@dataclass(frozen=True, slots=True)
class Custody:
    """`paragraph`: what was read just now, where nobody has confirmed the chain yet."""

    reasoned: Reasoned
    segments: list[Segment]
    windows: list[RiskWindow]
    paragraph: Paragraph | None = None


def get_custody(record: CulturalObject, *, today: date) -> Custody | None:
    """None where nothing is known. Confirmed lines come before what the paragraph tells."""
    lines = list(record.custody_lines.all())
    if lines:
        return examine_custody(record, [_make_event(line) for line in lines], museum=record.museum, today=today)
    paragraph = _read(record.provenance)
    if paragraph is None:
        return None
    return examine_custody(record, list(paragraph.events), museum=record.museum, today=today, paragraph=paragraph)


def read_events(record: CulturalObject) -> list[CustodyEvent]:
    """The chain alone, without what follows from it."""
    lines = [_make_event(line) for line in record.custody_lines.all()]
    paragraph = None if lines else _read(record.provenance)
    return list(paragraph.events) if paragraph else lines


def examine_told_custody(record: ObjectDescription, text: str, *, today: date) -> Custody | None:
    """Of an object that no museum holds, by a paragraph that came with it; None where it says nothing."""
    paragraph = _read(text)
    if paragraph is None:
        return None
    return examine_custody(record, list(paragraph.events), museum=None, today=today, paragraph=paragraph)


def examine_custody(
    record: ObjectDescription,
    events: list[CustodyEvent],
    *,
    museum: Museum | None,
    today: date,
    paragraph: Paragraph | None = None,
) -> Custody:
    """`museum`: where the object is now, if it is known."""
    created = Bounds(record.date_earliest, record.date_latest)
    day = make_day_number(today.year, today.month, today.day)
    reasoned = reason(events, Circumstances(day, created, is_held=museum is not None))
    segments = cut_segments(reasoned)
    country = find_origin(record)
    origin = Origin(country, museum.country if museum else "")
    return Custody(reasoned, segments, find_windows(reasoned, segments, origin, get_country_rules(country)), paragraph)


def find_origin(record: ObjectDescription) -> str:
    """The country that the object's place of discovery or of origin names; empty where none is certain."""
    for place in (record.place_of_discovery, record.place_of_origin):
        text = place.pick("en").text
        if code := find_country(text):
            return code
    return ""


def _read(text: str) -> Paragraph | None:
    """None where no holder is told of, or by a text that is no paragraph."""
    try:
        paragraph = read_paragraph(text)
    except UnreadableParagraphError:
        return None
    return paragraph if paragraph.events else None


def _make_event(line: CustodyLine) -> CustodyEvent:
    return CustodyEvent(
        party=line.party,
        place=line.place,
        country=line.country,
        method=Method(line.method) if line.method in set(Method) else None,
        giver=line.giver,
        begin=Bounds(line.begin_earliest, line.begin_latest),
        end=Bounds(line.end_earliest, line.end_latest),
        dates_text=line.dates_text,
        life=Life(Bounds(line.birth_earliest, None), Bounds(None, line.death_latest)),
        is_direct=line.is_direct,
        is_agent=line.is_agent,
        is_certain=line.is_certain,
        is_read=line.is_read,
        papers=tuple(line.papers),
        notes=tuple(line.notes),
        text=line.text,
    )
