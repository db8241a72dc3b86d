"""Pages for planning across bodies: clashes, coverage, missing translations, calendars of others."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from museion.core.access import check_somewhere
from museion.core.countries import get_country_name
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.numerals import read_whole
from museion.core.telling import tell
from museion.core.wording import get_message
from museion.events.actions.calendars import import_calendar
from museion.events.formats.ical.lines import UnreadableCalendarError
from museion.events.formats.zones import UnknownZoneError, list_zones, read_zone
from museion.events.queries.clashes import find_coming_clashes, get_coverage
from museion.events.queries.debt import get_debts
from museion.events.terms import EventType
from museion.events.views.choices import list_own_bodies, list_themes
from museion.events.views.forms import TEXT_LANGUAGES, read_field, read_known
from museion.network.models import Body

MOST_SHOWN = 60
# Events in a country from which each darker shade begins.
SHADES = (1, 4, 10, 25)


@require_GET
def show_clashes(request: HttpRequest) -> HttpResponse:
    clashes, total = find_coming_clashes(
        get_viewer(request), timezone.now(), get_languages(request)[0], most=MOST_SHOWN
    )
    return render(request, "events/clashes.html", {"clashes": clashes, "total": total})


@require_GET
def show_coverage(request: HttpRequest) -> HttpResponse:
    """Where events take place in some years, about what, and where never."""
    this_year = timezone.now().year
    year = read_whole(request.GET.get("year", ""), least=this_year - 30, most=this_year + 5)
    first, last = (year, year) if year else (this_year - 2, this_year + 1)
    language = get_languages(request)[0]
    themes = dict(list_themes(language))
    begins, ends = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    coverage = get_coverage(get_viewer(request), begins, ends, list(themes))
    by_theme = [(key, themes[key], coverage.by_theme[key]) for key in themes if coverage.by_theme[key]]
    context = {
        "years": range(this_year - 2, this_year + 2),
        "year": year,
        "counts": dict(coverage.by_country),
        "shades": SHADES,
        "countries": sorted(
            ((code, get_country_name(code, language), count) for code, count in coverage.by_country.items()),
            key=lambda row: (-row[2], row[1]),
        ),
        "unserved": sorted((get_country_name(code, language), code) for code in coverage.unserved_countries),
        "themes": sorted(by_theme, key=lambda row: -row[2]),
        "most": max((count for _key, _label, count in by_theme), default=0),
        "unserved_themes": sorted((themes[key], key) for key in coverage.unserved_themes),
        "online": coverage.online,
    }
    return render(request, "events/coverage.html", context)


@require_GET
def show_debts(request: HttpRequest) -> HttpResponse:
    """For editors: what was promised in a language and is not there yet."""
    actor = get_actor(request)
    check_somewhere(actor, "event.update")
    is_own = request.GET.get("all") != "1"
    language = request.GET.get("language", "")
    language = language if language in TEXT_LANGUAGES else ""
    debts = get_debts(actor, timezone.now(), is_own=is_own, language=language)
    context = {
        "debts": debts[:MOST_SHOWN],
        "total": len(debts),
        "is_own": is_own,
        "language": language,
        "tongues": TEXT_LANGUAGES,
        "names": {
            "titles": _("title"),
            "descriptions": _("description"),
            "venues": _("venue"),
            "accessibility": _("accessibility"),
        },
    }
    return render(request, "events/debts.html", context)


@require_http_methods(["GET", "POST"])
def show_import(request: HttpRequest) -> HttpResponse:
    """A calendar of another program; what could not be used is told with its line, the rest is there."""
    actor = get_actor(request)
    check_somewhere(actor, "event.create")
    context: dict[str, Any] = {
        "bodies": list_own_bodies(actor, get_languages(request)[0]),
        "types": EventType.choices,
        "zones": list_zones(),
        "posted": request.POST,
    }
    if request.method == "POST":
        context |= _import(request)
    return render(request, "events/import.html", context, status=422 if context.get("problem") else 200)


def _import(request: HttpRequest) -> dict[str, Any]:
    file = request.FILES.get("file")
    body = Body.objects.current().filter(key=read_field(request, "body", 9)).first()
    if file is None or body is None or (file.size or 0) > settings.MAX_UPLOAD_BYTES:
        return {"problem": _("Choose a calendar file and the body that its events belong to.")}
    try:
        zone = read_zone(read_field(request, "zone", 64) or "UTC")
        done = import_calendar(
            file.read(),
            body=body,
            actor=get_actor(request),
            at=timezone.now(),
            zone=zone,
            type_code=read_known(request, "type", EventType.values) or EventType.MEETING,
        )
    except (UnreadableCalendarError, UnknownZoneError) as error:
        return {"problem": tell(get_message(error))}
    return {"done": done}
