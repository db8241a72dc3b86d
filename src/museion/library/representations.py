"""The room's records as JSON (one typed shape for the API and for `/id/<key>.json`), JSON-LD (schema.org), and libraries' formats."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from pydantic import BaseModel

from museion.core.access import Viewer
from museion.core.kinds import Representation, WriterContext
from museion.core.representations import (
    RecordJson,
    Reference,
    Texts,
    describe_record,
    link_record,
    link_texts,
    make_representations,
    refer,
)
from museion.library.formats.ead import write_ead
from museion.library.formats.writers import FORMATS, Written, WrittenFormat
from museion.library.models import ArchiveUnit, FilePage, Law, LibraryFile, ReadingList, Work
from museion.library.values import read_marc, read_work

Tables = list[dict[str, Any]]


class FileJson(BaseModel):
    """`sha256` of the bytes. `url` is null where the reader may not open the file now; `closed_until` says why."""

    key: str
    kind: str
    work: Reference | None
    language: str
    original_name: str
    media_type: str
    size: int
    sha256: str
    state: str
    page_count: int
    version: int
    closed_until: date | None
    is_reading_room_only: bool
    url: str | None


class PageJson(RecordJson):
    """The text of one page. `label`: its number as printed, where that differs."""

    number: int
    label: str
    language: str
    text: str
    file: Reference | None
    work: Reference | None


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


class LawRuleJson(BaseModel):
    """What a law asks for. Ages in years, values in `currency`; both are exceeded, not reached, where the law says so."""

    kind: str
    object_classes: list[str]
    article: str
    texts: Texts
    least_age: int | None
    least_value: Decimal | None
    currency: str
    from_date: date | None
    to_date: date | None


class LawPartyJson(BaseModel):
    country: str
    from_date: date
    to_date: date | None
    certainty: str


class LawJson(RecordJson):
    """A law as a dated fact with its source. `country`: ISO 3166-1, `EU`, or empty for a convention. Not legal advice."""

    law_kind: str
    country: str
    titles: Texts
    citation: str
    adopted_date: date | None
    from_date: date | None
    to_date: date | None
    certainty: str
    source_text: str
    source_url: str
    notes: Texts
    rules: list[LawRuleJson]
    parties: list[LawPartyJson]


class ReadingListJson(RecordJson):
    titles: Texts
    introductions: Texts
    works: list[Reference]


def describe_file(held: LibraryFile, viewer: Viewer, today: date) -> FileJson:
    return FileJson(
        key=held.key,
        kind="file",
        work=refer(held.work, "work", held.work.titles if held.work else {}, viewer),
        language=held.language,
        original_name=held.original_name,
        media_type=held.media_type,
        size=held.size,
        sha256=held.digest,
        state=held.state,
        page_count=held.page_count,
        version=held.version,
        closed_until=held.closed_until,
        is_reading_room_only=held.is_reading_room_only,
        url=f"/files/{held.key}" if held.is_open_to(viewer, today) else None,
    )


def describe_page(page: FilePage, viewer: Viewer) -> PageJson:
    file, work = page.file, page.file.work
    return PageJson(
        **describe_record(page, "page"),
        number=page.number,
        label=page.label,
        language=file.language,
        text=page.text,
        file=refer(file, "file", {"und": file.original_name}, viewer),
        work=refer(work, "work", work.titles if work else {}, viewer),
    )


_WORK_SPECIAL = {*RecordJson.model_fields, "parent", "issued_by", "concepts", "objects_treated"}
_WORK_COLUMNS = [name for name in WorkJson.model_fields if name not in _WORK_SPECIAL]
_UNIT_COLUMNS = [name for name in ArchiveUnitJson.model_fields if name not in {*RecordJson.model_fields, "parent"}]
_LAW_COLUMNS = [
    name for name in LawJson.model_fields if name not in {*RecordJson.model_fields, "law_kind", "rules", "parties"}
]


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


def describe_law(law: Law, viewer: Viewer) -> LawJson:
    return LawJson(
        **describe_record(law, "law"),
        **{name: getattr(law, name) for name in _LAW_COLUMNS},
        law_kind=law.kind,
        rules=[
            LawRuleJson(**{name: getattr(rule, name) for name in LawRuleJson.model_fields}) for rule in law.rules.all()
        ],
        parties=[
            LawPartyJson(**{name: getattr(party, name) for name in LawPartyJson.model_fields})
            for party in law.parties.all()
        ],
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


def _link_law(law: Law, context: WriterContext) -> dict[str, Any]:
    return {
        "@type": "Legislation",
        "name": link_texts(law.titles),
        "legislationIdentifier": law.citation,
        "legislationDate": law.adopted_date.isoformat() if law.adopted_date else None,
        "legislationDateVersion": law.from_date.isoformat() if law.from_date else None,
        "legislationJurisdiction": law.country,
        "sameAs": law.source_url,
    }


def _link_list(held: ReadingList, context: WriterContext) -> dict[str, Any]:
    works = describe_list(held, context.viewer).works
    return {
        "@type": "ItemList",
        "name": link_texts(held.titles),
        "itemListElement": [{"@type": "CreativeWork", "@id": context.base_url + work.url} for work in works],
    }


def _describe_file_now(held: LibraryFile, viewer: Viewer) -> FileJson:
    return describe_file(held, viewer, timezone.now().date())


def _link_file(held: LibraryFile, context: WriterContext) -> dict[str, Any]:
    owner = held.work or held.unit
    return {
        "@type": "MediaObject",
        "name": held.original_name,
        "encodingFormat": held.media_type,
        "contentSize": str(held.size),
        "sha256": held.digest,
        "inLanguage": held.language,
        "contentUrl": f"{context.base_url}/files/{held.key}",
        "encodesCreativeWork": link_record(owner, owner.titles, "CreativeWork", context) if owner else None,
    }


def _link_page(page: FilePage, context: WriterContext) -> dict[str, Any]:
    return {
        "@type": "DigitalDocument",
        "position": page.number,
        "inLanguage": page.file.language,
        "text": page.text,
        "isPartOf": link_record(page.file, page.file.original_name, "MediaObject", context),
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
    "file": make_representations(_describe_file_now, _link_file),
    "page": make_representations(describe_page, _link_page),
    "law": make_representations(describe_law, _link_law),
    "reading_list": make_representations(describe_list, _link_list),
}
