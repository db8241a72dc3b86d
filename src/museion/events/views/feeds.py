"""Feeds of the calendar: iCalendar and Atom, one for each set of filters and language."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from museion.core.atom import MEDIA_TYPE, Entry, Feed, Link
from museion.core.atom import write_feed as write_atom
from museion.core.http.asking import get_languages, get_viewer
from museion.core.http.pages import get_base_url
from museion.core.languages import UNDETERMINED, Localized
from museion.events.feeds import MOST, write_feed
from museion.events.models import Event
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
    return HttpResponse(write_atom(feed), content_type=MEDIA_TYPE)


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
