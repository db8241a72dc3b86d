"""The catalogue over HTTP: cultural objects and intangible elements."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from museion.core.http.api import answer_record
from museion.core.http.asking import get_viewer
from museion.core.http.paging import ListQuery, Page, make_page
from museion.core.models.records import RecordQuerySet
from museion.heritage import queries
from museion.heritage.custody_json import CustodyJson, describe_custody
from museion.heritage.representations import ElementJson, ObjectJson, describe_element, describe_object
from museion.heritage.terms import Viability

router = Router(tags=["catalogue"])


class ObjectQuery(ListQuery):
    """`made_from` and `made_to` are astronomical years; an object is found when its dates overlap them."""

    lookups: ClassVar[dict[str, str]] = {
        "museum": "museum__key",
        "country": "museum__country__iexact",
        "source_name": "source",
        "inventory_number": "inventory_number",
        "concept": "concepts__key",
    }
    museum: str | None = None
    country: str | None = None
    source_name: str | None = None
    inventory_number: str | None = None
    concept: str | None = None
    made_from: int | None = Field(default=None, ge=-1_000_000, le=9999)
    made_to: int | None = Field(default=None, ge=-1_000_000, le=9999)

    def narrow(self, rows: RecordQuerySet[Any]) -> RecordQuerySet[Any]:
        rows = super().narrow(rows)
        if self.made_from is not None:
            rows = rows.filter(date_latest__gte=self.made_from * 10_000)
        if self.made_to is not None:
            rows = rows.filter(date_earliest__lt=(self.made_to + 1) * 10_000)
        return rows


class ElementQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {"viability": "viability"}
    viability: Viability | None = None


@router.get("/objects", response=Page[ObjectJson], summary="List cultural objects")
def list_objects(request: HttpRequest, query: Query[ObjectQuery]) -> dict[str, Any]:
    viewer = get_viewer(request)
    return make_page(request, queries.get_objects(viewer), query, lambda record: describe_object(record, viewer))


@router.get("/objects/{key}", response=ObjectJson, summary="Read a cultural object")
def read_object(request: HttpRequest, response: HttpResponse, key: str) -> ObjectJson:
    viewer = get_viewer(request)
    return describe_object(answer_record(queries.get_objects(viewer), key, response), viewer)


@router.get("/objects/{key}/custody", response=CustodyJson, summary="Read who held an object, and what follows")
def read_custody(request: HttpRequest, response: HttpResponse, key: str) -> CustodyJson:
    record = answer_record(queries.get_objects(get_viewer(request)), key, response)
    return describe_custody(record, today=timezone.now().date())


@router.get("/elements", response=Page[ElementJson], summary="List intangible elements")
def list_elements(request: HttpRequest, query: Query[ElementQuery]) -> dict[str, Any]:
    viewer = get_viewer(request)
    return make_page(request, queries.get_elements(viewer), query, lambda element: describe_element(element, viewer))


@router.get("/elements/{key}", response=ElementJson, summary="Read an intangible element")
def read_element(request: HttpRequest, response: HttpResponse, key: str) -> ElementJson:
    viewer = get_viewer(request)
    return describe_element(answer_record(queries.get_elements(viewer), key, response), viewer)
