"""Practising with an invented emergency: everything goes the real way, from the alert to the calls, marked as an exercise."""

from collections.abc import Callable
from datetime import datetime, timedelta

from museion.core.access import Actor, check_right
from museion.response.actions.alerts import Arrival, receive
from museion.response.actions.incidents import Report, link_events, move_incident, report_incident
from museion.response.actions.mobilisations import create_mobilisation, start_calling
from museion.response.actions.telling import tell_museums
from museion.response.feeds.reader import read_feed
from museion.response.feeds.terms import Status
from museion.response.models import HazardEvent, Incident
from museion.response.requests import read_request
from museion.response.scenarios import Scenario, write_exercise
from museion.response.terms import IncidentState

RIGHT = "incident.exercise"
_LASTS = timedelta(days=1)


def run_exercise(
    scenario: Scenario, *, base_url: str, language: str, actor: Actor, clock: Callable[[], datetime]
) -> Incident:
    """Receive the alert, tell the museums in reach, open the incident, call the first wave. Times are measured as they pass."""
    check_right(actor, RIGHT)
    began = clock()
    incident = _open_incident(scenario, language=language, actor=actor, at=began)
    event = _receive_alert(scenario, incident, actor=actor, at=began)
    tell_museums(event, base_url=base_url, actor=actor, at=clock())
    link_events(incident, [event], actor=actor, at=clock())
    move_incident(incident, IncidentState.RESPONDING, actor=actor, at=clock())
    part = read_request(scenario.request | {"title": scenario.titles.pick(language).text})
    mobilisation = create_mobilisation(part, incident=incident, actor=actor, at=clock())
    start_calling(mobilisation, actor=actor, at=clock())
    return incident


def _open_incident(scenario: Scenario, *, language: str, actor: Actor, at: datetime) -> Incident:
    report = Report(
        token=f"exercise {scenario.slug} {at.isoformat()}",
        title=scenario.titles.pick(language).text,
        description=scenario.descriptions.pick(language).text,
        hazard=scenario.hazard,
        urgency=1,
        country=scenario.request["country"],
        latitude=scenario.request["latitude"],
        longitude=scenario.request["longitude"],
        language=language,
        status=Status.EXERCISE,
    )
    return report_incident(report, actor=actor, at=at).incident


def _receive_alert(scenario: Scenario, incident: Incident, *, actor: Actor, at: datetime) -> HazardEvent:
    content = write_exercise(
        scenario,
        identifier=f"exercise-{incident.key}",
        sender="exercise@museion.example",
        sent=at,
        expires=at + _LASTS,
    )
    received = receive(Arrival(read_feed(content, received_at=at), content, f"{scenario.slug}.cap"), actor=actor, at=at)
    return received.events[0]
