"""The library over HTTP: publications, archive units, laws, files."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from museion.core.http.api import answer_record
from museion.core.http.asking import get_viewer
from museion.core.http.paging import ListQuery, Page, make_page, refuse_unknown
from museion.core.representations import Texts
from museion.heritage.laws import LawQuestion
from museion.library.file_json import FileJson, PageJson, describe_file, describe_page
from museion.library.law_json import LawJson, describe_law
from museion.library.queries import files as file_queries
from museion.library.queries import laws as law_queries
from museion.library.queries import works as queries
from museion.library.representations import ArchiveUnitJson, WorkJson, describe_unit, describe_work
from museion.library.terms import LawKind, ObjectClass, ReferenceType

router = Router(tags=["library"])


class WorkQuery(ListQuery):
    """`isbn`, `issn`, `doi` in their normal form: an ISBN of thirteen digits without hyphens."""

    lookups: ClassVar[dict[str, str]] = {
        "reference_type": "reference_type",
        "source_name": "source",
        "issued_by": "issued_by__key",
        "parent": "parent__key",
        "number": "standard_numbers__value",
    }
    reference_type: ReferenceType | None = None
    source_name: str | None = None
    issued_by: str | None = None
    parent: str | None = None
    number: str | None = Field(default=None, description="a standard number in its normal form")


class FileQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {"work": "work__key", "media_type": "media_type"}
    work: str | None = None
    media_type: str | None = None


class PageQuery(ListQuery):
    """`text`: a part of the page's text, as it is written there. For finding by words, ask `/api/v1/search?kind=page`."""

    lookups: ClassVar[dict[str, str]] = {
        "file": "file__key",
        "work": "file__work__key",
        "number": "number",
        "text": "text__icontains",
    }
    file: str | None = None
    work: str | None = None
    number: int | None = Field(default=None, ge=1)
    text: str | None = Field(default=None, min_length=2, max_length=200)


class UnitQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {"parent": "parent__key", "level": "level"}
    parent: str | None = None
    level: str | None = None


class LawListQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {"country": "country__iexact", "kind": "kind"}
    country: str | None = None
    kind: LawKind | None = None


class AppliedLawQuery(BaseModel):
    """Which law spoke of this class, in this country, on this day. Age in years, value in euros."""

    country: str = Field(min_length=2, max_length=2)
    day: date
    object_class: ObjectClass | None = None
    age: int | None = Field(default=None, ge=0, le=1_000_000)
    value: Decimal | None = Field(default=None, ge=0)


class AppliedLawJson(BaseModel):
    """A rule in force. `unsure`: what the question left open. Information with its source, never advice."""

    key: str
    titles: Texts
    citation: str
    rule_kind: str
    article: str
    texts: Texts
    from_date: date | None
    to_date: date | None
    certainty: str
    source_text: str
    source_url: str
    unsure: list[str]


@router.get("/works", response=Page[WorkJson], summary="List publications")
def list_works(request: HttpRequest, query: Query[WorkQuery]) -> dict[str, Any]:
    viewer = get_viewer(request)
    return make_page(request, queries.get_works(viewer), query, lambda work: describe_work(work, viewer))


@router.get("/works/{key}", response=WorkJson, summary="Read a publication")
def read_work(request: HttpRequest, response: HttpResponse, key: str) -> WorkJson:
    viewer = get_viewer(request)
    return describe_work(answer_record(queries.get_works(viewer), key, response), viewer)


@router.get("/works/{key}/files", response=list[FileJson], summary="List the files of a publication")
def list_files(request: HttpRequest, response: HttpResponse, key: str) -> list[FileJson]:
    viewer, today = get_viewer(request), timezone.now().date()
    work = answer_record(queries.get_works(viewer), key, response)
    return [describe_file(file, viewer, today) for file in queries.get_files_of(work)]


@router.get("/files", response=Page[FileJson], summary="List the files that may be opened")
def list_open_files(request: HttpRequest, query: Query[FileQuery]) -> dict[str, Any]:
    viewer, today = get_viewer(request), timezone.now().date()
    rows = file_queries.get_open_files(viewer, today)
    return make_page(request, rows, query, lambda file: describe_file(file, viewer, today))


@router.get("/files/{key}", response=FileJson, summary="Read what is known of a file")
def read_file(request: HttpRequest, response: HttpResponse, key: str) -> FileJson:
    viewer, today = get_viewer(request), timezone.now().date()
    return describe_file(answer_record(file_queries.get_open_files(viewer, today), key, response), viewer, today)


@router.get("/pages", response=Page[PageJson], summary="List pages with their text")
def list_pages(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    viewer = get_viewer(request)
    rows = file_queries.get_open_pages(viewer, timezone.now().date())
    return make_page(request, rows, query, lambda page: describe_page(page, viewer))


@router.get("/pages/{key}", response=PageJson, summary="Read the text of a page")
def read_page(request: HttpRequest, response: HttpResponse, key: str) -> PageJson:
    viewer = get_viewer(request)
    return describe_page(
        answer_record(file_queries.get_open_pages(viewer, timezone.now().date()), key, response), viewer
    )


@router.get("/archive-units", response=Page[ArchiveUnitJson], summary="List archive units")
def list_units(request: HttpRequest, query: Query[UnitQuery]) -> dict[str, Any]:
    viewer = get_viewer(request)
    return make_page(request, queries.get_units(viewer), query, lambda unit: describe_unit(unit, viewer))


@router.get("/archive-units/{key}", response=ArchiveUnitJson, summary="Read an archive unit")
def read_unit(request: HttpRequest, response: HttpResponse, key: str) -> ArchiveUnitJson:
    viewer = get_viewer(request)
    return describe_unit(answer_record(queries.get_units(viewer), key, response), viewer)


@router.get("/laws", response=Page[LawJson], summary="List laws on cultural property")
def list_laws(request: HttpRequest, query: Query[LawListQuery]) -> dict[str, Any]:
    viewer = get_viewer(request)
    return make_page(request, law_queries.get_laws(viewer), query, lambda law: describe_law(law, viewer))


@router.get("/laws/applied", response=list[AppliedLawJson], summary="Which law applied, where and when")
def list_applied_laws(request: HttpRequest, query: Query[AppliedLawQuery]) -> list[AppliedLawJson]:
    refuse_unknown(request, query)
    question = LawQuestion(query.country.upper(), query.day, query.object_class or "", query.age, query.value)
    answers = law_queries.find_laws(question, get_viewer(request))
    return [
        AppliedLawJson(**{name: getattr(answer, name) for name in AppliedLawJson.model_fields}) for answer in answers
    ]


@router.get("/laws/{key}", response=LawJson, summary="Read a law")
def read_law(request: HttpRequest, response: HttpResponse, key: str) -> LawJson:
    viewer = get_viewer(request)
    return describe_law(answer_record(law_queries.get_laws(viewer), key, response), viewer)
