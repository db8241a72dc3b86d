"""An event of the past gone through once more: its own words and its own reach, dated today and marked as an exercise."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from museion.response.feeds.alerts import Alert, Signature
from museion.response.feeds.terms import MessageType, Scope, Status

# Who knows the hazard; with one to document and one to lead they are whom the desk calls first.
_RESCUES = {"EQ": "earthquake_rescue", "FL": "flood_rescue", "FF": "flood_rescue", "SS": "flood_rescue"}
_RESCUES |= {"TC": "flood_rescue", "TS": "flood_rescue", "FR": "fire_rescue", "WF": "fire_rescue"}
_ANY_RESCUE = "rescue"


def replay_alert(alert: Alert, *, identifier: str, sender: str, sent: datetime, expires: datetime) -> Alert:
    """A message of its own: nothing in it refers to the event of then, so that the two never become one."""
    return replace(
        alert,
        identifier=identifier,
        sender=sender,
        sent=sent,
        status=Status.EXERCISE,
        message_type=MessageType.ALERT,
        scope=Scope.PUBLIC,
        infos=tuple(replace(info, effective=None, onset=None, expires=expires) for info in alert.infos),
        event="",
        episode="",
        source_text="",
        restriction="",
        addresses=(),
        note=f"A replay of {alert.identifier}, for practice.",
        references=(),
        incidents=(),
        signature=Signature(),
        departures=(),
    )


def make_replay_request(hazard: str, *, country: str, latitude: float, longitude: float) -> dict[str, Any]:
    """As `requests.read_request` takes it."""
    skills = {_RESCUES.get(hazard, _ANY_RESCUE): 2, "documentation": 1, "museum_management": 1}
    return {
        "latitude": latitude,
        "longitude": longitude,
        "country": country,
        "hazard": hazard,
        "within_hours": 72,
        "seats": [{"skill": skill, "count": count} for skill, count in skills.items()],
    }
