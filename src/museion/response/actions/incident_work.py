"""What is done within an incident: log lines, tasks, situation reports. Each leaves a journal line."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from museion.core.access import Actor, check_right
from museion.core.journal import Change, record_changes
from museion.core.outbox import announce
from museion.response.models import Incident, IncidentLine, IncidentTask, SituationReport
from museion.response.queries.situation import describe_situation

REPORTER = "reporter"


def add_line(
    incident: Incident, text: str, *, is_for_reporter: bool = False, actor: Actor, at: datetime
) -> IncidentLine:
    check_right(actor, "incident.comment", incident)
    return _write_line(incident, text, is_for_reporter=is_for_reporter, written_by=actor.name, actor=actor, at=at)


def add_reporter_line(incident: Incident, text: str, *, actor: Actor, at: datetime) -> IncidentLine:
    """More from whoever reported it, who proved with the token of their status page that they did."""
    return _write_line(incident, text, is_for_reporter=True, written_by=REPORTER, actor=actor, at=at)


@transaction.atomic
def add_task(
    incident: Incident, text: str, *, assigned_to: str = "", due_at: datetime | None = None, actor: Actor, at: datetime
) -> IncidentTask:
    check_right(actor, "incident.update", incident)
    task = IncidentTask.objects.create(incident=incident, text=text[:500], assigned_to=assigned_to[:200], due_at=due_at)
    after = {"task": task.pk, "text": task.text, "assigned_to": task.assigned_to, "due_at": due_at}
    _note(incident, "incident.add_task", after, actor=actor, at=at)
    return task


@transaction.atomic
def finish_task(task: IncidentTask, *, actor: Actor, at: datetime) -> None:
    check_right(actor, "incident.update", task.incident)
    if IncidentTask.objects.filter(pk=task.pk, done_at=None).update(done_at=at):
        task.done_at = at
        _note(task.incident, "incident.finish_task", {"task": task.pk, "done_at": at}, actor=actor, at=at)


@transaction.atomic
def issue_situation_report(
    incident: Incident, *, summary: str, outlook: str = "", actor: Actor, at: datetime
) -> SituationReport:
    """Number it and keep it as it is now; what changes later stands in the next one."""
    check_right(actor, "incident.update", incident)
    last = incident.reports.aggregate(last=Max("number"))["last"] or 0
    content = describe_situation(incident, at=at) | {"summary": summary, "outlook": outlook}
    report = SituationReport.objects.create(
        incident=incident, number=last + 1, content=content, issued_by=actor.name[:200], issued_at=at
    )
    _note(incident, "incident.issue_report", {"number": report.number}, actor=actor, at=at)
    return report


@transaction.atomic
def _write_line(
    incident: Incident, text: str, *, is_for_reporter: bool, written_by: str, actor: Actor, at: datetime
) -> IncidentLine:
    line = IncidentLine.objects.create(
        incident=incident, text=text, is_for_reporter=is_for_reporter, written_by=written_by[:200], written_at=at
    )
    after = {"line": line.pk, "is_for_reporter": is_for_reporter}
    _note(incident, "incident.add_line", after, actor=actor, at=at)
    return line


def _note(incident: Incident, action: str, after: dict[str, Any], *, actor: Actor, at: datetime) -> None:
    record_changes([Change(action, incident.key, None, after)], actor=actor, at=at)
    announce("incident", [incident.key])
