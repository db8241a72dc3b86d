"""Harvest sources, partners and packages over HTTP, for the desk's own programs: a monitor asks here how harvests fare."""

from datetime import datetime
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel

from museion.core.http.api import answer_record
from museion.core.http.asking import get_viewer
from museion.core.http.paging import ListQuery, Page, make_page
from museion.exchange.models import HarvestSource, Partner, PartnerPackage
from museion.exchange.queries.boards import MOST_PROBLEMS, get_harvests, get_problems
from museion.exchange.representations import (
    HarvestSourceJson,
    PackageJson,
    PartnerJson,
    describe_package,
    describe_partner,
    describe_source,
)

router = Router(tags=["exchange"])


class SourceQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {"is_active": "is_active", "protocol": "protocol"}
    is_active: bool | None = None
    protocol: str | None = None


class PackageQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {"direction": "direction", "state": "state", "partner": "partner__key"}
    direction: str | None = None
    state: str | None = None
    partner: str | None = None


class HarvestJson(BaseModel):
    """One run of a source, newest first. `promised`: the size of the whole list, as the source said."""

    state: str
    started_at: datetime
    finished_at: datetime | None
    is_whole: bool
    since: str
    pages: int
    read: int
    promised: int
    created: int
    updated: int
    unchanged: int
    deleted: int
    rejected: int
    restarts: int
    problem: str


class ProblemJson(BaseModel):
    """A record of the source that cannot be used, with its reason."""

    identifier: str
    datestamp: str
    field: str
    problem: str
    found_at: datetime


@router.get("/harvest-sources", response=Page[HarvestSourceJson], summary="List harvest sources")
def list_sources(request: HttpRequest, query: Query[SourceQuery]) -> dict[str, Any]:
    rows = HarvestSource.objects.current().visible_to(get_viewer(request))
    return make_page(request, rows, query, describe_source)


@router.get("/harvest-sources/{key}", response=HarvestSourceJson, summary="Read a harvest source")
def read_source(request: HttpRequest, response: HttpResponse, key: str) -> HarvestSourceJson:
    return describe_source(_find_source(request, response, key))


@router.get("/harvest-sources/{key}/harvests", response=list[HarvestJson], summary="The latest harvests of a source")
def list_harvests(request: HttpRequest, response: HttpResponse, key: str) -> list[dict[str, Any]]:
    return [_describe(HarvestJson, run) for run in get_harvests(_find_source(request, response, key))]


@router.get(
    "/harvest-sources/{key}/problems",
    response=list[ProblemJson],
    summary="What of a source cannot be used",
    description=f"The first {MOST_PROBLEMS}; all are in the report of the source's page.",
)
def list_problems(request: HttpRequest, response: HttpResponse, key: str) -> list[dict[str, Any]]:
    return [_describe(ProblemJson, problem) for problem in get_problems(_find_source(request, response, key))]


@router.get("/partners", response=Page[PartnerJson], summary="List partners")
def list_partners(request: HttpRequest, query: Query[ListQuery]) -> dict[str, Any]:
    return make_page(request, Partner.objects.current().visible_to(get_viewer(request)), query, describe_partner)


@router.get("/partners/{key}", response=PartnerJson, summary="Read a partner")
def read_partner(request: HttpRequest, response: HttpResponse, key: str) -> PartnerJson:
    rows = Partner.objects.current().visible_to(get_viewer(request))
    return describe_partner(answer_record(rows, key, response))


@router.get("/packages", response=Page[PackageJson], summary="List packages")
def list_packages(request: HttpRequest, query: Query[PackageQuery]) -> dict[str, Any]:
    rows = PartnerPackage.objects.current().visible_to(get_viewer(request)).select_related("partner")
    return make_page(request, rows, query, describe_package)


@router.get("/packages/{key}", response=PackageJson, summary="Read a package with its log and proofs")
def read_package(request: HttpRequest, response: HttpResponse, key: str) -> PackageJson:
    rows = PartnerPackage.objects.current().visible_to(get_viewer(request)).select_related("partner")
    return describe_package(answer_record(rows, key, response))


def _find_source(request: HttpRequest, response: HttpResponse, key: str) -> HarvestSource:
    return answer_record(HarvestSource.objects.current().visible_to(get_viewer(request)), key, response)


def _describe(shape: type[BaseModel], row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in shape.model_fields}
