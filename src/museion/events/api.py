"""Events over HTTP."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from museion.core.http.api import answer_record
from museion.core.http.asking import get_viewer
from museion.core.http.paging import ListQuery, Moment, Page, make_page
from museion.core.models.records import RecordQuerySet
from museion.events.queries.events import EventFilter, get_events, narrow_events
from museion.events.queries.programme import get_public_contributions, get_sessions
from museion.events.representations import (
    ContributionJson,
    EventJson,
    SessionJson,
    describe_contribution,
    describe_event,
    describe_session,
)
from museion.events.terms import EventFormat, EventState, EventType

router = Router(tags=["events"])


class EventQuery(ListQuery):
    """`from_moment`, `to_moment`: events that touch this time. `region`: key of an alliance; `theme` includes what is narrower."""

    lookups: ClassVar[dict[str, str]] = {
        "type": "type",
        "format": "format",
        "state": "state",
        "country": "country__iexact",
        "from_moment": "ends_at__gte",
        "to_moment": "begins_at__lt",
    }
    type: EventType | None = None
    format: EventFormat | None = None
    state: EventState | None = None
    country: str | None = None
    from_moment: Moment | None = None
    to_moment: Moment | None = None
    body: str = ""
    region: str = ""
    theme: str = ""
    language: str = ""

    def narrow(self, rows: RecordQuerySet[Any]) -> RecordQuerySet[Any]:
        asked = EventFilter(body=self.body, region=self.region, theme=self.theme, language=self.language)
        return narrow_events(super().narrow(rows), asked)


class ProgrammeQuery(ListQuery):
    lookups: ClassVar[dict[str, str]] = {"event": "event__key"}
    event: str | None = None


@router.get("/events", response=Page[EventJson], summary="List events")
def list_events(request: HttpRequest, query: Query[EventQuery]) -> dict[str, Any]:
    viewer = get_viewer(request)
    rows = get_events(viewer).select_related("series").prefetch_related("bodies", "themes")
    return make_page(request, rows, query, lambda event: describe_event(event, viewer))


@router.get("/events/{key}", response=EventJson, summary="Read an event")
def read_event(request: HttpRequest, response: HttpResponse, key: str) -> EventJson:
    viewer = get_viewer(request)
    return describe_event(answer_record(get_events(viewer), key, response), viewer)


@router.get("/sessions", response=Page[SessionJson], summary="List sessions of programmes")
def list_sessions(request: HttpRequest, query: Query[ProgrammeQuery]) -> dict[str, Any]:
    viewer = get_viewer(request)
    return make_page(request, get_sessions(viewer), query, lambda session: describe_session(session, viewer))


@router.get("/sessions/{key}", response=SessionJson, summary="Read a session")
def read_session(request: HttpRequest, response: HttpResponse, key: str) -> SessionJson:
    viewer = get_viewer(request)
    return describe_session(answer_record(get_sessions(viewer), key, response), viewer)


@router.get("/contributions", response=Page[ContributionJson], summary="List accepted contributions")
def list_contributions(request: HttpRequest, query: Query[ProgrammeQuery]) -> dict[str, Any]:
    viewer = get_viewer(request)
    rows = get_public_contributions(viewer)
    return make_page(request, rows, query, lambda paper: describe_contribution(paper, viewer))


@router.get("/contributions/{key}", response=ContributionJson, summary="Read an accepted contribution")
def read_contribution(request: HttpRequest, response: HttpResponse, key: str) -> ContributionJson:
    viewer = get_viewer(request)
    return describe_contribution(answer_record(get_public_contributions(viewer), key, response), viewer)
