"""What anybody may tell the desk at any hour, on a poor line or none, and the private page on which they see what came of it.

The form needs no session and no cookie, so a copy saved in a browser weeks ago still sends: nothing is done in anybody's name.
"""

import secrets

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from museion.core.access import Actor
from museion.core.countries import is_country, list_countries
from museion.core.problems import ProblemError
from museion.heritage.pictures import KeptPicture
from museion.heritage.sent_pictures import read_sent_pictures
from museion.response.actions.incident_work import add_reporter_line
from museion.response.actions.incidents import Report, report_incident
from museion.response.labels import HAZARD_LABELS, list_hazards, list_urgencies
from museion.response.models import Incident
from museion.response.queries.incidents import find_incident_by_token
from museion.response.terms import IncidentState

LONGEST_TEXT = 20_000
LONGEST_TOKEN = 200
SHORTEST_TOKEN = 16
MOST_PHOTOS = 8
_VISITOR = Actor(name="visitor")


@csrf_exempt
@require_http_methods(["GET", "POST"])
def show_report(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return _show_form(request, [])
    pictures = read_sent_pictures(request, "photo", most=MOST_PHOTOS)
    problems = list(pictures.problems)
    if request.POST.get("website"):
        # A field that people do not see: who fills it in is a program.
        problems.append(_("The report was not taken. Please leave the last field empty."))
    if not request.POST.get("description", "").strip():
        problems.append(_("Please say what happened."))
    if problems:
        return _refuse(request, problems)
    received = report_incident(_make_report(request, pictures.keep()), actor=_VISITOR, at=timezone.now())
    address = f"/incidents/status/{received.status_token}"
    if _wants_json(request):
        return JsonResponse({"ticket": received.incident.key, "status_url": address, "is_new": received.is_new})
    return HttpResponseRedirect(f"{address}?new=1")


@csrf_exempt
@require_http_methods(["GET", "POST"])
def show_status(request: HttpRequest, token: str) -> HttpResponse:
    """Only who holds the token opens it. It shows what the desk wrote for the reporter, and nothing else of the incident."""
    incident = find_incident_by_token(token)
    if incident is None:
        raise ProblemError(404, _("This link does not work"), _("No report has this address."), "no-report")
    if request.method == "POST":
        text = request.POST.get("text", "").strip()[:LONGEST_TEXT]
        if text:
            add_reporter_line(incident, text, actor=_VISITOR, at=timezone.now())
        return HttpResponseRedirect(request.path)
    context = {
        "incident": incident,
        "steps": list_steps(incident),
        "lines": incident.lines.filter(is_for_reporter=True),
        "is_new": "new" in request.GET,
        "address": request.build_absolute_uri(request.path),
    }
    response = render(request, "response/status.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def list_steps(incident: Incident) -> list[tuple[str, bool]]:
    """Where an incident may stand, in order, and whether it does."""
    return [(str(step.label), step == incident.state) for step in IncidentState]


def _show_form(request: HttpRequest, problems: list[str], *, status: int = 200) -> HttpResponse:
    countries = list_countries(get_language() or "en")
    context = {
        "countries": countries,
        "hazards": list_hazards(),
        "urgencies": list_urgencies(),
        "problems": problems,
        "sent": request.POST,
        "token": request.POST.get("token") or secrets.token_urlsafe(24),
    }
    return render(request, "response/report.html", context, status=status)


def _refuse(request: HttpRequest, problems: list[str]) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"problems": problems}, status=422)
    return _show_form(request, problems, status=422)


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _make_report(request: HttpRequest, pictures: list[KeptPicture]) -> Report:
    def read(name: str) -> str:
        return request.POST.get(name, "").strip()[:LONGEST_TEXT]

    description, country, token = read("description"), read("country"), read("token")
    hazard, urgency = read("hazard"), read("urgency")
    return Report(
        token=token if SHORTEST_TOKEN <= len(token) <= LONGEST_TOKEN else secrets.token_urlsafe(24),
        title=read("place")[:120] or description.splitlines()[0][:120],
        description=description,
        hazard=hazard if hazard in HAZARD_LABELS else "",
        urgency=int(urgency) if urgency in {"1", "2", "3"} else 2,
        place=read("place")[:200],
        country=country if is_country(country) else "",
        reporter=read("reporter"),
        language=get_language() or "en",
        pictures=tuple(pictures),
    )
