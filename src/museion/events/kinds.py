"""The kinds of record that the room holds."""

from django.utils.translation import gettext_lazy as _

from museion.core.kinds import Kind
from museion.events.actions.events import withdraw_event
from museion.events.models import Certificate, Contribution, Event, EventSeries, Session
from museion.events.representations import REPRESENTATIONS
from museion.events.views import certificates, event

KINDS = (
    Kind(
        name="event",
        model=Event,
        label=_("event"),
        label_plural=_("events"),
        page=event.show_event,
        representations=REPRESENTATIONS["event"],
        in_navigation=True,
        withdraw=withdraw_event,
    ),
    Kind(
        name="event_series",
        model=EventSeries,
        label=_("series of events"),
        label_plural=_("series of events"),
        page=event.show_series,
        representations=REPRESENTATIONS["event_series"],
        in_navigation=False,
    ),
    Kind(
        name="session",
        model=Session,
        label=_("session"),
        label_plural=_("sessions"),
        page=event.show_session,
        representations=REPRESENTATIONS["session"],
        in_navigation=False,
    ),
    Kind(
        name="contribution",
        model=Contribution,
        label=_("contribution"),
        label_plural=_("contributions"),
        page=event.show_contribution,
        representations=REPRESENTATIONS["contribution"],
        in_navigation=False,
    ),
    Kind(
        name="certificate",
        model=Certificate,
        label=_("certificate"),
        label_plural=_("certificates"),
        page=certificates.show_certificate_record,
        in_navigation=False,
    ),
)
