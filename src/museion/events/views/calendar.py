"""The calendar: a month, a list, a map, and the same as feeds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.languages import LanguageMap
from museion.core.numerals import read_whole
from museion.events.models import Event
from museion.events.queries.events import (
    EventFilter,
    get_coming,
    get_events_between,
    get_past,
    is_long,
    read_filter,
)
from museion.events.rights import may_organise
from museion.events.showing import describe_place, describe_time, get_local
from museion.events.views.choices import list_filters

MOST_LISTED = 50
DEEPEST_PAGE = 10_000
MOST_MAPPED = 400
MOST_A_DAY = 4
MARGIN = timedelta(days=1)  # clocks of places differ by up to 26 hours


@dataclass(slots=True)
class Day:
    date: date
    is_other_month: bool
    is_today: bool
    events: list["ShownEvent"]

    @property
    def more(self) -> int:
        return max(0, len(self.events) - MOST_A_DAY)

    @property
    def shown(self) -> list["ShownEvent"]:
        return self.events[:MOST_A_DAY]


@dataclass(frozen=True, slots=True)
class ShownEvent:
    event: Event
    when: str
    where: str
    time: str


@require_GET
def show_calendar(request: HttpRequest) -> HttpResponse:
    asked = read_filter(request.GET)
    asked_view = request.GET.get("view", "")
    view = asked_view if asked_view in _MAKERS else "month"
    shared = {
        "asked": asked,
        "filters": list_filters(asked, get_languages(request)[0]),
        "view": view,
        "query": urlencode(asked.stated),
        "feed_query": urlencode({**asked.stated, "lang": get_languages(request)[0]}),
        "feed_host": request.get_host(),
        "may_organise": may_organise(get_actor(request)),
    }
    return render(request, f"events/{view}.html", shared | _MAKERS[view](request, asked))


def _make_month(request: HttpRequest, asked: EventFilter) -> dict[str, Any]:
    today = timezone.now().date()
    first = (_read_day(request, "month") or today).replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    begins = first - timedelta(days=first.weekday())
    weeks = -(-(after - begins).days // 7)
    ends = begins + timedelta(days=7 * weeks)
    found = get_events_between(get_viewer(request), asked, _at(begins) - MARGIN, _at(ends) + MARGIN)
    short = [event for event in found if not is_long(event)]
    long = [event for event in found if is_long(event) and _touches(event, first, after)]
    by_day = _sort_by_day(short, begins, ends, get_languages(request)[0])
    days = [
        Day(day, day.month != first.month, day == today, by_day.get(day, []))
        for day in (begins + timedelta(days=number) for number in range(7 * weeks))
    ]
    return {
        "first": first,
        "previous": (first - timedelta(days=1)).replace(day=1),
        "next": after,
        "today": today,
        "weeks": [days[start : start + 7] for start in range(0, len(days), 7)],
        "long": show_events(long[:30], request),
        "long_count": len(long),
        "total": sum(1 for event in short if _touches(event, first, after)) + len(long),
    }


def _list(request: HttpRequest, asked: EventFilter) -> dict[str, Any]:
    """From a day on, or backwards into what is over."""
    now, viewer = timezone.now(), get_viewer(request)
    day = _read_day(request, "from")
    is_past = request.GET.get("past") == "1"
    rows = get_past(viewer, asked, now) if is_past else get_coming(viewer, asked, _at(day) if day else now)
    page = read_whole(request.GET.get("page", ""), least=1, most=DEEPEST_PAGE) or 1
    start = (page - 1) * MOST_LISTED
    found = list(rows[start : start + MOST_LISTED + 1])
    return {
        "shown": show_events(found[:MOST_LISTED], request),
        "total": rows.count(),
        "page": page,
        "has_more": len(found) > MOST_LISTED,
        "is_past": is_past,
        "day": day,
    }


def _map(request: HttpRequest, asked: EventFilter) -> dict[str, Any]:
    rows = get_coming(get_viewer(request), asked, timezone.now())
    placed = list(rows.filter(latitude__isnull=False)[:MOST_MAPPED])
    languages = get_languages(request)
    marks = [
        (event.latitude, event.longitude, LanguageMap(event.titles).pick(languages).text or event.key, event.url)
        for event in placed
    ]
    return {"marks": marks, "shown": show_events(placed, request), "total": rows.count()}


def show_events(events: Iterable[Event], request: HttpRequest) -> list[ShownEvent]:
    language = get_languages(request)[0]
    return [_show(event, language) for event in events]


def _show(event: Event, language: str) -> ShownEvent:
    time = "" if event.is_all_day else f"{get_local(event.begins_at, event):%H:%M}"
    return ShownEvent(event, describe_time(event, language), describe_place(event, language), time)


def _sort_by_day(events: Iterable[Event], begins: date, ends: date, language: str) -> dict[date, list[ShownEvent]]:
    """Each event on every day that it touches by the clock of its place."""
    found: dict[date, list[ShownEvent]] = {}
    for event in events:
        shown = _show(event, language)
        day = max(get_local(event.begins_at, event).date(), begins)
        last = min(_get_last_day(event), ends - timedelta(days=1))
        while day <= last:
            found.setdefault(day, []).append(shown)
            day += timedelta(days=1)
    # By the clocks that the page shows, not by the one moment: Tokyo's nine o'clock comes before Lima's ten.
    return {day: sorted(shown, key=lambda one: one.time) for day, shown in found.items()}


def _get_last_day(event: Event) -> date:
    return get_local(max(event.begins_at, event.ends_at - timedelta(microseconds=1)), event).date()


def _touches(event: Event, first: date, after: date) -> bool:
    return get_local(event.begins_at, event).date() < after and _get_last_day(event) >= first


def _read_day(request: HttpRequest, name: str) -> date | None:
    """`2026-03-14` or `2026-03`; what is no day counts as none."""
    text = request.GET.get(name, "")
    try:
        day = parse_date(f"{text}-01" if len(text) == 7 else text)
    except ValueError:
        return None
    return day if day and 1600 <= day.year <= 8999 else None


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


_MAKERS = {"month": _make_month, "list": _list, "map": _map}
