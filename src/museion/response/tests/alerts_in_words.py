"""Alerts that tests write by hand. Places and authorities are invented."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from museion.response.feeds.alerts import Alert, Reference
from museion.response.feeds.terms import MessageType, Scope, Status

RECEIVED = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
CAP_12 = "urn:oasis:names:tc:emergency:cap:1.2"

REQUIRED = {
    "identifier": "ALERTE-2026-0314",
    "sender": "alertes@meteo.example.sn",
    "sent": "2026-03-14T11:00:00+00:00",
    "status": "Actual",
    "msgType": "Alert",
    "scope": "Public",
}
REQUIRED_INFO = {
    "category": "Met",
    "event": "Inondation",
    "urgency": "Immediate",
    "severity": "Severe",
    "certainty": "Likely",
}
AREA = {"areaDesc": "Saint-Louis du Sénégal", "polygon": "15.9,-16.6 15.9,-16.3 16.2,-16.3 16.2,-16.6 15.9,-16.6"}


def write_alert(
    *,
    fields: Mapping[str, str] = REQUIRED,
    info: Mapping[str, str] | None = REQUIRED_INFO,
    area: Mapping[str, str] | None = AREA,
    namespace: str = CAP_12,
    more: str = "",
) -> bytes:
    """A CAP alert; `more` stands at the end of `alert`."""
    inner = _write(info or {})
    inner += f"<area>{_write(area)}</area>" if area is not None else ""
    body = _write(fields) + (f"<info>{inner}</info>" if info is not None else "") + more
    return f'<?xml version="1.0" encoding="UTF-8"?><alert xmlns="{namespace}">{body}</alert>'.encode()


def make_message(
    identifier: str,
    *,
    minutes: int = 0,
    kind: MessageType = MessageType.ALERT,
    refers_to: tuple[str, ...] = (),
    event: str = "",
) -> Alert:
    """A message without infos, `minutes` after the day's first."""
    return Alert(
        source="cap",
        identifier=identifier,
        sender="alertes@meteo.example.sn",
        sent=RECEIVED + timedelta(minutes=minutes),
        status=Status.ACTUAL,
        message_type=kind,
        scope=Scope.PUBLIC,
        event=event,
        references=tuple(Reference("alertes@meteo.example.sn", name) for name in refers_to),
    )


def _write(fields: Mapping[str, str]) -> str:
    return "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
