"""What came in for a saved search, for feed readers and calendars: they cannot sign in, so the address itself is the key."""

from datetime import UTC, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from museion.core.atom import MEDIA_TYPE, Entry, Feed, write_feed
from museion.core.http.asking import make_actor
from museion.core.http.pages import get_base_url
from museion.core.languages import UNDETERMINED, Localized
from museion.core.problems import ProblemError
from museion.search.addresses import find_by_token
from museion.search.documents import Card
from museion.search.models import SavedSearch
from museion.search.queries.saved import SeenAlert, read_alerts, read_dated

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
    """iCalendar (RFC 5545): what came in and what is found now, as far as it has days of its own; of what was there before, what is
    not over yet."""
    search, seen = _read(token)
    base, now = get_base_url(request), timezone.now()
    found = {held.card.key: (held.card, held.alert.found_at) for held in seen if held.card.days}
    with translation.override(search.language):
        for card in read_dated(search, make_actor(search.account).viewer, now.date(), limit=LISTED):
            found.setdefault(card.key, (card, now))
    calendar = Calendar()
    calendar.add("prodid", "-//Museion//Saved searches//EN")
    calendar.add("version", "2.0")
    calendar.add("name", search.title)
    calendar.add("x-wr-calname", search.title)
    for card, known_at in found.values():
        calendar.add_component(_make_event(card, known_at, search.language, base))
    return _answer(calendar.to_ical(), "text/calendar; charset=utf-8")


def _make_event(card: Card, known_at: datetime, language: str, base: str) -> Event:
    """Whole days; the end is the day after the last one, as the standard has it."""
    first, last = card.days or (known_at.date(), known_at.date())
    event = Event()
    event.add("uid", f"{card.key}@museion")
    event.add("summary", card.title.pick(language).text or card.key)
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("dtstamp", datetime.combine(known_at.astimezone(UTC), time(), tzinfo=UTC))
    event.add("url", f"{base}{card.url}")
    if card.facts:
        event.add("description", " · ".join(card.facts))
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
