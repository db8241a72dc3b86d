"""Calls for people: the request form, the team that answers it with its reasons, the live board."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from museion.core.access import may
from museion.core.http.asking import get_actor, get_viewer
from museion.core.models import OutgoingMessage
from museion.core.numerals import read_whole
from museion.response.actions import messages, mobilisations
from museion.response.models import HazardEvent, Mobilisation
from museion.response.queries.alerts import get_events
from museion.response.queries.mobilisations import get_board, get_mobilisation_list, get_mobilisations
from museion.response.requests import InvalidRequestError, read_request
from museion.response.terms import MobilisationState
from museion.response.views.desk import check_desk, find_incident, need_record, read_field
from museion.response.views.request_form import FilledForm, describe_form, prefill
from museion.search.reasons import Measure, Part, explain

MOST_SHOWN = 100
_PARTS = {
    "skill": gettext_lazy("skill"),
    "language": gettext_lazy("languages"),
    "hazard": gettext_lazy("missions of this kind"),
    "country": gettext_lazy("knows the country"),
    "nearness": gettext_lazy("way"),
    "rest": gettext_lazy("since the last mission"),
    "time_zone": gettext_lazy("time zone"),
}


@require_GET
def show_mobilisations(request: HttpRequest) -> HttpResponse:
    rows = list(get_mobilisation_list(check_desk(request))[:MOST_SHOWN])
    shown = [(row, sum(seat["count"] for seat in row.request["seats"])) for row in rows]
    return render(request, "response/mobilisations.html", {"mobilisations": shown})


@require_http_methods(["GET", "POST"])
def show_new(request: HttpRequest) -> HttpResponse:
    check_desk(request)
    key = request.GET.get("incident") or request.POST.get("incident", "")
    incident = find_incident(request, key) if key else None
    if request.method == "GET":
        return _show_form(request, prefill(incident, _find_event(request)), "")
    form = FilledForm(request.POST)
    try:
        part = read_request(form.make_document())
    except InvalidRequestError as error:
        return _show_form(request, form, str(error))
    made = mobilisations.create_mobilisation(
        part,
        incident=incident,
        answer_minutes=form.answer_minutes,
        actor=get_actor(request),
        at=timezone.now(),
    )
    return HttpResponseRedirect(f"/mobilisations/{made.key}")


@require_GET
def show_mobilisation(request: HttpRequest, key: str) -> HttpResponse:
    mobilisation = _find(request, key)
    context = _describe_board(mobilisation) | {
        "may_update": may(get_actor(request), mobilisations.RIGHT),
        "teams": [team | {"members": _explain(team["members"])} for team in mobilisation.answer.get("teams", [])],
        "shortlists": [
            (listed["seat"], _explain(listed["people"])) for listed in mobilisation.answer.get("shortlists", [])
        ],
        "answer": mobilisation.answer,
        "problem": request.GET.get("problem", ""),
    }
    return render(request, "response/mobilisation.html", context)


@require_GET
def show_board(request: HttpRequest, key: str) -> HttpResponse:
    """The part of the page that is asked for every few seconds."""
    return render(request, "response/board.html", _describe_board(_find(request, key)))


@require_POST
def take_step(request: HttpRequest, key: str, step: str) -> HttpResponse:
    mobilisation = _find(request, key)
    actor, at, problem = get_actor(request), timezone.now(), ""
    try:
        if step == "call":
            mobilisations.start_calling(mobilisation, actor=actor, at=at)
        elif step == "stand-down":
            mobilisations.stand_down(mobilisation, actor=actor, at=at)
        elif step == "send-again":
            message = get_object_or_404(OutgoingMessage, pk=read_whole(read_field(request, "message")))
            messages.send_again(message, actor=actor, at=at)
    except mobilisations.InvalidStepError as error:
        problem = f"?{urlencode({'problem': str(error)})}"
    return HttpResponseRedirect(f"/mobilisations/{mobilisation.key}{problem}")


def show_mobilisation_record(request: HttpRequest, record: Mobilisation) -> HttpResponse:
    """The page behind the permanent address."""
    return HttpResponseRedirect(f"/mobilisations/{record.key}")


def _find(request: HttpRequest, key: str) -> Mobilisation:
    return need_record(get_mobilisations(check_desk(request)), key)


def _find_event(request: HttpRequest) -> HazardEvent | None:
    key = request.GET.get("event", "")
    return need_record(get_events(get_viewer(request)), key) if key else None


def _describe_board(mobilisation: Mobilisation) -> dict[str, Any]:
    return {
        "mobilisation": mobilisation,
        "board": get_board(mobilisation),
        "is_live": mobilisation.state == MobilisationState.CALLING,
        "can_call": mobilisation.state in {MobilisationState.DRAFT, MobilisationState.EXHAUSTED},
        "can_stand_down": mobilisation.state != MobilisationState.STOOD_DOWN,
    }


def _explain(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Reasons under the names that the reader knows them by."""
    return [
        person | {"reasons": explain([_make_part(reason) for reason in person["reasons"]], Measure.WHOLE)}
        for person in people
    ]


def _make_part(reason: dict[str, Any]) -> Part:
    """A skill's name says it all; of the rest the fact does."""
    fact = "" if reason["part"] == "skill" else str(reason["fact"])
    return Part(label=_PARTS.get(reason["part"], ""), points=reason["points"], held=fact)


def _show_form(request: HttpRequest, form: FilledForm, problem: str) -> HttpResponse:
    told = _("The request cannot be answered yet: %(problem)s") % {"problem": problem} if problem else ""
    context = describe_form(form) | {"problem": told}
    return render(request, "response/mobilisation_form.html", context, status=422 if problem else 200)
