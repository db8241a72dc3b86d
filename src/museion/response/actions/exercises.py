"""Practising with an invented emergency or with an event of the past: everything goes the real way, marked as an exercise."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from museion.core.access import Actor, check_right
from museion.core.languages import LanguageMap
from museion.response.actions.alerts import Arrival, receive
from museion.response.actions.incidents import Report, link_events, move_incident, report_incident
from museion.response.actions.mobilisations import create_mobilisation, start_calling
from museion.response.actions.telling import tell_museums
from museion.response.feeds.alerts import Alert, Reading
from museion.response.feeds.cap.writing import write_alert
from museion.response.feeds.reader import read_feed
from museion.response.feeds.terms import Status
from museion.response.models import HazardEvent, Incident
from museion.response.queries.exercises import find_replayed_alert, find_replayed_place
from museion.response.requests import read_request
from museion.response.scenarios import Scenario, write_exercise
from museion.response.scenarios.replaying import make_replay_request, replay_alert
from museion.response.terms import IncidentState

RIGHT = "incident.exercise"
_LASTS = timedelta(days=1)
_SENDER = "exercise@museion.example"
Arrive = Callable[[str, datetime], Arrival]


class NothingToReplayError(ValueError):
    """The event cannot be practised with; the message says why."""


@dataclass(frozen=True, slots=True)
class Drill:
    """What is practised. `request`: as `requests.read_request` takes it; `arrive`: the alert under an identifier, at a moment."""

    name: str
    titles: LanguageMap
    descriptions: LanguageMap
    request: dict[str, Any]
    arrive: Arrive


def run_exercise(
    scenario: Scenario, *, base_url: str, language: str, actor: Actor, clock: Callable[[], datetime]
) -> Incident:
    """Receive the alert, tell the museums in reach, open the incident, call the first wave. Times are measured as they pass."""

    def arrive(identifier: str, at: datetime) -> Arrival:
        content = write_exercise(scenario, identifier=identifier, sender=_SENDER, sent=at, expires=at + _LASTS)
        return Arrival(read_feed(content, received_at=at), content, f"{scenario.slug}.cap")

    drill = Drill(scenario.slug, scenario.titles, scenario.descriptions, scenario.request, arrive)
    return _run(drill, base_url=base_url, language=language, actor=actor, clock=clock)


def replay_event(
    event: HazardEvent, *, base_url: str, language: str, actor: Actor, clock: Callable[[], datetime]
) -> Incident:
    """The same with the words and the reach of an event that was. Raises `NothingToReplayError`."""
    alert, place = find_replayed_alert(event), find_replayed_place(event)
    if alert is None or place is None:
        raise NothingToReplayError(_("No museum is in reach of this event, so there is nothing to practise."))

    def arrive(identifier: str, at: datetime) -> Arrival:
        played = replay_alert(alert, identifier=identifier, sender=_SENDER, sent=at, expires=at + _LASTS)
        return Arrival(Reading((played,)), _write(played), f"{event.key}.cap")

    request = make_replay_request(
        event.hazard, country=place.country, latitude=place.latitude, longitude=place.longitude
    )
    drill = Drill(event.key, event.titles, event.descriptions, request, arrive)
    return _run(drill, base_url=base_url, language=language, actor=actor, clock=clock)


def _write(alert: Alert) -> bytes:
    return etree.tostring(write_alert(alert), xml_declaration=True, encoding="utf-8")


def _run(drill: Drill, *, base_url: str, language: str, actor: Actor, clock: Callable[[], datetime]) -> Incident:
    check_right(actor, RIGHT)
    began = clock()
    part = read_request(drill.request | {"title": drill.titles.pick(language).text})
    incident = _open_incident(drill, language=language, actor=actor, at=began)
    (event,) = receive(drill.arrive(f"exercise-{incident.key}", began), actor=actor, at=began).events
    tell_museums(event, base_url=base_url, actor=actor, at=clock())
    link_events(incident, [event], actor=actor, at=clock())
    move_incident(incident, IncidentState.RESPONDING, actor=actor, at=clock())
    mobilisation = create_mobilisation(part, incident=incident, actor=actor, at=clock())
    start_calling(mobilisation, actor=actor, at=clock())
    return incident


def _open_incident(drill: Drill, *, language: str, actor: Actor, at: datetime) -> Incident:
    report = Report(
        token=f"exercise {drill.name} {at.isoformat()}",
        title=drill.titles.pick(language).text,
        description=drill.descriptions.pick(language).text,
        hazard=drill.request["hazard"],
        urgency=1,
        country=drill.request["country"],
        latitude=drill.request["latitude"],
        longitude=drill.request["longitude"],
        language=language,
        status=Status.EXERCISE,
    )
    return report_incident(report, actor=actor, at=at).incident
