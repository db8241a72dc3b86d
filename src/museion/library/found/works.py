"""How publications are found: in every script and language, by people, subjects, numbers and what they are about."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from museion.core.access import get_access_tokens
from museion.core.bulk import read_rows
from museion.core.languages import LanguageMap
from museion.library.found import fields
from museion.library.models import Work
from museion.library.terms import ReferenceType
from museion.network.models import Body, Person
from museion.search.documents import Card, Document, Field, FieldKind, Source
from museion.search.sources import (
    REGION,
    add_country,
    get_years,
    label_choices,
    label_country,
    label_language,
    source_keys,
)
from museion.vocabulary.models import Concept

_TYPE_LABELS = label_choices(ReferenceType)

FIELDS = (
    fields.TITLE,
    Field("author", FieldKind.TEXT, _("author or contributor"), weight=3.0, is_heard=True),
    fields.SUBJECT,
    fields.DESCRIPTION,
    fields.NUMBER,
    Field("publisher", FieldKind.TEXT, _("publisher")),
    Field("series", FieldKind.TEXT, _("series or host")),
    fields.PLACE,
    Field("note", FieldKind.TEXT, _("note"), weight=0.5),
    Field("reference_type", FieldKind.TERM, _("type of publication"), is_facet=True, label_of=_TYPE_LABELS),
    Field("language", FieldKind.TERM, _("language"), is_facet=True, label_of=label_language),
    Field("original_language", FieldKind.TERM, _("translated from"), is_facet=True, label_of=label_language),
    fields.COUNTRY,
    REGION,
    Field("issued_by", FieldKind.TERM, _("issued by"), is_facet=True, label_of=fields.label_body),
    Field("linked", FieldKind.TERM, _("about or by"), label_of=fields.label_linked),
    Field("has_file", FieldKind.TERM, _("full text"), is_facet=True, label_of=fields.label_presence),
    fields.SOURCE,
    fields.DATE,
)


class _Row(NamedTuple):
    """The columns that a document is made of."""

    id: int
    key: str
    access: str
    scope_key: str
    source: str
    withdrawn_at: object
    reference_type: str
    titles: dict[str, str]
    other_titles: list[dict[str, Any]]
    responsibility: str
    contributors: list[dict[str, Any]]
    languages: list[str]
    original_languages: list[str]
    place: str
    publisher: str
    date_earliest: int | None
    date_latest: int | None
    series: list[dict[str, Any]]
    host: dict[str, Any]
    notes: list[dict[str, Any]]
    abstracts: dict[str, str]
    subjects: list[dict[str, Any]]
    countries: list[str]
    classifications: list[dict[str, Any]]
    numbers: list[dict[str, Any]]
    issued_by_id: int | None
    related_keys: list[str]


def load_works(keys: Sequence[str]) -> Iterable[Document]:
    """Five reads a batch, six where people are tied: works, bodies, concepts, objects, which have files, names of people."""
    found = map(_Row._make, read_rows(Work, _Row._fields, where="key", values=keys))
    rows = [row for row in found if row.withdrawn_at is None]
    bodies = Body.objects.filter(access="public").in_bulk({row.issued_by_id for row in rows if row.issued_by_id})
    concepts = _read_concepts([row.id for row in rows])
    objects = _read_objects([row.id for row in rows])
    names = _read_names(rows)
    filed = set(Work.objects.filter(id__in=[row.id for row in rows], files__isnull=False).values_list("id", flat=True))
    for row in rows:
        document = _describe(row)
        for key, labels in concepts.get(row.id, ()):
            document.add_map("subject", labels)
            document.add_term("linked", key)
        body = bodies.get(row.issued_by_id or 0)
        document.add_term("issued_by", body.key if body else None)
        document.add_term("linked", *_list_linked(row), *objects.get(row.id, ()))
        _add_other_names(document, row, names)
        document.add_term("has_file", "yes" if row.id in filed else None)
        yield document


def _read_concepts(work_ids: list[int]) -> dict[int, list[tuple[str, LanguageMap]]]:
    """By work, keys and labels."""
    labels: dict[int, list[tuple[str, LanguageMap]]] = {}
    linked = Concept.objects.filter(works__in=work_ids, access="public")
    for work_id, key, pref_labels in linked.values_list("works", "key", "pref_labels"):
        labels.setdefault(work_id, []).append((key, pref_labels))
    return labels


def _read_objects(work_ids: list[int]) -> dict[int, list[str]]:
    keys: dict[int, list[str]] = {}
    treated = Work.objects.filter(id__in=work_ids, objects_treated__access="public")
    for work_id, key in treated.values_list("id", "objects_treated__key"):
        keys.setdefault(work_id, []).append(key)
    return keys


def _list_linked(row: _Row) -> list[str]:
    """Keys of records that the work names, people and bodies first."""
    return [*(held["key"] for held in row.contributors if held.get("key")), *row.related_keys]


def _read_names(rows: list[_Row]) -> dict[str, list[dict[str, Any]]]:
    """Other names of the people that works are tied to: whoever knows an author by another name finds the work."""
    keys = {held["key"] for row in rows for held in row.contributors if held.get("key")}
    known = Person.objects.filter(key__in=keys, access="public", withdrawn_at__isnull=True) if keys else []
    return {person.key: person.other_names for person in known}


def _add_other_names(document: Document, row: _Row, names: dict[str, list[dict[str, Any]]]) -> None:
    for held in row.contributors:
        for other in names.get(held.get("key", ""), ()):
            document.add_text("author", other["text"], other.get("language") or "und")


def _describe(row: _Row) -> Document:
    document = Document(row.key, "work", get_access_tokens(row.access, row.scope_key))
    _add_titles(document, row)
    _add_people_and_subjects(document, row)
    _add_numbers(document, row)
    document.add_term("reference_type", row.reference_type)
    document.add_term("language", *row.languages)
    document.add_term("original_language", *row.original_languages)
    add_country(document, *row.countries)
    document.add_term("source", row.source)
    if years := get_years(row.date_earliest, row.date_latest):
        document.years["date"] = years
    return document


def _add_titles(document: Document, row: _Row) -> None:
    """Titles and people in every script that the record has: whoever types either finds it."""
    document.add_map("title", row.titles)
    document.add_map("description", row.abstracts)
    language = row.languages[0] if row.languages else "und"
    for held in row.other_titles:
        document.add_text("title", held["text"], held.get("language", language))
    for held in row.notes:
        document.add_text("note", held["text"], language)


def _add_people_and_subjects(document: Document, row: _Row) -> None:
    for held in row.contributors:
        document.add_text("author", held["name"])
        for tag, name in (held.get("scripts") or {}).items():
            document.add_text("author", name, tag)
    document.add_text("author", row.responsibility)
    for held in row.subjects:
        document.add_text("place" if held["kind"] == "place" else "subject", held["text"])


def _add_numbers(document: Document, row: _Row) -> None:
    for held in row.numbers:
        for text in {held["value"], held.get("as_written", held["value"])}:
            document.add_text("number", text)
    for held in row.classifications:
        document.add_text("number", held["code"])
    for held in (*row.series, row.host):
        document.add_text("series", held.get("title"))
    document.add_text("publisher", row.publisher)
    document.add_text("place", row.place)


_CARD_FIELDS = (
    "key",
    "reference_type",
    "titles",
    "abstracts",
    "contributors",
    "date_text",
    "publisher",
    "host",
    "countries",
)


def present_works(keys: Sequence[str], language: str) -> Iterable[Card]:
    covers = fields.find_covers(keys)
    for work in Work.objects.current().filter(key__in=keys).only(*_CARD_FIELDS):
        yield Card(
            key=work.key,
            kind="work",
            title=work.titles,
            summary=work.abstracts,
            facts=tuple(_list_facts(work, language)),
            thumbnail_url=covers.get(work.id, ""),
        )


def _list_facts(work: Work, language: str) -> Iterable[str]:
    people = "; ".join(held["name"] for held in work.contributors[:2])
    countries = ", ".join(label_country(code, language) for code in work.countries[:3])
    kind = _TYPE_LABELS(work.reference_type, language)
    return (
        fact for fact in (people, work.date_text, kind, work.host.get("title", "") or work.publisher, countries) if fact
    )


WORK_SOURCE = Source("work", FIELDS, load=load_works, iterate_keys=source_keys(Work), present=present_works)
