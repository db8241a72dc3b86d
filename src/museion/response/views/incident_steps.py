"""What the forms of an incident's page do: each reads its form, calls one action, and leads back to the incident."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from museion.core.access import Actor
from museion.core.countries import is_country
from museion.core.http.asking import get_actor, get_viewer
from museion.core.numerals import read_whole
from museion.core.problems import ProblemError
from museion.network.queries import get_museums
from museion.response.actions import incident_work, incidents
from museion.response.labels import HAZARD_LABELS
from museion.response.models import HazardEvent, Incident
from museion.response.terms import IncidentState
from museion.response.views.desk import (
    FormError,
    find_incident,
    need_field,
    read_field,
    read_form_key,
    read_form_moment,
)


@require_POST
def take_step(request: HttpRequest, key: str, step: str) -> HttpResponse:
    take = STEPS.get(step)
    if take is None:
        raise ProblemError(404, _("No such page"), "", "no-page")
    incident = find_incident(request, key)
    problem = ""
    try:
        take(request, incident, get_actor(request))
    except (FormError, incidents.InvalidMoveError) as error:
        problem = f"?{urlencode({'problem': str(error)})}"
    return HttpResponseRedirect(f"/incidents/{incident.key}{problem}#{step}")


def _edit(request: HttpRequest, incident: Incident, actor: Actor) -> None:
    hazard, country, urgency = (read_field(request, name) for name in ("hazard", "country", "urgency"))
    if country and not is_country(country):
        raise FormError(_("“%(text)s” is no country; choose one of the list.") % {"text": country[:40]})
    values = {
        "title": need_field(request, "title")[:300],
        "hazard": hazard if hazard in HAZARD_LABELS else "",
        "country": country,
        "urgency": int(urgency) if urgency in {"1", "2", "3"} else incident.urgency,
        "assigned_to": read_field(request, "assigned_to")[:200],
        "museum_id": _find_museum(request),
    }
    incidents.update_incident(incident, values, actor=actor, at=timezone.now())


def _find_museum(request: HttpRequest) -> int | None:
    text = read_field(request, "museum")
    if not text:
        return None
    museum = get_museums(get_viewer(request)).filter(key=read_form_key(text)).first()
    if museum is None:
        raise FormError(_("No museum has this key."))
    return museum.id


def _move(request: HttpRequest, incident: Incident, actor: Actor) -> None:
    state = read_field(request, "state")
    if state not in IncidentState:
        raise FormError(_("Please choose a step."))
    reason = read_field(request, "reason")
    incidents.move_incident(incident, IncidentState(state), actor=actor, at=timezone.now(), reason=reason)


def _stand_down(request: HttpRequest, incident: Incident, actor: Actor) -> None:
    incidents.stand_down(incident, actor=actor, at=timezone.now(), reason=read_field(request, "reason"))


def _add_line(request: HttpRequest, incident: Incident, actor: Actor) -> None:
    is_for_reporter = bool(request.POST.get("is_for_reporter"))
    text = need_field(request, "text")
    incident_work.add_line(incident, text, is_for_reporter=is_for_reporter, actor=actor, at=timezone.now())


def _add_task(request: HttpRequest, incident: Incident, actor: Actor) -> None:
    incident_work.add_task(
        incident,
        need_field(request, "text"),
        assigned_to=read_field(request, "assigned_to"),
        due_at=read_form_moment(read_field(request, "due_at")),
        actor=actor,
        at=timezone.now(),
    )


def _finish_task(request: HttpRequest, incident: Incident, actor: Actor) -> None:
    task = incident.tasks.filter(pk=read_whole(read_field(request, "task")) or 0).first()
    if task is None:
        raise FormError(_("The incident has no such task."))
    incident_work.finish_task(task, actor=actor, at=timezone.now())


def _link(request: HttpRequest, incident: Incident, actor: Actor) -> None:
    key = read_form_key(need_field(request, "key"))
    event = HazardEvent.objects.current().visible_to(get_viewer(request)).filter(key=key).first()
    if event is None:
        raise FormError(_("No event of the feeds has this key."))
    incidents.link_events(incident, [event], actor=actor, at=timezone.now())


def _issue_report(request: HttpRequest, incident: Incident, actor: Actor) -> None:
    summary, outlook = need_field(request, "summary"), read_field(request, "outlook")
    incident_work.issue_situation_report(incident, summary=summary, outlook=outlook, actor=actor, at=timezone.now())


def _learn(request: HttpRequest, incident: Incident, actor: Actor) -> None:
    incidents.update_incident(incident, {"lessons": read_field(request, "lessons")}, actor=actor, at=timezone.now())


def _forget(request: HttpRequest, incident: Incident, actor: Actor) -> None:
    incidents.forget_reporter(incident, actor=actor, at=timezone.now(), reason=_("asked for"))


STEPS: dict[str, Callable[[HttpRequest, Incident, Actor], None]] = {
    "edit": _edit,
    "move": _move,
    "stand-down": _stand_down,
    "lines": _add_line,
    "tasks": _add_task,
    "done": _finish_task,
    "events": _link,
    "reports": _issue_report,
    "lessons": _learn,
    "reporter": _forget,
}
