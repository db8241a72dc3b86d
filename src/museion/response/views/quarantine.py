"""The quarantine: what came in and could not be used, with the reason, to be used anyway or laid aside. Level desk only."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from museion.core.access import check_right
from museion.core.countries import list_countries
from museion.core.http.asking import get_actor, get_languages
from museion.response.actions.quarantine import resolve_quarantined
from museion.response.actions.using import Judgement, UnplacedAreaError, use_anyway
from museion.response.feeds.terms import Hazard, Severity
from museion.response.labels import list_hazards
from museion.response.models import QuarantinedAlert
from museion.response.queries.alerts import get_quarantine
from museion.response.views.areas import AreaError, read_area
from museion.response.views.reasons import name_severity

SHOWN = 100
# What the desk said of an alert, kept in the address while a part of it cannot be used.
_STATED = ("headline", "hazard", "severity", "country", "area")
_HAZARDS = {code.value: code for code in Hazard}
_SEVERITIES = {code.value: code for code in Severity}


@require_GET
def show_quarantine(request: HttpRequest) -> HttpResponse:
    check_desk(request)
    is_open = request.GET.get("state") != "resolved"
    rows = get_quarantine(is_open=is_open)
    context = {
        "rows": rows[:SHOWN],
        "total": rows.count(),
        "is_open": is_open,
        "hazards": list_hazards(),
        "severities": [(code.value, name_severity(code)) for code in Severity],
        "countries": list_countries(get_languages(request)[0]),
        "problem": request.GET.get("problem", ""),
        "opened": request.GET.get("row", ""),
        "stated": {name: request.GET.get(name, "") for name in _STATED},
    }
    return render(request, "response/quarantine.html", context)


@require_POST
def use(request: HttpRequest, number: int) -> HttpResponse:
    check_desk(request)
    row = get_object_or_404(QuarantinedAlert, pk=number, resolved_at__isnull=True)
    try:
        judgement = _read_judgement(request, row)
        event = use_anyway(row, judgement, actor=get_actor(request), at=timezone.now())
    except (AreaError, UnplacedAreaError) as error:
        stated = {name: request.POST.get(name, "")[:2000] for name in _STATED}
        asked = urlencode({"problem": str(error), "row": str(number), **stated})
        return HttpResponseRedirect(f"/alerts/quarantine?{asked}#q{number}")
    return HttpResponseRedirect(event.url)


@require_POST
def lay_aside(request: HttpRequest, number: int) -> HttpResponse:
    check_desk(request)
    row = get_object_or_404(QuarantinedAlert, pk=number, resolved_at__isnull=True)
    why = request.POST.get("why", "").strip()[:2000] or "laid aside"
    resolve_quarantined(row, why, actor=get_actor(request), at=timezone.now())
    return HttpResponseRedirect("/alerts/quarantine")


def check_desk(request: HttpRequest) -> None:
    check_right(get_actor(request), "alert.read")


def _read_judgement(request: HttpRequest, row: QuarantinedAlert) -> Judgement:
    hazard, severity = request.POST.get("hazard", ""), request.POST.get("severity", "")
    headline = request.POST.get("headline", "").strip()[:300]
    if not headline and row.event is None:
        raise AreaError(_("Please say in a few words what happens."))
    return Judgement(
        area=read_area(request.POST.get("area", "").strip(), request.POST.get("country", "")),
        headline=headline,
        hazard=_HAZARDS.get(hazard),
        severity=_SEVERITIES.get(severity, Severity.UNKNOWN),
    )
