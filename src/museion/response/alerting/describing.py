"""An event of the timeline as the values of its row."""

from datetime import datetime
from typing import Any

from museion.core.access import AccessLevel
from museion.core.languages import UNDETERMINED, InvalidLanguageError, LanguageMap, read_tag
from museion.response.alerting.placing import Whereabouts, find_middle, write_geojson
from museion.response.feeds.alerts import Alert, Info
from museion.response.feeds.terms import Certainty, Scope, Severity
from museion.response.feeds.timeline import Event
from museion.response.risk.ordering import SEVERITY_PARTS

_LONGEST_KEY = 300


def describe_event(event: Event, whereabouts: Whereabouts, *, at: datetime) -> dict[str, Any]:
    told, worst = find_telling(event), find_worst(event)
    middle = find_middle(whereabouts.placed)
    return {
        "event_key": event.key[:_LONGEST_KEY],
        "source_name": (worst.sender_name if worst else "")[:200] or told.sender[:200],
        "titles": _map_texts(told, "headline") or _map_texts(told, "event") or _note(told),
        "descriptions": _map_texts(told, "description"),
        "hazard": told.hazard or "",
        "status": event.status,
        "state": event.get_state(at).value,
        "severity": worst.severity if worst else "",
        "certainty": worst.certainty if worst else "",
        "urgency": worst.urgency if worst else "",
        "magnitude": told.shaking.magnitude if told.shaking else None,
        "begins_at": (worst.onset or worst.effective if worst else None) or told.sent,
        "expires_at": _find_end(event),
        "areas": write_geojson(whereabouts),
        "latitude": middle[0] if middle else None,
        "longitude": middle[1] if middle else None,
        "access": AccessLevel.PUBLIC if _is_public(event) else AccessLevel.DESK,
    }


def find_telling(event: Event) -> Alert:
    """The last standing message that says something; a cancel often has no words of its own."""
    held = event.standing or event.messages
    return next((message for message in reversed(held) if message.infos), event.latest)


def find_worst(event: Event) -> Info | None:
    infos = [info for message in event.standing or (find_telling(event),) for info in message.infos]
    return max(infos, key=lambda info: SEVERITY_PARTS[info.severity], default=None)


def read_severity(event: Event) -> tuple[Severity, Certainty]:
    worst = find_worst(event)
    return (worst.severity, worst.certainty) if worst else (Severity.UNKNOWN, Certainty.UNKNOWN)


def _find_end(event: Event) -> datetime | None:
    ends = [message.expires for message in event.standing]
    return max((end for end in ends if end), default=None) if all(ends) else None


def _is_public(event: Event) -> bool:
    return all(message.scope is Scope.PUBLIC for message in event.messages)


def _map_texts(alert: Alert, name: str) -> LanguageMap:
    return LanguageMap({_read_language(info): text for info in alert.infos if (text := getattr(info, name))})


def _note(alert: Alert) -> LanguageMap:
    return LanguageMap({UNDETERMINED: alert.note}) if alert.note else LanguageMap()


def _read_language(info: Info) -> str:
    try:
        return read_tag(info.language)
    except InvalidLanguageError:
        return UNDETERMINED
