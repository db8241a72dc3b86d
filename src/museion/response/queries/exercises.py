"""How fast the desk was: for each exercise or incident, the time from the alert to museums told and to people confirmed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from museion.core.access import Viewer
from museion.response.alerting.kept import read_parsed
from museion.response.feeds.alerts import Alert
from museion.response.feeds.terms import Status
from museion.response.models import Call, Exposure, HazardEvent, Incident, Mobilisation
from museion.response.queries.alerts import get_events
from museion.response.queries.incidents import get_incidents
from museion.response.terms import CallState


@dataclass(frozen=True, slots=True)
class Exercise:
    """Times from its beginning; None where it has not come to that yet."""

    incident: Incident
    mobilisation: Mobilisation | None
    museums_told: int
    told_after: timedelta | None
    asked_after: timedelta | None
    first_yes_after: timedelta | None
    needed: int
    accepted: int
    filled_after: timedelta | None


class Place(NamedTuple):
    country: str
    latitude: float
    longitude: float


def get_exercises(viewer: Viewer, *, limit: int) -> list[Exercise]:
    """The newest first."""
    rows = get_incidents(viewer).filter(status=Status.EXERCISE).order_by("-opened_at", "-id")
    return [measure_exercise(incident) for incident in rows.prefetch_related("events", "mobilisations")[:limit]]


def measure_exercise(incident: Incident) -> Exercise:
    told = Exposure.objects.filter(event__in=incident.events.all(), told_at__isnull=False)
    mobilisation = incident.mobilisations.order_by("id").first()
    calls = Call.objects.filter(mobilisation=mobilisation) if mobilisation else Call.objects.none()
    accepted = calls.filter(state=CallState.ACCEPTED).order_by("answered_at").values_list("answered_at", flat=True)
    answers = [moment for moment in accepted if moment]
    needed = sum(seat["count"] for seat in mobilisation.request["seats"]) if mobilisation else 0
    is_filled = bool(needed) and len(answers) >= needed
    return Exercise(
        incident=incident,
        mobilisation=mobilisation,
        museums_told=told.count(),
        told_after=_measure(incident, told.order_by("-told_at").values_list("told_at", flat=True).first()),
        asked_after=_measure(incident, calls.order_by("sent_at").values_list("sent_at", flat=True).first()),
        first_yes_after=_measure(incident, answers[0] if answers else None),
        needed=needed,
        accepted=len(answers),
        filled_after=_measure(incident, answers[-1] if is_filled else None),
    )


def list_replayable(viewer: Viewer, *, limit: int) -> list[HazardEvent]:
    """Events that reached museums, the newest first; an exercise is not practised again, but for those of the sample."""
    rows = get_events(viewer).filter(exposed_count__gt=0).exclude(incidents__status=Status.EXERCISE)
    return list(rows.order_by("-begins_at", "-id")[:limit])


def find_replayed_alert(event: HazardEvent) -> Alert | None:
    """The latest message that says where it is."""
    alerts = (read_parsed(message.parsed) for message in event.messages.order_by("-sent_at", "-id"))
    return next((alert for alert in alerts if alert.areas), None)


def find_replayed_place(event: HazardEvent) -> Place | None:
    """Where people would be sent: to the museum that stands first in the order of urgency."""
    rows = event.exposures.filter(museum__latitude__isnull=False).exclude(museum__country="")
    columns = ("museum__country", "museum__latitude", "museum__longitude")
    first = rows.order_by("-priority", "id").values_list(*columns).first()
    return Place(*first) if first else None


def _measure(incident: Incident, moment: datetime | None) -> timedelta | None:
    """Nothing is negative: museums may have been told of the alert before anybody reported to the desk."""
    return max(moment - incident.opened_at, timedelta()) if moment else None
