"""Thesauri over HTTP: schemes and concepts."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from museion.core.http.api import answer_record
from museion.core.http.asking import get_viewer
from museion.core.http.paging import ListQuery, Page, make_page
from museion.vocabulary import queries
from museion.vocabulary.representations import ConceptJson, SchemeJson, describe_concept, describe_scheme

router = Router(tags=["vocabulary"])


class SchemeQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {"slug": "slug"}
    slug: str | None = None


class ConceptQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {
        "scheme": "scheme__key",
        "uri": "uri",
        "notation": "notation",
        "broader": "broader__key",
    }
    scheme: str | None = None
    uri: str | None = None
    notation: str | None = None
    broader: str | None = None


@router.get("/schemes", response=Page[SchemeJson], summary="List thesauri")
def list_schemes(request: HttpRequest, query: Query[SchemeQuery]) -> dict[str, Any]:
    viewer = get_viewer(request)
    return make_page(request, queries.get_schemes(viewer), query, lambda scheme: describe_scheme(scheme, viewer))


@router.get("/schemes/{key}", response=SchemeJson, summary="Read a thesaurus")
def read_scheme(request: HttpRequest, response: HttpResponse, key: str) -> SchemeJson:
    viewer = get_viewer(request)
    return describe_scheme(answer_record(queries.get_schemes(viewer), key, response), viewer)


@router.get("/concepts", response=Page[ConceptJson], summary="List concepts")
def list_concepts(request: HttpRequest, query: Query[ConceptQuery]) -> dict[str, Any]:
    viewer = get_viewer(request)
    return make_page(request, queries.get_concepts(viewer), query, lambda concept: describe_concept(concept, viewer))


@router.get("/concepts/{key}", response=ConceptJson, summary="Read a concept")
def read_concept(request: HttpRequest, response: HttpResponse, key: str) -> ConceptJson:
    viewer = get_viewer(request)
    return describe_concept(answer_record(queries.get_concepts(viewer), key, response), viewer)
