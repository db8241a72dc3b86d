"""Feeds of the calendar: iCalendar and Atom, one for each set of filters and language."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from museion.core.http.asking import get_languages, get_viewer
from museion.core.http.pages import get_base_url
from museion.events.feeds import MOST, write_feed
from museion.events.queries.events import get_for_feed, read_filter
from museion.events.showing import describe_place, describe_time


@require_safe
@cache_control(public=True, max_age=900)
def send_calendar(request: HttpRequest) -> HttpResponse:
    """Programs that subscribe send no wishes: the language is in the address."""
    asked = read_filter(request.GET)
    base_url = get_base_url(request)
    content = write_feed(
        get_for_feed(get_viewer(request), asked, timezone.now(), most=MOST),
        name=_("Museion: events"),
        languages=get_languages(request),
        base_url=base_url,
        address=base_url + request.get_full_path(),
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="museion-events.ics"'
    return response


@require_safe
@cache_control(public=True, max_age=900)
def send_atom(request: HttpRequest) -> HttpResponse:
    """Atom (RFC 4287): what is to come, by when it was last changed."""
    asked = read_filter(request.GET)
    languages = get_languages(request)
    events = get_for_feed(get_viewer(request), asked, timezone.now(), most=100)
    entries = [
        (event, event.titles.pick(languages), describe_time(event, languages[0]), describe_place(event, languages[0]))
        for event in sorted(events, key=lambda event: event.changed_at, reverse=True)
    ]
    context = {
        "entries": entries,
        "base_url": get_base_url(request),
        "updated_at": entries[0][0].changed_at if entries else timezone.now(),
        "address": get_base_url(request) + request.get_full_path(),
    }
    return render(request, "events/atom.xml", context, content_type="application/atom+xml; charset=utf-8")
