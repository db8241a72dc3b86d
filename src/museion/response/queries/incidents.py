"""Reads of the incident desk, and the little that a reporter may know of their own report."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from museion.core.access import Viewer
from museion.core.journal import get_history
from museion.core.models import JournalLine
from museion.core.models.records import RecordQuerySet
from museion.response.actions.incidents import hash_token
from museion.response.models import Incident, IncidentTask, RotaShift
from museion.response.terms import IncidentState

AHEAD = timedelta(days=14)


def get_incidents(viewer: Viewer) -> RecordQuerySet[Incident]:
    return Incident.objects.current().visible_to(viewer).select_related("museum")


def get_worklist(viewer: Viewer, *, state: str = "") -> QuerySet[Incident]:
    """What is most urgent and waits longest first; of closed incidents the newest."""
    rows = get_incidents(viewer).annotate(open_tasks=Count("tasks", filter=Q(tasks__done_at__isnull=True)))
    if state == IncidentState.CLOSED:
        return rows.filter(state=state).order_by("-closed_at", "-id")
    rows = rows.filter(state=state) if state else rows.exclude(state=IncidentState.CLOSED)
    return rows.order_by("urgency", "opened_at", "id")


def count_incidents_by_state(viewer: Viewer) -> Mapping[str, int]:
    return dict(get_incidents(viewer).values_list("state").annotate(count=Count("id")).order_by())


def get_due_tasks(viewer: Viewer, *, limit: int) -> list[IncidentTask]:
    """Unfinished tasks of incidents that are not closed, those with a time first."""
    open_incidents = get_incidents(viewer).exclude(state=IncidentState.CLOSED)
    rows = IncidentTask.objects.filter(done_at__isnull=True, incident__in=open_incidents)
    return list(rows.select_related("incident").order_by("due_at", "id")[:limit])


def find_incident_by_token(token: str) -> Incident | None:
    """The incident whose reporter was given this token."""
    return Incident.objects.current().filter(status_token=hash_token(token)).first()


def get_incident_log(incident: Incident) -> list[JournalLine]:
    """Every step taken, oldest first."""
    return list(get_history(incident.key))[::-1]


def get_shifts_on_duty(at: datetime) -> QuerySet[RotaShift]:
    return RotaShift.objects.filter(begins_at__lte=at, ends_at__gt=at).select_related("person")


def get_coming_shifts(at: datetime) -> QuerySet[RotaShift]:
    """Those that end in the future, two weeks ahead."""
    rows = RotaShift.objects.filter(ends_at__gt=at, begins_at__lt=at + AHEAD)
    return rows.select_related("person").order_by("begins_at", "id")


def get_last_handover(at: datetime) -> RotaShift | None:
    """The newest note of whoever was on duty before."""
    rows = RotaShift.objects.filter(begins_at__lte=at).exclude(handover_note="").select_related("person")
    return rows.order_by("-ends_at").first()
