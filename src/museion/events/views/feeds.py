"""Feeds of the calendar: iCalendar and Atom, one for each set of filters and language."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from museion.core.access import PUBLIC_VIEWER, Viewer
from museion.core.atom import MEDIA_TYPE, Entry, Feed, Link
from museion.core.atom import write_feed as write_atom
from museion.core.http.asking import get_languages, get_viewer
from museion.core.http.pages import get_base_url
from museion.core.languages import UNDETERMINED, Localized
from museion.events.feeds import MOST, write_feed
from museion.events.models import Event
from museion.events.queries.events import EventFilter, get_for_feed, read_filter, stamp_feed
from museion.events.showing import describe_place, describe_time

LATELY = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What makes two feeds the same."""

    viewer: Viewer
    asked: EventFilter
    since: datetime
    languages: tuple[str, ...]
    base_url: str
    path: str


@require_safe
def send_calendar(request: HttpRequest) -> HttpResponse:
    """Programs that subscribe ask again and again: who has the feed as it is gets no second copy of it (RFC 9110, 13.1.2)."""
    wanted = _read_wanted(request)
    stamp = stamp_feed(wanted.viewer, wanted.asked, wanted.since)
    etag = _make_etag(wanted, stamp)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(_write_calendar(wanted, stamp), content_type="text/calendar; charset=utf-8")
        response.headers["Content-Disposition"] = 'inline; filename="museion-events.ics"'
    response.headers["ETag"] = etag
    return _let_keep(response, wanted.viewer)


def _make_etag(wanted: Wanted, stamp: str) -> str:
    told = (stamp, wanted.viewer.tokens, wanted.asked, wanted.languages, wanted.base_url, wanted.path)
    return quote_etag(hashlib.sha256(repr(told).encode()).hexdigest()[:32])


def _let_keep(response: HttpResponse, viewer: Viewer) -> HttpResponse:
    """For a quarter of an hour; by machines between only what everybody may see."""
    kept = {"public": True} if viewer == PUBLIC_VIEWER else {"private": True}
    patch_cache_control(response, max_age=900, **kept)
    return response


def _read_wanted(request: HttpRequest) -> Wanted:
    """The language is in the address, because such programs send no wishes."""
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return Wanted(
        viewer=get_viewer(request),
        asked=read_filter(request.GET),
        since=midnight - LATELY,
        languages=get_languages(request),
        base_url=get_base_url(request),
        path=request.get_full_path(),
    )


@lru_cache(maxsize=16)
def _write_calendar(wanted: Wanted, stamp: str) -> bytes:
    """`stamp` is of what is told, so that what is kept is never older than the records."""
    return write_feed(
        get_for_feed(wanted.viewer, wanted.asked, wanted.since, most=MOST),
        name=_("Museion: events"),
        languages=wanted.languages,
        base_url=wanted.base_url,
        address=wanted.base_url + wanted.path,
    )


@require_safe
def send_atom(request: HttpRequest) -> HttpResponse:
    """Atom (RFC 4287): what is to come, by when it was last changed."""
    asked = read_filter(request.GET)
    languages = get_languages(request)
    viewer = get_viewer(request)
    events = get_for_feed(viewer, asked, timezone.now() - LATELY, most=100)
    base_url = get_base_url(request)
    feed = Feed(
        address=base_url + request.get_full_path(),
        page=f"{base_url}/events",
        title=_("Museion: events"),
        language=languages[0],
        entries=[
            _describe(event, languages, base_url)
            for event in sorted(events, key=lambda event: event.changed_at, reverse=True)
        ],
    )
    return _let_keep(HttpResponse(write_atom(feed), content_type=MEDIA_TYPE), viewer)


def _describe(event: Event, languages: tuple[str, ...], base_url: str) -> Entry:
    address = base_url + event.url
    told = (describe_time(event, languages[0]), describe_place(event, languages[0]))
    return Entry(
        address,
        event.titles.pick(languages) if event.titles else Localized(event.key, UNDETERMINED),
        event.changed_at,
        event.created_at,
        " · ".join(filter(None, told)),
        (Link(address), Link(f"{address}.ics", "text/calendar")),
    )
