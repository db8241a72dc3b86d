"""What came in for a saved search, for feed readers and calendars: they cannot sign in, so the address itself is the key."""

from datetime import UTC, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from museion.core.atom import MEDIA_TYPE, Entry, Feed, write_feed
from museion.core.http.asking import make_actor
from museion.core.http.pages import get_base_url
from museion.core.languages import UNDETERMINED, Localized
from museion.core.problems import ProblemError
from museion.search.addresses import find_by_token
from museion.search.models import SavedSearch
from museion.search.queries.saved import SeenAlert, read_alerts

LISTED = 100


def show_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Atom (RFC 4287): each record once, by the time when it came in."""
    search, seen = _read(token)
    base, title = get_base_url(request), search.title
    entries = [
        Entry(
            f"{base}{held.card.url}",
            held.card.title.pick(search.language) if held.card.title else Localized(held.card.key, UNDETERMINED),
            held.alert.found_at,
            held.alert.found_at,
            " · ".join(held.card.facts),
            categories=(held.card.kind,),
        )
        for held in seen
    ]
    feed = Feed(
        address=f"{base}/saved/feeds/{token}.atom",
        page=f"{base}{search.address}",
        title=title,
        language=search.language,
        entries=entries,
        identity=f"{base}/id/{search.key}",
    )
    return _answer(write_feed(feed), MEDIA_TYPE)


def show_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """iCalendar (RFC 5545): those of the records that have days of their own."""
    search, seen = _read(token)
    base = get_base_url(request)
    calendar = Calendar()
    calendar.add("prodid", "-//Museion//Saved searches//EN")
    calendar.add("version", "2.0")
    calendar.add("name", search.title)
    calendar.add("x-wr-calname", search.title)
    for held in seen:
        if held.card.days:
            calendar.add_component(_make_event(held, search, base))
    return _answer(calendar.to_ical(), "text/calendar; charset=utf-8")


def _make_event(held: SeenAlert, search: SavedSearch, base: str) -> Event:
    """Whole days; the end is the day after the last one, as the standard has it."""
    first, last = held.card.days or (held.alert.found_at.date(), held.alert.found_at.date())
    event = Event()
    event.add("uid", f"{held.card.key}@museion")
    event.add("summary", held.card.title.pick(search.language).text or held.card.key)
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("dtstamp", datetime.combine(held.alert.found_at.astimezone(UTC), time(), tzinfo=UTC))
    event.add("url", f"{base}{held.card.url}")
    if held.card.facts:
        event.add("description", " · ".join(held.card.facts))
    return event


def _read(token: str) -> tuple[SavedSearch, list[SeenAlert]]:
    search = find_by_token(token)
    if search is None:
        detail = _("The address may have been renewed, or the search deleted.")
        raise ProblemError(404, _("No such feed"), detail, "no-feed")
    with translation.override(search.language):
        return search, read_alerts(search, make_actor(search.account).viewer, search.language, limit=LISTED)


def _answer(content: bytes, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Cache-Control"] = "private, max-age=300"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
