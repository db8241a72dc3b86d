"""Every write of an incident itself: reported by anyone at any hour, then triaged, responded to, stood down and learned from.

A report that arrives twice is one incident: the token that the reporter's browser (or the e-mail) made decides. The same
token also makes the address of the status page, so that a reporter who never saw the first answer gets it with the second.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, Actor, check_right
from museion.core.bulk import update_rows
from museion.core.journal import Change, record_changes
from museion.core.saving import Draft, save_drafts
from museion.heritage.pictures import KeptPicture
from museion.network.models import Museum
from museion.response.feeds.terms import Status
from museion.response.models import HazardEvent, Incident
from museion.response.terms import IncidentState

# An incident may be taken up again after it was closed, but never unread.
MOVES: Mapping[str, frozenset[IncidentState]] = {
    IncidentState.NEW: frozenset({IncidentState.TRIAGE, IncidentState.RESPONDING, IncidentState.CLOSED}),
    IncidentState.TRIAGE: frozenset({IncidentState.RESPONDING, IncidentState.MONITORING, IncidentState.CLOSED}),
    IncidentState.RESPONDING: frozenset({IncidentState.MONITORING, IncidentState.CLOSED}),
    IncidentState.MONITORING: frozenset({IncidentState.RESPONDING, IncidentState.CLOSED}),
    IncidentState.CLOSED: frozenset({IncidentState.RESPONDING}),
}
_EDITABLE_FIELDS = frozenset(
    {"title", "hazard", "urgency", "museum_id", "place", "country", "latitude", "longitude", "assigned_to", "lessons"}
)
_LONGEST_CONTACT = 2000


class InvalidMoveError(ValueError):
    """The incident cannot take this step now; the message says why."""


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody tells the desk. `token`: made where the report was written; `reporter`: how to reach them."""

    token: str
    title: str
    description: str
    hazard: str = ""
    urgency: int = 2
    place: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    reporter: str = ""
    language: str = "en"
    pictures: tuple[KeptPicture, ...] = ()
    museum: Museum | None = None
    status: Status = Status.ACTUAL


@dataclass(frozen=True, slots=True)
class Received:
    """`status_token` opens the reporter's page; it is kept nowhere but as its hash."""

    incident: Incident
    status_token: str
    is_new: bool


def report_incident(report: Report, *, actor: Actor, at: datetime) -> Received:
    """Anyone may. The same report a second time changes nothing and gets the same answer."""
    status_token = salted_hmac("museion.response.incident", report.token, algorithm="sha256").hexdigest()
    client_token = hash_token(report.token)
    with transaction.atomic():
        known = Incident.objects.select_for_update().filter(client_token=client_token).first()
        if known:
            return Received(known, status_token, is_new=False)
        values = _describe(report) | {
            "client_token": client_token,
            "status_token": hash_token(status_token),
            "opened_at": at,
        }
        saved = save_drafts(Incident, [Draft(values)], kind="incident", actor=actor, at=at)
        incident = Incident.objects.get(key=saved.keys[0])
        _keep_reporter(incident, report.reporter.strip(), actor=actor, at=at)
    return Received(incident, status_token, is_new=True)


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def update_incident(incident: Incident, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> None:
    check_right(actor, "incident.update", incident)
    unknown = values.keys() - _EDITABLE_FIELDS
    if unknown:
        raise ValueError(f"an incident is not edited by {', '.join(sorted(unknown))}")
    _save(incident, values, actor=actor, at=at)


def move_incident(incident: Incident, state: IncidentState, *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Take the incident a step further; closing stands it down."""
    check_right(actor, "incident.update", incident)
    if state not in MOVES[incident.state]:
        steps = {"here": incident.get_state_display(), "there": state.label}
        raise InvalidMoveError(_("An incident that is %(here)s cannot become %(there)s.") % steps)
    is_closed = state == IncidentState.CLOSED
    values: dict[str, Any] = {"state": state.value, "closed_at": at if is_closed else None}
    if is_closed:
        values["stood_down_at"] = incident.stood_down_at or at
    elif state == IncidentState.RESPONDING:
        values["stood_down_at"] = None
    _save(incident, values, actor=actor, at=at, reason=reason)


def stand_down(incident: Incident, *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Nobody need come any more. The incident stays watched until it is closed."""
    check_right(actor, "incident.update", incident)
    if incident.state != IncidentState.RESPONDING:
        raise InvalidMoveError(_("Only an incident that is being responded to can be stood down."))
    values = {"state": IncidentState.MONITORING.value, "stood_down_at": at}
    _save(incident, values, actor=actor, at=at, reason=reason)


def link_events(incident: Incident, events: Iterable[HazardEvent], *, actor: Actor, at: datetime) -> None:
    """Hazards of the feeds that the incident belongs to, beside those named before."""
    check_right(actor, "incident.update", incident)
    ids = [*incident.events.values_list("id", flat=True), *(event.id for event in events)]
    draft = Draft({}, {"events": list(dict.fromkeys(ids))}, id=incident.id)
    save_drafts(Incident, [draft], kind="incident", actor=actor, at=at)


def forget_reporter(incident: Incident, *, actor: Actor, at: datetime, reason: str) -> None:
    """Erase how to reach the reporter, at their wish or when it is no longer needed."""
    check_right(actor, "incident.update", incident)
    with transaction.atomic():
        update_rows(Incident, ("reporter", "changed_at", "id"), [("", at, incident.id)])
        change = Change("incident.forget_reporter", incident.key, {"has_reporter": True}, {"has_reporter": False})
        record_changes([change], actor=actor, at=at, reason=reason)
    incident.reporter = ""


def _describe(report: Report) -> dict[str, Any]:
    return {
        "title": report.title[:300],
        "description": report.description,
        "hazard": report.hazard,
        "urgency": report.urgency,
        "status": report.status.value,
        "museum_id": report.museum.id if report.museum else None,
        "place": report.place[:200],
        "country": report.country,
        "latitude": report.latitude,
        "longitude": report.longitude,
        "language": report.language,
        "photos": [picture.file_name for picture in report.pictures],
        "access": AccessLevel.DESK.value,
    }


def _keep_reporter(incident: Incident, reporter: str, *, actor: Actor, at: datetime) -> None:
    """Outside the journal, which nobody can erase; that it was told is noted there."""
    if reporter:
        update_rows(Incident, ("reporter", "id"), [(reporter[:_LONGEST_CONTACT], incident.id)])
        record_changes(
            [Change("incident.note_reporter", incident.key, None, {"has_reporter": True})], actor=actor, at=at
        )
        incident.reporter = reporter[:_LONGEST_CONTACT]


def _save(incident: Incident, values: Mapping[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> None:
    draft = Draft(dict(values), id=incident.id)
    save_drafts(Incident, [draft], kind="incident", actor=actor, at=at, reason=reason)
    incident.refresh_from_db()
