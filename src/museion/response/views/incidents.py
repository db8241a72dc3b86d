"""The incident desk: what is reported and what is done about it, the rota, and situation reports for print."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from museion.core.access import may
from museion.core.beside import find_on_topic
from museion.core.countries import list_countries
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.response.actions.incidents import MOVES
from museion.response.labels import HAZARD_LABELS, list_hazards, list_urgencies
from museion.response.models import Incident
from museion.response.queries.exercises import measure_exercise
from museion.response.queries.incidents import (
    count_incidents_by_state,
    get_due_tasks,
    get_incident_log,
    get_shifts_on_duty,
    get_worklist,
)
from museion.response.terms import DamageExtent, IncidentState
from museion.response.views.desk import check_desk, find_incident
from museion.response.views.reporting import list_steps
from museion.response.views.spans import name_spans

MOST_SHOWN = 200
SHOWN_TASKS = 20


@require_GET
def show_incidents(request: HttpRequest) -> HttpResponse:
    viewer = check_desk(request)
    state = request.GET.get("state", "")
    state = state if state in IncidentState else ""
    counts = count_incidents_by_state(viewer)
    context = {
        "incidents": list(get_worklist(viewer, state=state)[:MOST_SHOWN]),
        "state": state,
        "states": [(code, label, counts.get(code, 0)) for code, label in IncidentState.choices],
        "tasks": get_due_tasks(viewer, limit=SHOWN_TASKS),
        "on_duty": list(get_shifts_on_duty(timezone.now())),
    }
    return render(request, "response/incidents.html", context)


@require_GET
def show_incident(request: HttpRequest, key: str) -> HttpResponse:
    incident = find_incident(request, key)
    context = {
        "incident": incident,
        "steps": list_steps(incident),
        "moves": _list_moves(incident),
        "hazard": HAZARD_LABELS.get(incident.hazard, ""),
        "hazards": list_hazards(),
        "known": find_on_topic(str(HAZARD_LABELS.get(incident.hazard, "")), incident.country, get_viewer(request)),
        "urgencies": list_urgencies(),
        "countries": list_countries(get_language() or "en"),
        "lines": incident.lines.all(),
        "tasks": incident.tasks.all(),
        "events": incident.events.order_by("id"),
        "spans": name_spans(measure_exercise(incident)),
        "mobilisations": incident.mobilisations.order_by("id"),
        "assessments": incident.damage_assessments.current().order_by("assessed_at"),
        "reports": incident.reports.all(),
        "log": get_incident_log(incident),
        "may_update": may(get_actor(request), "incident.update", incident),
        "problem": request.GET.get("problem", ""),
    }
    return render(request, "response/incident.html", context)


@require_GET
def show_situation_report(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One sheet, as it was issued."""
    incident = find_incident(request, key)
    report = get_object_or_404(incident.reports, number=number)
    content = report.content
    context = {
        "incident": incident,
        "report": report,
        "content": content,
        "state": IncidentState(content["state"]).label,
        "hazard": HAZARD_LABELS.get(content["hazard"], ""),
        "damage": [(DamageExtent(code).label, count) for code, count in content["damage"]["items"].items() if count],
    }
    return render(request, "response/situation_report.html", context)


@require_GET
def send_situation_report(request: HttpRequest, key: str, number: int) -> HttpResponse:
    from museion.response.situation_paper import (
        draw_report,  # its printing library is slow to load, and few starts draw
    )

    report = get_object_or_404(find_incident(request, key).reports, number=number)
    content = draw_report(report, language=get_languages(request)[0])
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{key}-{number}.pdf"'
    return response


def show_incident_record(request: HttpRequest, record: Incident) -> HttpResponse:
    """The page behind the permanent address."""
    return HttpResponseRedirect(f"/incidents/{record.key}")


def _list_moves(incident: Incident) -> list[tuple[str, str]]:
    """Steps that a button takes; standing down has a button of its own."""
    labels = {
        IncidentState.TRIAGE: _("Take into triage"),
        IncidentState.RESPONDING: _("Reopen") if incident.state == IncidentState.CLOSED else _("Respond"),
        IncidentState.MONITORING: _("Only watch"),
        IncidentState.CLOSED: _("Close"),
    }
    allowed = MOVES[incident.state]
    is_responding = incident.state == IncidentState.RESPONDING
    return [
        (state.value, label)
        for state, label in labels.items()
        if state in allowed and not (is_responding and state == IncidentState.MONITORING)
    ]
