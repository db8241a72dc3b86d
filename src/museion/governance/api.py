"""Assemblies, motions, ballots and advice over HTTP. Votes are cast on pages, where a person sees what counts."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from museion.core.http.api import answer_record
from museion.core.http.asking import get_viewer
from museion.core.http.paging import ListQuery, Page, make_page
from museion.governance.queries.advice import get_advice
from museion.governance.queries.assemblies import get_assemblies, get_motions
from museion.governance.queries.ballots import get_ballots
from museion.governance.representations import (
    AdviceJson,
    AssemblyJson,
    BallotJson,
    MotionJson,
    describe_advice,
    describe_assembly,
    describe_ballot,
    describe_motion,
)
from museion.governance.terms import AdviceState, AssemblyState, BallotState, MotionState

router = Router(tags=["governance"])


class AssemblyQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {"state": "state", "body": "body__key"}
    state: AssemblyState | None = None
    body: str | None = None


class MotionQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {"state": "state", "assembly": "assembly__key"}
    state: MotionState | None = None
    assembly: str | None = None


class BallotQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {"state": "state", "assembly": "assembly__key"}
    state: BallotState | None = None
    assembly: str | None = None


class AdviceQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {"state": "state", "asked_by": "asked_by__key"}
    state: AdviceState | None = None
    asked_by: str | None = None


@router.get("/assemblies", response=Page[AssemblyJson], summary="List assemblies")
def list_assemblies(request: HttpRequest, query: Query[AssemblyQuery]) -> dict[str, Any]:
    viewer = get_viewer(request)
    return make_page(request, get_assemblies(viewer), query, lambda row: describe_assembly(row, viewer))


@router.get("/assemblies/{key}", response=AssemblyJson, summary="Read an assembly")
def read_assembly(request: HttpRequest, response: HttpResponse, key: str) -> AssemblyJson:
    viewer = get_viewer(request)
    return describe_assembly(answer_record(get_assemblies(viewer), key, response), viewer)


@router.get("/motions", response=Page[MotionJson], summary="List motions")
def list_motions(request: HttpRequest, query: Query[MotionQuery]) -> dict[str, Any]:
    viewer = get_viewer(request)
    return make_page(request, get_motions(viewer), query, lambda row: describe_motion(row, viewer))


@router.get("/motions/{key}", response=MotionJson, summary="Read a motion")
def read_motion(request: HttpRequest, response: HttpResponse, key: str) -> MotionJson:
    viewer = get_viewer(request)
    return describe_motion(answer_record(get_motions(viewer), key, response), viewer)


@router.get("/ballots", response=Page[BallotJson], summary="List ballots")
def list_ballots(request: HttpRequest, query: Query[BallotQuery]) -> dict[str, Any]:
    viewer = get_viewer(request)
    return make_page(request, get_ballots(viewer), query, lambda row: describe_ballot(row, viewer))


@router.get("/ballots/{key}", response=BallotJson, summary="Read a ballot")
def read_ballot(request: HttpRequest, response: HttpResponse, key: str) -> BallotJson:
    viewer = get_viewer(request)
    return describe_ballot(answer_record(get_ballots(viewer), key, response), viewer)


@router.get("/advice", response=Page[AdviceJson], summary="List advice taken from partners")
def list_advice(request: HttpRequest, query: Query[AdviceQuery]) -> dict[str, Any]:
    viewer = get_viewer(request)
    return make_page(request, get_advice(viewer), query, lambda row: describe_advice(row, viewer))


@router.get("/advice/{key}", response=AdviceJson, summary="Read an advice")
def read_advice(request: HttpRequest, response: HttpResponse, key: str) -> AdviceJson:
    viewer = get_viewer(request)
    return describe_advice(answer_record(get_advice(viewer), key, response), viewer)
