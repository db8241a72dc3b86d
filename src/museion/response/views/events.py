"""Hazard events: what is in force, and one event with its map, its messages and the museums in reach, most urgent first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from museion.core.access import AccessLevel, may
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.pages import get_base_url, render_record
from museion.core.http.records import get_visible_record
from museion.core.languages import Localized
from museion.response.actions.mobilisations import RIGHT as MOBILISE_RIGHT
from museion.response.actions.telling import tell_museums
from museion.response.feeds.alerts import SignatureState
from museion.response.feeds.terms import Status
from museion.response.labels import HAZARD_LABELS, STATUS_LABELS
from museion.response.models import AlertMessage, Exposure, HazardEvent
from museion.response.queries.alerts import (
    count_events_by_state,
    get_element_exposures,
    get_events,
    get_exposures,
    get_messages,
    get_quarantine,
)
from museion.response.terms import EventState
from museion.response.views.reasons import ShownReason, name_reach, name_severity, show_reasons

SHOWN_EVENTS = 200
SHOWN_MUSEUMS = 200
MAPPED_MUSEUMS = 2000


@dataclass(frozen=True, slots=True)
class ShownEvent:
    event: HazardEvent
    title: Localized
    hazard: Any
    severity: str
    status: Any


@dataclass(frozen=True, slots=True)
class ShownExposure:
    """`reasons` are for the desk: they say what a museum stands to lose."""

    exposure: Exposure
    name: Localized
    reasons: list[ShownReason]


@dataclass(frozen=True, slots=True)
class ShownMessage:
    message: AlertMessage
    headline: str
    is_doubtful: bool


@require_GET
def show_events(request: HttpRequest) -> HttpResponse:
    viewer, languages = get_viewer(request), get_languages(request)
    state = request.GET.get("state", EventState.ACTIVE)
    state = state if state in EventState else EventState.ACTIVE.value
    counts = count_events_by_state(viewer)
    events = list(get_events(viewer).filter(state=state).order_by("-begins_at", "-id")[:SHOWN_EVENTS])
    is_desk = viewer.sees(AccessLevel.DESK)
    context = {
        "events": [_show_event(event, languages) for event in events],
        "marks": [
            (event.latitude, event.longitude, _title(event, languages).text, event.url)
            for event in events
            if event.latitude is not None
        ],
        "state": state,
        "states": [(code, label, counts.get(code, 0)) for code, label in EventState.choices],
        "total": counts.get(state, 0),
        "quarantined": get_quarantine(is_open=True).count() if is_desk else 0,
        "is_desk": is_desk,
    }
    return render(request, "response/events.html", context)


def show_event(request: HttpRequest, record: HazardEvent) -> HttpResponse:
    viewer, languages = get_viewer(request), get_languages(request)
    is_desk = viewer.sees(AccessLevel.DESK)
    exposures = list(get_exposures(record, viewer)[:MAPPED_MUSEUMS])
    context = {
        "title": _title(record, languages).text,
        "hazard": HAZARD_LABELS.get(record.hazard),
        "status": STATUS_LABELS.get(record.status),
        "marks": list(_mark(exposures, languages)),
        "exposures": [_show_exposure(held, languages, is_desk=is_desk) for held in exposures[:SHOWN_MUSEUMS]],
        "total": get_exposures(record, viewer).count(),
        "elements": [
            (held.element, name_reach(held.rule), held.distance_km)
            for held in get_element_exposures(record, viewer)[:SHOWN_MUSEUMS]
        ],
        "messages_received": [_show_message(message) for message in get_messages(record)],
        "areas": [feature["properties"] for feature in record.areas.get("features", ())],
        "unplaced": list(record.quarantine.filter(resolved_at__isnull=True)) if is_desk else [],
        "untold": record.exposures.filter(told_at__isnull=True, priority__gt=0).exclude(museum__email="").count(),
        "may_tell": may(get_actor(request), "alert.tell"),
        "may_issue": may(get_actor(request), "alert.issue"),
        "may_call": record.status == Status.ACTUAL and may(get_actor(request), MOBILISE_RIGHT),
        "may_replay": bool(exposures) and may(get_actor(request), "incident.exercise"),
        "is_desk": is_desk,
    }
    return render_record(request, record, "response/event.html", context)


@require_POST
def tell(request: HttpRequest, key: str) -> HttpResponse:
    _kind, record = get_visible_record(request, key)
    event = HazardEvent.objects.get(pk=record.pk)
    tell_museums(event, base_url=get_base_url(request), actor=get_actor(request), at=timezone.now())
    return HttpResponseRedirect(f"{event.url}#museums")


def _show_event(event: HazardEvent, languages: tuple[str, ...]) -> ShownEvent:
    return ShownEvent(
        event=event,
        title=_title(event, languages),
        hazard=HAZARD_LABELS.get(event.hazard),
        severity=name_severity(event.severity),
        status=STATUS_LABELS.get(event.status),
    )


def _title(event: HazardEvent, languages: tuple[str, ...]) -> Localized:
    """A cancel of an alert never seen has no words."""
    title = event.titles.pick(languages)
    return title if title.text else Localized(event.event_key, "und")


def _mark(exposures: list[Exposure], languages: tuple[str, ...]) -> Iterator[tuple[float, float, str, str]]:
    for exposure in exposures:
        museum = exposure.museum
        if museum.latitude is not None and museum.longitude is not None:
            yield museum.latitude, museum.longitude, museum.names.pick(languages).text, museum.url


def _show_exposure(exposure: Exposure, languages: tuple[str, ...], *, is_desk: bool) -> ShownExposure:
    reasons = show_reasons(exposure.reasons, languages) if is_desk else []
    return ShownExposure(exposure, exposure.museum.names.pick(languages), reasons)


def _show_message(message: AlertMessage) -> ShownMessage:
    infos: list[Mapping[str, Any]] = message.parsed.get("infos", [])
    headline = next((str(info["headline"] or info["event"]) for info in infos), str(message.parsed.get("note", "")))
    doubtful = (SignatureState.UNVERIFIED, SignatureState.BROKEN)
    return ShownMessage(message, headline, message.signature in doubtful)
