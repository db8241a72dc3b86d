"""Programmes: sessions, and contributions that were accepted."""

from django.db.models import Prefetch

from museion.core.access import Viewer
from museion.core.models.records import RecordQuerySet
from museion.events.models import Contribution, Event, Session, Speaker
from museion.events.queries.events import get_events
from museion.events.terms import ContributionState


def get_sessions(viewer: Viewer) -> RecordQuerySet[Session]:
    """Of events that the viewer may see."""
    rows = Session.objects.current().visible_to(viewer).filter(event__in=get_events(viewer))
    return rows.select_related("event", "room").prefetch_related("contributions", "chairs")


def get_public_contributions(viewer: Viewer) -> RecordQuerySet[Contribution]:
    """What was proposed and not accepted is nobody's business but the committee's."""
    rows = Contribution.objects.current().visible_to(viewer).filter(state=ContributionState.ACCEPTED)
    rows = rows.filter(event__in=get_events(viewer)).select_related("event", "session", "event__call")
    return rows.prefetch_related(fetch_speakers())


def fetch_speakers(path: str = "speakers") -> "Prefetch[str]":
    """Speakers with the people whom the register knows, in one read however many they are."""
    return Prefetch(path, Speaker.objects.select_related("person"))


def get_programme(event: Event, viewer: Viewer) -> list[Session]:
    """In the order of the day, then of the rooms; what is not scheduled last."""
    rows = Session.objects.current().visible_to(viewer).filter(event=event)
    rows = rows.select_related("room")
    rows = rows.prefetch_related("chairs", "contributions", fetch_speakers("contributions__speakers"))
    late = "9999"
    return sorted(
        rows,
        key=lambda session: (
            session.begins_at.isoformat() if session.begins_at else late,
            session.room.position if session.room else 0,
            session.pk,
        ),
    )
