"""Minutes and resolutions, as organisers write them and as everybody reads them once approved."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from museion.core.http.asking import get_actor
from museion.core.numerals import read_whole
from museion.events.actions.minutes import add_resolution, approve_minutes, hand_over, save_minutes
from museion.events.models import AdoptedResolution, Event, Minutes
from museion.events.problems import EventError
from museion.events.queries.attendance import list_present
from museion.events.views.forms import find_managed, read_field, read_number, read_texts, take_form
from museion.events.views.managing import get_tabs
from museion.network.resolutions import NoResolutionRegisterError


@require_http_methods(["GET", "POST"])
def show_minutes(request: HttpRequest, key: str) -> HttpResponse:
    event = find_managed(request, key)
    return take_form(
        request,
        lambda: _act(request, event),
        lambda problem: _show_minutes(request, event, problem),
        address=request.path,
    )


def _show_minutes(request: HttpRequest, event: Event, problem: str) -> HttpResponse:
    minutes = Minutes.objects.filter(event=event).first()
    context = {
        **get_tabs(event, "manage/minutes"),
        "minutes": minutes,
        "present": minutes.attendance if minutes and minutes.approved_at else list_present(event),
        "resolutions": list(AdoptedResolution.objects.filter(event=event)),
        "tongues": event.text_languages or ["en"],
        "problem": problem,
    }
    return render(request, "events/minutes.html", context)


def _act(request: HttpRequest, event: Event) -> None:
    told: dict[str, Any] = {"actor": get_actor(request), "at": timezone.now()}
    match read_field(request, "do"):
        case "save":
            save_minutes(event, read_texts(request, "texts", 100_000), **told)
        case "approve":
            approve_minutes(event, **told)
        case "resolution":
            add_resolution(event, _read_resolution(request), **told)
        case "hand_over":
            _hand_over(request, event)


def _hand_over(request: HttpRequest, event: Event) -> None:
    number = read_whole(read_field(request, "resolution", 20))
    rows = AdoptedResolution.objects.select_related("event")
    resolution = get_object_or_404(rows, event=event, pk=number)
    try:
        hand_over(resolution, actor=get_actor(request), at=timezone.now())
    except NoResolutionRegisterError as error:
        raise EventError(_("No register of resolutions is installed here.")) from error


def _read_resolution(request: HttpRequest) -> dict[str, Any]:
    return {
        "number": read_field(request, "number", 40),
        "titles": read_texts(request, "titles", 500),
        "texts": read_texts(request, "resolution", 20_000),
        "votes_for": read_number(request, "votes_for"),
        "votes_against": read_number(request, "votes_against"),
        "abstentions": read_number(request, "abstentions"),
    }
