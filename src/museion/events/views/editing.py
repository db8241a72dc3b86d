"""The form of an event: new, changed, announced, cancelled."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from museion.core.access import check_somewhere
from museion.core.countries import list_countries
from museion.core.http.asking import get_actor, get_languages
from museion.core.languages import InvalidLanguageError, read_tag
from museion.core.places import read_degrees
from museion.events.actions.events import announce_event, cancel_event, create_event, update_event
from museion.events.actions.series import create_series
from museion.events.formats.zones import UnknownZoneError, list_zones, read_zone
from museion.events.models import Event
from museion.events.problems import EventError
from museion.events.queries.clashes import find_clashes_of
from museion.events.terms import EventFormat, EventState, EventType
from museion.events.views.choices import list_bodies, list_languages, list_own_bodies, list_themes
from museion.events.views.forms import (
    TEXT_LANGUAGES,
    find_managed,
    read_field,
    read_known,
    read_number,
    read_texts,
    read_wall_time,
)
from museion.network.models import Body
from museion.network.terms import MemberCategory
from museion.vocabulary.models import Concept

_PLAIN = {"address": 500, "city": 200, "website": 500, "email": 254, "online_url": 500, "currency": 3}


@require_http_methods(["GET", "POST"])
def show_new(request: HttpRequest) -> HttpResponse:
    actor = get_actor(request)
    check_somewhere(actor, "event.create")
    if request.method == "GET":
        return _show(request, None, {})
    try:
        values = _read_values(request)
        if "only_check" in request.POST:
            return _show(request, None, {}, clashes=_find_clashes(request, values))
        bodies = _read_bodies(request)
        told: dict[str, Any] = {
            "bodies": bodies,
            "theme_ids": _read_themes(request),
            "actor": actor,
            "at": timezone.now(),
        }
        rule = read_field(request, "rule", 500)
        event = _create_first(values, rule, told) if rule else create_event(values, **told)
    except EventError as error:
        return _show(request, None, {error.field: str(error)}, status=422)
    return HttpResponseRedirect(f"/events/{event.key}/manage")


def _create_first(values: dict[str, Any], rule: str, told: dict[str, Any]) -> Event:
    series = create_series({**values, "state": EventState.CONFIRMED.value}, rule, **told).series
    first = Event.objects.current().filter(series=series).order_by("begins_at").first()
    if first is None:
        raise EventError(_("The rule gives no day after the first."), "rule")
    return first


@require_http_methods(["GET", "POST"])
def show_edit(request: HttpRequest, key: str) -> HttpResponse:
    event = find_managed(request, key)
    if request.method == "GET":
        return _show(request, event, {})
    try:
        links = {"bodies": [body.pk for body in _read_bodies(request)], "themes": _read_themes(request)}
        update_event(event, _read_values(request, event), links=links, actor=get_actor(request), at=timezone.now())
    except EventError as error:
        return _show(request, event, {error.field: str(error)}, status=422)
    return HttpResponseRedirect(f"/events/{event.key}/manage")


@require_POST
def change_state(request: HttpRequest, key: str) -> HttpResponse:
    """Announce, or cancel with a reason."""
    event = find_managed(request, key)
    told: dict[str, Any] = {"actor": get_actor(request), "at": timezone.now()}
    try:
        if read_field(request, "do") == "announce":
            announce_event(event, **told)
        elif read_field(request, "do") == "cancel":
            cancel_event(event, read_texts(request, "cancelled_for", 1000), **told)
    except EventError as error:
        return _show(request, event, {error.field: str(error)}, status=422)
    return HttpResponseRedirect(f"/events/{event.key}/manage")


def _read_values(request: HttpRequest, event: Event | None = None) -> dict[str, Any]:
    zone = _read_zone(request)
    values: dict[str, Any] = {
        "type": read_known(request, "type", EventType.values) or EventType.MEETING.value,
        "format": read_known(request, "format", EventFormat.values) or EventFormat.ON_SITE.value,
        "titles": read_texts(request, "titles", 500),
        "descriptions": read_texts(request, "descriptions"),
        "accessibility": read_texts(request, "accessibility", 2000),
        "venues": read_texts(request, "venues", 500),
        "text_languages": [tag for tag in TEXT_LANGUAGES if tag in request.POST.getlist("text_languages")],
        "time_zone": zone,
        "begins_at": read_wall_time(request, "begins_at", zone),
        "ends_at": read_wall_time(request, "ends_at", zone),
        "is_all_day": bool(read_field(request, "is_all_day")),
        "country": read_known(request, "country", [code for code, _name in list_countries("en")]),
        "languages": _read_tags(request, "languages"),
        "interpretation": _read_tags(request, "interpretation"),
        "capacity": read_number(request, "capacity"),
        "fees": _read_fees(request),
        "latitude": _read_degrees(request, "latitude", 90),
        "longitude": _read_degrees(request, "longitude", 180),
        **{name: read_field(request, name, longest) for name, longest in _PLAIN.items()},
    }
    if event is None and read_field(request, "is_draft"):
        values["state"] = EventState.DRAFT.value
    if (values["latitude"] is None) != (values["longitude"] is None):
        raise EventError(_("A place on the map needs a latitude and a longitude."), "latitude")
    return values


def _read_zone(request: HttpRequest) -> str:
    text = read_field(request, "time_zone", 64)
    try:
        return read_zone(text)
    except UnknownZoneError as error:
        message = _("“%(zone)s” is no time zone; write it as Europe/Paris.") % {"zone": text}
        raise EventError(message, "time_zone") from error


def _read_tags(request: HttpRequest, name: str) -> list[str]:
    tags = [*request.POST.getlist(name), *read_field(request, f"{name}-other", 200).replace(",", " ").split()]
    try:
        return list(dict.fromkeys(read_tag(tag) for tag in tags if tag))
    except InvalidLanguageError as error:
        raise EventError(str(error), name) from error


def _read_degrees(request: HttpRequest, name: str, most: int) -> float | None:
    text = read_field(request, name, 20)
    try:
        return read_degrees(text, most)
    except ValueError:
        raise EventError(_("“%(text)s” is no position; write degrees as 48.85.") % {"text": text}, name) from None


def _read_fees(request: HttpRequest) -> dict[str, float]:
    """By category; empty for everybody else."""
    fees: dict[str, float] = {}
    for category in ("", *MemberCategory.values):
        text = read_field(request, f"fee-{category or 'rest'}", 12).replace(",", ".")
        if not text:
            continue
        try:
            amount = float(text)
        except ValueError:
            amount = -1.0
        if not 0 <= amount < 100_000:
            raise EventError(_("“%(text)s” is no amount.") % {"text": text}, "fees")
        fees[category] = int(amount) if amount.is_integer() else round(amount, 2)
    if fees and len(read_field(request, "currency", 3)) != 3:
        raise EventError(_("Say in which currency, as EUR (ISO 4217)."), "currency")
    return fees


def _read_bodies(request: HttpRequest) -> list[Body]:
    keys = request.POST.getlist("bodies")
    found = {body.key: body for body in Body.objects.current().filter(key__in=keys)}
    return [found[key] for key in keys if key in found]


def _read_themes(request: HttpRequest) -> list[int]:
    keys = request.POST.getlist("themes")
    return list(Concept.objects.current().filter(key__in=keys).order_by("pk").values_list("pk", flat=True))


def _find_clashes(request: HttpRequest, values: dict[str, Any]) -> list[Any]:
    return find_clashes_of(values, theme_ids=_read_themes(request), language=get_languages(request)[0])


def _show(
    request: HttpRequest,
    event: Event | None,
    problems: dict[str, str],
    *,
    clashes: list[Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    language, posted = get_languages(request)[0], request.POST if request.method == "POST" else None
    context = {
        "event": event,
        "problems": problems,
        "posted": posted,
        "clashes": clashes,
        "types": EventType.choices,
        "formats": EventFormat.choices,
        "zones": list_zones(),
        "tongues": TEXT_LANGUAGES,
        "spoken": list_languages(language),
        "bodies": list_bodies(language) if event else list_own_bodies(get_actor(request), language),
        "themes": list_themes(language),
        "countries": list_countries(language),
        "categories": MemberCategory.choices,
        "chosen": _list_chosen(request, event),
    }
    return render(request, "events/edit.html", context, status=status)


def _list_chosen(request: HttpRequest, event: Event | None) -> dict[str, Any]:
    """What the lists of the form have chosen: as it was sent, else as it is kept."""
    names = ("bodies", "themes", "languages", "interpretation", "text_languages")
    if request.method == "POST" or event is None:
        return {name: request.POST.getlist(name) for name in names}
    return {
        "bodies": [body.key for body in event.bodies.all()],
        "themes": [theme.key for theme in event.themes.all()],
        "languages": event.languages,
        "interpretation": event.interpretation,
        "text_languages": event.text_languages,
    }
