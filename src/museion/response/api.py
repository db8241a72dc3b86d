"""Hazard events over HTTP, as far as the asker may read them."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from museion.core.http.api import answer_record
from museion.core.http.asking import get_viewer
from museion.core.http.paging import ListQuery, Page, make_page
from museion.response.queries.alerts import get_events
from museion.response.representations import HazardEventJson, describe_hazard_event
from museion.response.terms import EventState

router = Router(tags=["hazard events"])


class EventQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {"state": "state", "hazard": "hazard", "status": "status"}
    state: EventState | None = None
    hazard: str | None = None
    status: str | None = None


@router.get("/hazard-events", response=Page[HazardEventJson], summary="List hazard events")
def list_events(request: HttpRequest, query: Query[EventQuery]) -> dict[str, Any]:
    viewer = get_viewer(request)
    return make_page(request, get_events(viewer), query, lambda event: describe_hazard_event(event, viewer))


@router.get("/hazard-events/{key}", response=HazardEventJson, summary="Read a hazard event")
def read_event(request: HttpRequest, response: HttpResponse, key: str) -> HazardEventJson:
    viewer = get_viewer(request)
    return describe_hazard_event(answer_record(get_events(viewer), key, response), viewer)
