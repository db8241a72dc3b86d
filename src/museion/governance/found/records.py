"""How assemblies, motions and advice are found: by their words and year. Ballots are found through their assembly."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from museion.core.access import get_access_tokens
from museion.core.models.records import Record
from museion.governance.models import Advice, Assembly, Motion
from museion.search.documents import Card, Document, Field, FieldKind, Source
from museion.search.sources import source_keys

_TITLE = Field("title", FieldKind.TEXT, _("title or name"), weight=4.0, is_sortable=True, is_name=True)
_TEXT = Field("description", FieldKind.TEXT, _("description"))
_DATE = Field("date", FieldKind.YEARS, _("date"), is_sortable=True)
FIELDS = (_TITLE, _TEXT, _DATE)


def load_assemblies(keys: Sequence[str]) -> Iterable[Document]:
    for assembly in Assembly.objects.current().filter(key__in=keys).select_related("body"):
        document = _begin(assembly, "assembly", assembly.begins_at)
        document.add_map("title", assembly.names)
        document.add_map("description", assembly.body.names)
        document.add_text("description", assembly.place)
        yield document


def present_assemblies(keys: Sequence[str], _language: str) -> Iterable[Card]:
    for assembly in Assembly.objects.current().filter(key__in=keys):
        facts = (_word_day(assembly.begins_at), assembly.place, str(assembly.get_state_display()))
        days = (assembly.begins_at.date(), assembly.ends_at.date())
        yield Card(assembly.key, "assembly", assembly.names, facts=tuple(fact for fact in facts if fact), days=days)


def load_motions(keys: Sequence[str]) -> Iterable[Document]:
    for motion in Motion.objects.current().filter(key__in=keys).select_related("assembly"):
        document = _begin(motion, "motion", motion.decided_at or motion.assembly.begins_at)
        document.add_map("title", motion.titles)
        document.add_map("description", motion.texts)
        yield document


def present_motions(keys: Sequence[str], language: str) -> Iterable[Card]:
    for motion in Motion.objects.current().filter(key__in=keys).select_related("assembly"):
        facts = (str(motion.get_state_display()), motion.assembly.names.pick(language).text)
        yield Card(motion.key, "motion", motion.titles, summary=motion.texts, facts=facts)


def load_advice(keys: Sequence[str]) -> Iterable[Document]:
    for advice in Advice.objects.current().filter(key__in=keys):
        document = _begin(advice, "advice", advice.asked_date)
        document.add_map("title", advice.questions)
        document.add_text("title", advice.partner)
        document.add_map("description", advice.answers)
        document.add_map("description", advice.decisions)
        yield document


def present_advice(keys: Sequence[str], _language: str) -> Iterable[Card]:
    for advice in Advice.objects.current().filter(key__in=keys):
        facts = (advice.partner, str(advice.get_state_display()), _word_day(advice.asked_date))
        yield Card(advice.key, "advice", advice.questions, summary=advice.answers, facts=facts)


def _begin(record: Record, kind: str, day: date | datetime) -> Document:
    document = Document(record.key, kind, get_access_tokens(record.access, record.scope_key))
    document.years["date"] = (day.year, day.year)
    return document


def _word_day(day: date | datetime) -> str:
    return date_format(day, "DATE_FORMAT")


ASSEMBLY_SOURCE = Source(
    "assembly", FIELDS, load=load_assemblies, iterate_keys=source_keys(Assembly), present=present_assemblies
)
MOTION_SOURCE = Source("motion", FIELDS, load=load_motions, iterate_keys=source_keys(Motion), present=present_motions)
ADVICE_SOURCE = Source("advice", FIELDS, load=load_advice, iterate_keys=source_keys(Advice), present=present_advice)
