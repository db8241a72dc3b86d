"""How forms of the room read their fields, and find what they are about."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from museion.core.access import check_right
from museion.core.http.asking import get_actor, get_viewer
from museion.core.http.forms import need_record
from museion.core.languages import LanguageMap, read_language_map
from museion.core.numerals import read_whole
from museion.events.formats.zones import SkippedTimeError, place_wall_time
from museion.events.models import Event
from museion.events.problems import EventError
from museion.events.queries.events import get_events

TEXT_LANGUAGES = ("en", "fr", "es", "ar")
LONGEST = 20_000


def find_event(request: HttpRequest, key: str) -> Event:
    """One that the reader may see."""
    return need_record(get_events(get_viewer(request)), key)


def find_managed(request: HttpRequest, key: str) -> Event:
    """One that the reader organises; for everybody else it says what right is missing."""
    event = find_event(request, key)
    check_right(get_actor(request), "event.update", event)
    return event


def take_form(
    request: HttpRequest, act: Callable[[], None], show: Callable[[str], HttpResponse], *, address: str = ""
) -> HttpResponse:
    """`act` does what was sent, then the page is asked for again (or `address`); `show` makes the page, with what was wrong."""
    if request.method != "POST":
        return show("")
    try:
        act()
    except EventError as error:
        response = show(str(error))
        response.status_code = 422
        return response
    return HttpResponseRedirect(address or request.get_full_path())


def read_field(request: HttpRequest, name: str, longest: int = LONGEST) -> str:
    return str(request.POST.get(name, "")).strip().replace("\x00", "")[:longest]


def read_texts(request: HttpRequest, name: str, longest: int = LONGEST) -> LanguageMap:
    """`titles-en`, `titles-fr`, … as one map."""
    return read_language_map({tag: read_field(request, f"{name}-{tag}", longest) for tag in TEXT_LANGUAGES})


def read_number(request: HttpRequest, name: str, *, most: int = 1_000_000) -> int | None:
    text = read_field(request, name, 20)
    if not text:
        return None
    number = read_whole(text, most=most)
    if number is None:
        raise EventError(_("“%(text)s” is no whole number up to %(most)s.") % {"text": text, "most": most}, name)
    return number


def read_wall_time(request: HttpRequest, name: str, zone: str) -> datetime | None:
    """As `datetime-local` sends it, by the clock of the zone. A time that clocks skip there is refused."""
    text = read_field(request, name, 30)
    if not text:
        return None
    try:
        wall = parse_datetime(text) or _read_midnight(text)
        if wall is None or wall.tzinfo is not None:
            raise ValueError(text)
        return place_wall_time(wall, zone)
    except SkippedTimeError as error:
        message = _("Clocks of %(zone)s never show %(time)s: they are put forward over it that day.")
        raise EventError(message % {"zone": zone, "time": text.replace("T", " ")}, name) from error
    except (ValueError, OverflowError) as error:
        raise EventError(_("“%(text)s” is no time; write it as 2026-03-14 12:00.") % {"text": text}, name) from error


def _read_midnight(text: str) -> datetime | None:
    day = parse_date(text)
    return datetime(day.year, day.month, day.day) if day else None  # noqa: DTZ001 - a wall clock, placed in its zone


def read_known(request: HttpRequest, name: str, known: Iterable[str]) -> str:
    """A code of a list, or nothing."""
    code = read_field(request, name, 100)
    return code if code in set(known) else ""
