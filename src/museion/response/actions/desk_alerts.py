"""Issuing alerts as CAP 1.2: a first message, updates of it, a cancel. Each is signed once and never changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.core.languages import LanguageMap
from museion.core.outbox import announce
from museion.core.saving import Draft, save_drafts
from museion.core.signing.certificates import get_certified_key
from museion.response.alerting.issuing import make_alert
from museion.response.feeds.cap.writing import sign_alert, write_alert
from museion.response.feeds.terms import (
    Category,
    Certainty,
    Hazard,
    MessageType,
    ResponseType,
    Severity,
    Status,
    Urgency,
)
from museion.response.models import DeskAlert, HazardEvent
from museion.response.queries.desk_alerts import list_chain, may_change

KIND = "desk_alert"
_RIGHT = "alert.issue"


class UnusableAlertError(ValueError):
    """The alert cannot go out as it stands; `field` is what to mend, the message says how."""

    def __init__(self, field_name: str, message: str) -> None:
        super().__init__(message)
        self.field = field_name


@dataclass(frozen=True, slots=True)
class StatedAlert:
    """What the desk says. `areas`: a FeatureCollection; a point with `radius_km`, a whole country without geometry."""

    hazard: Hazard
    category: Category
    urgency: Urgency
    severity: Severity
    certainty: Certainty
    headlines: LanguageMap
    area_descriptions: LanguageMap
    areas: Mapping[str, Any]
    expires_at: datetime
    descriptions: LanguageMap = field(default_factory=LanguageMap)
    instructions: LanguageMap = field(default_factory=LanguageMap)
    response_type: ResponseType | None = None
    status: Status = Status.ACTUAL
    event: HazardEvent | None = None
    note: str = ""


def issue_alert(stated: StatedAlert, *, actor: Actor, at: datetime) -> DeskAlert:
    """Raises `UnusableAlertError`."""
    _check(stated, at)
    return _send(stated, MessageType.ALERT, None, actor=actor, at=at)


def update_alert(alert: DeskAlert, stated: StatedAlert, *, actor: Actor, at: datetime) -> DeskAlert:
    """Raises `UnusableAlertError`, also where somebody else was quicker."""
    _check(stated, at)
    return _send(replace(stated, event=alert.event), MessageType.UPDATE, alert, actor=actor, at=at)


def cancel_alert(alert: DeskAlert, note: str, *, actor: Actor, at: datetime) -> DeskAlert:
    """Says that it no longer holds, and why. Raises `UnusableAlertError`."""
    if not note.strip():
        raise UnusableAlertError("note", _("Please say why the alert is cancelled."))
    return _send(replace(_restate(alert), note=note.strip()), MessageType.CANCEL, alert, actor=actor, at=at)


@transaction.atomic
def _send(
    stated: StatedAlert, message_type: MessageType, previous: DeskAlert | None, *, actor: Actor, at: datetime
) -> DeskAlert:
    check_right(actor, _RIGHT)
    if previous is not None and not may_change(previous):
        raise UnusableAlertError("", _("Somebody has updated or cancelled this alert in the meantime."))
    chain = list_chain(previous) if previous is not None else []
    draft = Draft(_make_values(stated, message_type, previous, chain, at))
    try:
        (key,) = save_drafts(DeskAlert, [draft], kind=KIND, actor=actor, at=at, reason=stated.note).keys
    except IntegrityError as error:
        message = _("Somebody has updated or cancelled this alert in the meantime.")
        raise UnusableAlertError("", message) from error
    if previous is not None:
        announce(KIND, [previous.key])  # the message that was replaced is no longer found
    return DeskAlert.objects.get(key=key)


def _make_values(
    stated: StatedAlert, message_type: MessageType, previous: DeskAlert | None, chain: list[DeskAlert], at: datetime
) -> dict[str, Any]:
    sent = at.astimezone(UTC).replace(microsecond=0)
    values = {
        "identifier": f"museion-{sent:%Y%m%dT%H%M%S}-{at.microsecond:06}",
        "replaces_id": previous.pk if previous else None,
        "event_id": stated.event.pk if stated.event else None,
        "message_type": message_type.value,
        "status": stated.status.value,
        "sent_at": sent,
        "hazard": stated.hazard.value,
        "category": stated.category.value,
        "urgency": stated.urgency.value,
        "severity": stated.severity.value,
        "certainty": stated.certainty.value,
        "response_type": stated.response_type.value if stated.response_type else "",
        "expires_at": stated.expires_at,
        "headlines": stated.headlines,
        "descriptions": stated.descriptions,
        "instructions": stated.instructions,
        "area_descriptions": stated.area_descriptions,
        "areas": dict(stated.areas),
        "note": stated.note,
    }
    alert = make_alert(DeskAlert(**values), chain, sender=settings.DEFAULT_FROM_EMAIL)
    key = get_certified_key()
    return {**values, "document": sign_alert(write_alert(alert), key.private, key.certificate).decode()}


def _check(stated: StatedAlert, at: datetime) -> None:
    if not stated.headlines:
        raise UnusableAlertError("headlines", _("Please give a headline in one language at least."))
    for language in stated.headlines:
        if not stated.area_descriptions.pick(language).text:
            raise UnusableAlertError("area_descriptions", _("Please say in words which area is meant."))
    if not stated.areas.get("features"):
        raise UnusableAlertError("area", _("Please name a country, or write an area."))
    if stated.expires_at <= at:
        raise UnusableAlertError("expires_at", _("The alert would have ended before it is sent."))


def _restate(alert: DeskAlert) -> StatedAlert:
    return StatedAlert(
        hazard=Hazard(alert.hazard),
        category=Category(alert.category),
        urgency=Urgency(alert.urgency),
        severity=Severity(alert.severity),
        certainty=Certainty(alert.certainty),
        headlines=alert.headlines,
        area_descriptions=alert.area_descriptions,
        areas=alert.areas,
        expires_at=alert.expires_at,
        descriptions=alert.descriptions,
        instructions=alert.instructions,
        response_type=ResponseType(alert.response_type) if alert.response_type else None,
        status=Status(alert.status),
        event=alert.event,
    )
