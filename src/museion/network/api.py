"""The register over HTTP: museums, bodies, people, mandates."""

from datetime import date
from typing import Any, ClassVar

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from museion.core.http.api import answer_record
from museion.core.http.asking import get_viewer
from museion.core.http.paging import ListQuery, Page, make_page
from museion.core.models.records import RecordQuerySet
from museion.network import queries
from museion.network.representations import (
    BodyJson,
    MandateJson,
    MuseumJson,
    PersonJson,
    describe_body,
    describe_mandate,
    describe_museum,
    describe_person,
)
from museion.network.terms import (
    AgentKind,
    BodyKind,
    CommitteeBasis,
    GoverningStatus,
    InstitutionCategory,
    MandateRole,
)

router = Router(tags=["register"])


class MuseumQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {
        "country": "country__iexact",
        "city": "city__iexact",
        "category": "category",
        "governing_status": "governing_status",
        "national_committee": "national_committee__key",
    }
    country: str | None = None
    city: str | None = None
    category: InstitutionCategory | None = None
    governing_status: GoverningStatus | None = None
    national_committee: str | None = None


class BodyQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {
        "body_kind": "kind",
        "basis": "basis",
        "country": "country__iexact",
        "parent": "parent__key",
        "alliance": "alliances__key",
    }
    body_kind: BodyKind | None = None
    basis: CommitteeBasis | None = None
    country: str | None = None
    parent: str | None = None
    alliance: str | None = None


class PersonQuery(ListQuery):
    """No filter looks at a field that a person may have closed: what is found would tell what it holds."""

    lookups: ClassVar[dict[str, str]] = {"agent_kind": "agent_kind", "speciality": "specialities__key"}
    agent_kind: AgentKind | None = None
    speciality: str | None = None


class MandateQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {"person": "person__key", "body": "body__key", "role": "role"}
    person: str | None = None
    body: str | None = None
    role: MandateRole | None = None
    on: date | None = None

    def narrow(self, rows: RecordQuerySet[Any]) -> RecordQuerySet[Any]:
        rows = super().narrow(rows)
        if self.on:
            rows = rows.filter(Q(to_date__isnull=True) | Q(to_date__gte=self.on), from_date__lte=self.on)
        return rows


@router.get("/museums", response=Page[MuseumJson], summary="List museums")
def list_museums(request: HttpRequest, query: Query[MuseumQuery]) -> dict[str, Any]:
    viewer = get_viewer(request)
    return make_page(request, queries.get_museums(viewer), query, lambda museum: describe_museum(museum, viewer))


@router.get("/museums/{key}", response=MuseumJson, summary="Read a museum")
def read_museum(request: HttpRequest, response: HttpResponse, key: str) -> MuseumJson:
    viewer = get_viewer(request)
    return describe_museum(answer_record(queries.get_museums(viewer), key, response), viewer)


@router.get("/bodies", response=Page[BodyJson], summary="List bodies")
def list_bodies(request: HttpRequest, query: Query[BodyQuery]) -> dict[str, Any]:
    viewer = get_viewer(request)
    return make_page(request, queries.get_bodies(viewer), query, lambda body: describe_body(body, viewer))


@router.get("/bodies/{key}", response=BodyJson, summary="Read a body")
def read_body(request: HttpRequest, response: HttpResponse, key: str) -> BodyJson:
    viewer = get_viewer(request)
    return describe_body(answer_record(queries.get_bodies(viewer), key, response), viewer)


@router.get("/people", response=Page[PersonJson], summary="List people")
def list_people(request: HttpRequest, query: Query[PersonQuery]) -> dict[str, Any]:
    viewer = get_viewer(request)
    return make_page(request, queries.get_people(viewer), query, lambda person: describe_person(person, viewer))


@router.get("/people/{key}", response=PersonJson, summary="Read a person")
def read_person(request: HttpRequest, response: HttpResponse, key: str) -> PersonJson:
    viewer = get_viewer(request)
    return describe_person(answer_record(queries.get_people(viewer), key, response), viewer)


@router.get("/mandates", response=Page[MandateJson], summary="List mandates")
def list_mandates(request: HttpRequest, query: Query[MandateQuery]) -> dict[str, Any]:
    viewer = get_viewer(request)
    return make_page(request, queries.get_mandates(viewer), query, lambda mandate: describe_mandate(mandate, viewer))


@router.get("/mandates/{key}", response=MandateJson, summary="Read a mandate")
def read_mandate(request: HttpRequest, response: HttpResponse, key: str) -> MandateJson:
    viewer = get_viewer(request)
    return describe_mandate(answer_record(queries.get_mandates(viewer), key, response), viewer)
