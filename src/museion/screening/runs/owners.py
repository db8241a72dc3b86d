"""The look at owners: the provenance that a question tells, and what the catalogue knows of an object of that number."""

import re
from collections.abc import Iterator

from django.utils import timezone

from museion.heritage.models import CulturalObject
from museion.heritage.queries.custody import Custody, examine_told_custody, get_custody
from museion.heritage.queries.custody_questions import tell_questions
from museion.screening.runs.looks import Entry, Subject
from museion.screening.terms import Falling

MOST_OBJECTS = 3
_LABEL = re.compile(
    r"(?:^|\n)\s*(?:provenance|provenienz|procedencia|provenienza|proveniencia|proveniens|herkunft|herkomst)\s*[:.\n]\s*"
    r"(?P<told>.+?)(?=\n\s*\n|\n[A-Z][\w ]{2,30}:|\Z)",
    re.IGNORECASE | re.DOTALL,
)


def look_at_custody(subject: Subject) -> list[Entry]:
    """Contradictions and risk windows; nothing where the question tells of no owner."""
    return [entry for source, key, custody in _find_chains(subject) for entry in _describe(source, key, custody)]


def _find_chains(subject: Subject) -> Iterator[tuple[str, str, Custody]]:
    today = timezone.now().date()
    told = _LABEL.search(subject.text)
    if told and (custody := examine_told_custody(subject.row, told["told"].strip(), today=today)):
        yield "", "", custody
    number = subject.row.inventory_number
    if number:
        held = (
            CulturalObject.objects.current().filter(access="public", inventory_number=number).select_related("museum")
        )
        for record in held.prefetch_related("custody_lines")[:MOST_OBJECTS]:
            if custody := get_custody(record, today=today):
                yield record.title.pick(subject.language).text or record.key, record.key, custody


def _describe(source: str, key: str, custody: Custody) -> Iterator[Entry]:
    for question in tell_questions(custody):
        yield {
            "key": key,
            "title": str(question.title),
            "source": source,
            "answer": (Falling.FALLS if question.is_stated else Falling.MAY_FALL).value,
            "used": [],
            "ask": [],
            "duties": question.told,
        }
