"""The room's records as JSON (one typed shape for the API and for `/id/<key>.json`), JSON-LD (schema.org), and libraries' formats."""

from datetime import date
from typing import Any

from museion.core.access import Viewer
from museion.core.kinds import Representation, WriterContext
from museion.core.representations import (
    RecordJson,
    Reference,
    Texts,
    describe_record,
    link_texts,
    make_representations,
    refer,
)
from museion.library.file_json import describe_file_now, describe_page, link_file, link_page
from museion.library.formats.ead import write_ead
from museion.library.formats.writers import FORMATS, Written, WrittenFormat
from museion.library.law_json import describe_law, link_law
from museion.library.models import ArchiveUnit, ReadingList, Work
from museion.library.values import read_marc, read_work

Tables = list[dict[str, Any]]


class WorkJson(RecordJson):
    """A publication. `date_earliest`, `date_latest`: YYYYMMDD of the astronomical year. Languages are BCP 47 tags."""

    reference_type: str
    titles: Texts
    other_titles: Tables
    responsibility: str
    contributors: Tables
    languages: list[str]
    original_languages: list[str]
    edition: str
    place: str
    publisher: str
    publication_country: str
    date_text: str
    date_earliest: int | None
    date_latest: int | None
    extent: str
    frequency: str
    series: Tables
    host: dict[str, Any]
    notes: Tables
    abstracts: Texts
    subjects: Tables
    countries: list[str]
    classifications: Tables
    numbers: Tables
    links: Tables
    relations: Tables
    rights: str
    is_reading_room_only: bool
    parent: Reference | None
    issued_by: Reference | None
    concepts: list[Reference]
    objects_treated: list[Reference]
    related_keys: list[str]


class ArchiveUnitJson(RecordJson):
    """A unit of description by ISAD(G)."""

    reference_code: str
    titles: Texts
    date_text: str
    level: str
    extent: str
    creator_text: str
    history: Texts
    scope_and_content: Texts
    arrangement: Texts
    access_conditions: Texts
    languages: list[str]
    finding_aids: str
    is_reading_room_only: bool
    closed_until: date | None
    parent: Reference | None


class ReadingListJson(RecordJson):
    titles: Texts
    introductions: Texts
    works: list[Reference]


_WORK_SPECIAL = {*RecordJson.model_fields, "parent", "issued_by", "concepts", "objects_treated"}
_WORK_COLUMNS = [name for name in WorkJson.model_fields if name not in _WORK_SPECIAL]
_UNIT_COLUMNS = [name for name in ArchiveUnitJson.model_fields if name not in {*RecordJson.model_fields, "parent"}]


def describe_work(work: Work, viewer: Viewer) -> WorkJson:
    parent, body = work.parent, work.issued_by
    concepts = (refer(concept, "concept", concept.pref_labels, viewer) for concept in work.concepts.all())
    objects = (refer(record, "object", record.title, viewer) for record in work.objects_treated.all())
    return WorkJson(
        **describe_record(work, "work"),
        **{name: getattr(work, name) for name in _WORK_COLUMNS},
        parent=refer(parent, "work", parent.titles if parent else {}, viewer),
        issued_by=refer(body, "body", body.names if body else {}, viewer),
        concepts=[concept for concept in concepts if concept],
        objects_treated=[record for record in objects if record],
    )


def describe_unit(unit: ArchiveUnit, viewer: Viewer) -> ArchiveUnitJson:
    parent = unit.parent
    return ArchiveUnitJson(
        **describe_record(unit, "archive_unit"),
        **{name: getattr(unit, name) for name in _UNIT_COLUMNS},
        parent=refer(parent, "archive_unit", parent.titles if parent else {}, viewer),
    )


def describe_list(held: ReadingList, viewer: Viewer) -> ReadingListJson:
    items = held.items.select_related("work").all()
    works = (refer(item.work, "work", item.work.titles, viewer) for item in items)
    return ReadingListJson(
        **describe_record(held, "reading_list"),
        titles=held.titles,
        introductions=held.introductions,
        works=[work for work in works if work],
    )


_SCHEMA_TYPES = {
    "article": "ScholarlyArticle",
    "conference_paper": "ScholarlyArticle",
    "chapter": "Chapter",
    "report": "Report",
    "dataset": "Dataset",
    "audiovisual": "VideoObject",
    "poster": "Poster",
    "thesis": "Thesis",
    "legislation": "Legislation",
    "journal": "Periodical",
    "newsletter": "Periodical",
    "website": "WebSite",
    "archive_unit": "ArchiveComponent",
}


def _link_work(work: Work, context: WriterContext) -> dict[str, Any]:
    return {
        "@type": _SCHEMA_TYPES.get(work.reference_type, "Book"),
        "name": link_texts(work.titles),
        "author": [_link_name(held) for held in work.contributors if held.get("role", "author") == "author"],
        "editor": [_link_name(held) for held in work.contributors if held.get("role") == "editor"],
        "translator": [_link_name(held) for held in work.contributors if held.get("role") == "translator"],
        "datePublished": work.date_text,
        "publisher": {"@type": "Organization", "name": work.publisher} if work.publisher else None,
        "inLanguage": work.languages,
        "abstract": link_texts(work.abstracts),
        "about": [held["text"] for held in work.subjects],
        "spatialCoverage": work.countries,
        "isbn": [held["value"] for held in work.numbers if held["scheme"] == "isbn" and held.get("is_valid", True)],
        "sameAs": [f"https://doi.org/{held['value']}" for held in work.numbers if held["scheme"] == "doi"],
        "isPartOf": {"@type": "CreativeWork", "name": work.host["title"]} if work.host.get("title") else None,
        "license": work.rights,
    }


def _link_name(held: dict[str, Any]) -> dict[str, Any]:
    return {"@type": "Person" if held.get("kind", "person") == "person" else "Organization", "name": held["name"]}


def _link_unit(unit: ArchiveUnit, context: WriterContext) -> dict[str, Any]:
    return {
        "@type": "ArchiveComponent",
        "name": link_texts(unit.titles),
        "identifier": unit.reference_code,
        "description": link_texts(unit.scope_and_content),
        "temporalCoverage": unit.date_text,
    }


def _link_list(held: ReadingList, context: WriterContext) -> dict[str, Any]:
    works = describe_list(held, context.viewer).works
    return {
        "@type": "ItemList",
        "name": link_texts(held.titles),
        "itemListElement": [{"@type": "CreativeWork", "@id": context.base_url + work.url} for work in works],
    }


def make_written(work: Work, base_url: str) -> Written:
    return Written(read_work(work), work.key, base_url + work.url, work.changed_at.date(), read_marc(work))


def _represent(form: WrittenFormat) -> Representation:
    def write(work: Work, context: WriterContext) -> bytes:
        return form.write(make_written(work, context.base_url))

    return Representation(form.suffix, form.media_type, form.label, write)


def _write_ead(unit: ArchiveUnit, context: WriterContext) -> bytes:
    return write_ead(describe_unit(unit, context.viewer).model_dump(), address=context.base_url + unit.url)


REPRESENTATIONS: dict[str, tuple[Representation, ...]] = {
    "work": (*make_representations(describe_work, _link_work), *map(_represent, FORMATS)),
    "archive_unit": (
        *make_representations(describe_unit, _link_unit),
        Representation("ead", "application/xml", "EAD3", _write_ead),
    ),
    "file": make_representations(describe_file_now, link_file),
    "page": make_representations(describe_page, link_page),
    "law": make_representations(describe_law, link_law),
    "reading_list": make_representations(describe_list, _link_list),
}
