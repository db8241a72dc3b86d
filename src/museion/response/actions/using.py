"""Using a quarantined alert anyway, with the area and the words that a person of the desk gives it."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from museion.core.access import Actor, check_right
from museion.response.actions.alerts import Arrival, receive
from museion.response.actions.quarantine import resolve_quarantined
from museion.response.alerting.kept import read_parsed
from museion.response.alerting.placing import place_messages
from museion.response.feeds.alerts import Alert, Area, Info, Reading, Reference
from museion.response.feeds.terms import (
    Category,
    Certainty,
    Hazard,
    MessageType,
    Scope,
    Severity,
    Status,
    Urgency,
)
from museion.response.models import AlertMessage, HazardEvent, QuarantinedAlert

DESK_SENDER = "desk"


class UnplacedAreaError(ValueError):
    """The area that was given lies nowhere on the globe; the message says why."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the desk says of an alert that did not say it itself."""

    area: Area
    headline: str
    hazard: Hazard | None
    severity: Severity
    status: Status = Status.ACTUAL


@transaction.atomic
def use_anyway(row: QuarantinedAlert, judgement: Judgement, *, actor: Actor, at: datetime) -> HazardEvent:
    """The desk's own message: an update of the alert where that could be read, else a first word about the event.

    Raises `UnplacedAreaError`, and writes nothing then.
    """
    check_right(actor, "alert.receive")
    last = row.event.messages.order_by("-sent_at", "-id").first() if row.event else None
    alert = _follow(last, row, judgement, at) if last else _begin(row, judgement, at)
    where = place_messages([alert])
    if where.is_lost:
        raise UnplacedAreaError(str(where.problems[0]))
    received = receive(Arrival(Reading((alert,)), row.raw.encode(), row.file_name, row.feed), actor=actor, at=at)
    row.event = received.events[0]
    resolve_quarantined(row, "used", actor=actor, at=at)
    return received.events[0]


def _begin(row: QuarantinedAlert, judgement: Judgement, at: datetime) -> Alert:
    return Alert(
        source="shapes",
        identifier=f"quarantine-{row.digest[:32]}",
        sender=DESK_SENDER,
        sent=at,
        status=judgement.status,
        message_type=MessageType.ALERT,
        scope=Scope.PUBLIC,
        hazard=judgement.hazard,
        infos=(_make_info(judgement),),
        note=row.reason,
    )


def _follow(message: AlertMessage, row: QuarantinedAlert, judgement: Judgement, at: datetime) -> Alert:
    """The source's own words, in every language, with the desk's area."""
    held = read_parsed(message.parsed)
    infos = tuple(replace(info, areas=(judgement.area,)) for info in held.infos)
    return replace(
        held,
        identifier=f"quarantine-{row.digest[:32]}",
        sender=DESK_SENDER,
        sent=max(at, held.sent),
        message_type=MessageType.UPDATE,
        hazard=judgement.hazard or held.hazard,
        infos=infos or (_make_info(judgement),),
        references=(Reference(held.sender, held.identifier, held.sent),),
        departures=(),
    )


def _make_info(judgement: Judgement) -> Info:
    return Info(
        event=judgement.headline,
        headline=judgement.headline,
        categories=(Category.OTHER,),
        urgency=Urgency.UNKNOWN,
        severity=judgement.severity,
        certainty=Certainty.UNKNOWN,
        areas=(judgement.area,),
    )
