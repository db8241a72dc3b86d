"""The page behind a one-tap link. Opening it changes nothing, because mail scanners open links too; the tap on it does."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from museion.core.problems import ProblemError
from museion.network.queries import choose_language
from museion.response.actions.calling import ANSWERS, CallOverError, answer_call
from museion.response.feeds.terms import Status
from museion.response.models import Call
from museion.response.queries.mobilisations import find_call
from museion.response.terms import CallState, MobilisationState

_WORDS = {"accept": CallState.ACCEPTED, "decline": CallState.DECLINED, "propose": CallState.PROPOSED}


@csrf_exempt
@require_http_methods(["GET", "POST"])
def show_call(request: HttpRequest, token: str) -> HttpResponse:
    """The token is the right to answer, so a form opened in a mail program needs no cookie."""
    call = find_call(token)
    if call is None:
        raise ProblemError(404, _("This link does not work"), _("No call has this address."), "no-call")
    if request.method == "POST":
        return _take_answer(request, call)
    language = request.GET.get("lang") or choose_language(call.person)
    with translation.override(language):
        return _show(request, call, "")


def _take_answer(request: HttpRequest, call: Call) -> HttpResponse:
    state = _WORDS.get(request.POST.get("answer", ""))
    if state not in ANSWERS:
        return _show(request, call, _("Please choose an answer."))
    try:
        answer_call(call, state, note=request.POST.get("note", "").strip(), at=timezone.now())
    except CallOverError as error:
        return _show(request, call, str(error))
    return HttpResponseRedirect(request.path)


def _show(request: HttpRequest, call: Call, problem: str) -> HttpResponse:
    call.refresh_from_db()
    mobilisation = call.mobilisation
    incident = mobilisation.incident
    over = {MobilisationState.STOOD_DOWN, MobilisationState.FILLED}
    context = {
        "call": call,
        "mobilisation": mobilisation,
        "request_part": mobilisation.request,
        "chosen": request.GET.get("answer", ""),
        "is_exercise": incident is not None and incident.status != Status.ACTUAL,
        "is_over": mobilisation.state in over and call.state != CallState.ACCEPTED,
        "is_answered": call.state in ANSWERS,
        "problem": problem,
    }
    response = render(request, "response/call.html", context, status=409 if problem else 200)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
