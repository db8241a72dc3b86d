"""The page of an event, of a series, of a session, of a contribution."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from museion.core.access import Viewer
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.pages import render_record
from museion.core.models import Record
from museion.events.formats.zones import has_clock_change
from museion.events.models import Booking, Call, Contribution, Event, EventSeries, Material, Session
from museion.events.queries.events import get_events
from museion.events.queries.programme import fetch_speakers, get_programme
from museion.events.rights import may_manage
from museion.events.showing import describe_place, describe_time
from museion.events.terms import ContributionState, EventFormat
from museion.events.views.calendar import show_events
from museion.network.terms import MemberCategory

MOST_SHOWN = 24


def show_event(request: HttpRequest, record: Event) -> HttpResponse:
    viewer, languages = get_viewer(request), get_languages(request)
    now = timezone.now()
    booking = Booking.objects.filter(event=record).first()
    call = Call.objects.filter(event=record).first()
    context = {
        "title": record.titles.pick(languages).text or record.key,
        "when": describe_time(record, languages[0]),
        "where": describe_place(record, languages[0]),
        "is_over": record.ends_at < now,
        "clock_changes": has_clock_change(record.begins_at, record.ends_at, record.time_zone),
        "has_map": record.latitude is not None and record.format != EventFormat.ONLINE,
        "bodies": _keep_visible(record.bodies.all(), viewer),
        "themes": _keep_visible(record.themes.all(), viewer),
        "fees": _list_fees(record),
        "booking": booking,
        **_count_places(record, booking),
        "booking_state": describe_booking(booking, record, now),
        "call": call,
        "call_is_open": call is not None and call.opens_at <= now < call.closes_at,
        "programme": get_programme(record, viewer)[:MOST_SHOWN],
        "materials": list(Material.objects.filter(event=record, is_public=True, contribution=None)),
        "series_events": _list_series(record, viewer, request),
        "may_manage": may_manage(get_actor(request), record),
    }
    return render_record(request, record, "events/event.html", context)


def _count_places(event: Event, booking: Booking | None) -> dict[str, int]:
    """Those that one can register for, which may be fewer than the rooms hold."""
    if booking is None or booking.places is None:
        return {"places": event.capacity or 0}
    return {"places": booking.places, "free": booking.places - booking.taken}


def describe_booking(booking: Booking | None, event: Event, now: Any) -> str:
    """`open`, `full`, `later`, `over` or nothing: what the page offers."""
    if booking is None or event.is_cancelled:
        return ""
    if event.ends_at < now or (booking.closes_at and booking.closes_at <= now):
        return "over"
    if booking.opens_at and booking.opens_at > now:
        return "later"
    is_full = booking.places is not None and booking.taken >= booking.places
    return ("waiting" if booking.has_waiting_list else "full") if is_full else "open"


def show_series(request: HttpRequest, record: EventSeries) -> HttpResponse:
    viewer = get_viewer(request)
    rows = get_events(viewer).filter(series=record, ends_at__gte=timezone.now()).order_by("begins_at")
    context = {
        "title": record.names.pick(get_languages(request)).text or record.key,
        "shown": show_events(rows[:MOST_SHOWN], request),
    }
    return render_record(request, record, "events/series.html", context)


def show_session(request: HttpRequest, record: Session) -> HttpResponse:
    viewer = get_viewer(request)
    papers = record.contributions.current().visible_to(viewer).filter(state=ContributionState.ACCEPTED)
    context = {
        "title": record.titles.pick(get_languages(request)).text or record.get_kind_display(),
        "event": record.event,
        "papers": list(papers.order_by("position", "id").prefetch_related(fetch_speakers())),
        "chairs": _keep_visible(record.chairs.all(), viewer),
        "may_manage": may_manage(get_actor(request), record.event),
    }
    return render_record(request, record, "events/session.html", context)


def show_contribution(request: HttpRequest, record: Contribution) -> HttpResponse:
    is_accepted = record.state == ContributionState.ACCEPTED
    context = {
        "title": record.titles.pick(get_languages(request)).text or record.key,
        "event": record.event,
        "session": record.session,
        "speakers": list(record.speakers.select_related("person")) if is_accepted else [],
        "materials": list(record.materials.filter(is_public=True)) if is_accepted else [],
        "may_manage": may_manage(get_actor(request), record.event),
    }
    return render_record(request, record, "events/contribution.html", context)


def _list_fees(event: Event) -> list[tuple[str, Any]]:
    labels = dict(MemberCategory.choices)
    return [(str(labels.get(category, "")), amount) for category, amount in event.fees.items()]


def _list_series(event: Event, viewer: Viewer, request: HttpRequest) -> list[Any]:
    if event.series_id is None:
        return []
    rows = get_events(viewer).filter(series=event.series_id, ends_at__gte=timezone.now()).exclude(pk=event.pk)
    return show_events(rows.order_by("begins_at")[:6], request)


def _keep_visible(records: Any, viewer: Viewer) -> list[Any]:
    return [record for record in records if _is_visible(record, viewer)]


def _is_visible(record: Record, viewer: Viewer) -> bool:
    return record.withdrawn_at is None and viewer.sees_record(record)
