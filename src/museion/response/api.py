"""Hazard events and the desk's own alerts over HTTP, as far as the asker may read them."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from museion.core.http.api import answer_record
from museion.core.http.asking import get_viewer
from museion.core.http.paging import ListQuery, Page, make_page
from museion.response.queries.alerts import get_events
from museion.response.queries.desk_alerts import get_desk_alerts
from museion.response.representations import (
    DeskAlertJson,
    HazardEventJson,
    describe_desk_alert,
    describe_hazard_event,
)
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


@router.get("/desk-alerts", response=Page[DeskAlertJson], summary="List alerts of the emergency desk")
def list_desk_alerts(request: HttpRequest, query: Query[ListQuery]) -> dict[str, Any]:
    viewer = get_viewer(request)
    return make_page(request, get_desk_alerts(viewer), query, lambda alert: describe_desk_alert(alert, viewer))


@router.get("/desk-alerts/{key}", response=DeskAlertJson, summary="Read an alert of the emergency desk")
def read_desk_alert(request: HttpRequest, response: HttpResponse, key: str) -> DeskAlertJson:
    viewer = get_viewer(request)
    return describe_desk_alert(answer_record(get_desk_alerts(viewer), key, response), viewer)
