"""Receiving alerts: messages are kept, joined to events, placed, and held against the register, in one transaction.

Receiving twice equals receiving once, and the order does not matter: events are made anew from all messages that belong
together, see `feeds.timeline`. What cannot be used goes to the quarantine, never away.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from museion.core.access import Actor, check_right
from museion.core.bulk import chunk, insert_rows
from museion.core.saving import Draft, save_drafts
from museion.response.actions.events import keep_events
from museion.response.actions.quarantine import Refused, quarantine, settle_superseded
from museion.response.alerting.kept import find_connected, list_names, read_parsed, write_identity, write_parsed
from museion.response.feeds.alerts import Alert, Reading
from museion.response.feeds.timeline import build_events, runs_ahead
from museion.response.models import AlertMessage, AlertName, Feed, HazardEvent, QuarantinedAlert
from museion.response.terms import EventState

CLOCK_NOTE = "sent: the sender's clock, or ours, is wrong: the alert is dated after it came in"
_LONGEST_RAW = 1_000_000


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came in: a file, or the answer of a feed, as read."""

    reading: Reading
    content: bytes
    file_name: str = ""
    feed: Feed | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """`events`: those that the arrival tells of, new or not, in its order. `quarantined`: what of it waits, new or not.

    `changed`: how many messages were new.
    """

    events: list[HazardEvent]
    quarantined: list[QuarantinedAlert]
    changed: int


@transaction.atomic
def receive(arrival: Arrival, *, actor: Actor, at: datetime) -> Received:
    check_right(actor, "alert.receive")
    alerts = {write_identity(alert): alert for alert in sorted(arrival.reading.alerts, key=lambda held: held.sent)}
    changed = _keep_messages(arrival, alerts, at)
    if changed:
        messages = find_connected(changed)
        events = build_events(read_parsed(message.parsed) for message in messages)
        lost = keep_events(events, {message.identity: message for message in messages}, actor=actor, at=at)
        _settle_waiting(arrival, changed, {held.event_id for held in lost}, actor=actor, at=at)
    else:
        lost = []
    refused = [Refused(problem) for problem in arrival.reading.problems] + lost
    kept = quarantine(
        refused,
        raw=_decode(arrival.content),
        file_name=arrival.file_name,
        feed=arrival.feed,
        actor=actor,
        at=at,
    )
    told = _find_events(arrival.reading.alerts)
    waiting = QuarantinedAlert.objects.filter(event__in=told, resolved_at__isnull=True).order_by("id")
    return Received(told, list(dict.fromkeys([*kept[: len(arrival.reading.problems)], *waiting])), len(changed))


def _settle_waiting(
    arrival: Arrival, changed: Sequence[int], lost: Collection[int | None], *, actor: Actor, at: datetime
) -> None:
    alerts: dict[int, list[Alert]] = defaultdict(list)
    for part in chunk(changed):
        for message in AlertMessage.objects.filter(pk__in=part, event__isnull=False):
            alerts[message.event_id or 0].append(read_parsed(message.parsed))
    settle_superseded(alerts, alerts.keys() - set(lost), feed=arrival.feed, actor=actor, at=at)


def expire_events(*, actor: Actor, at: datetime) -> int:
    """What was in force and has run out since; the worker calls it now and then."""
    check_right(actor, "alert.receive")
    rows = (
        HazardEvent.objects.current().filter(state=EventState.ACTIVE, expires_at__lte=at).values_list("id", flat=True)
    )
    drafts = [Draft({"state": EventState.EXPIRED.value}, id=number) for number in rows]
    return save_drafts(HazardEvent, drafts, kind="hazard_event", actor=actor, at=at).updated


def _keep_messages(arrival: Arrival, alerts: dict[str, Alert], at: datetime) -> list[int]:
    """The ids of messages that are new, or say something newer under the same name; the same again costs nothing."""
    held = {row.identity: row for row in _find_messages(alerts)}
    new = [(identity, alert) for identity, alert in alerts.items() if identity not in held]
    raw = _decode(arrival.content) if len(arrival.reading.alerts) == 1 else ""
    insert_rows(AlertMessage, _COLUMNS, [_make_row(alert, identity, arrival, raw, at) for identity, alert in new])
    inserted = {row.identity: row.pk for row in _find_messages([identity for identity, _ in new])}
    names = [(inserted[identity], name) for identity, alert in new for name in sorted(list_names(alert))]
    insert_rows(AlertName, ("message_id", "name"), names)
    return [*inserted.values(), *_replace_older(held, alerts)]


def _replace_older(held: dict[str, AlertMessage], alerts: dict[str, Alert]) -> Iterable[int]:
    """Feeds that reuse a name: the latest word under it counts."""
    for identity, row in held.items():
        alert, parsed = alerts[identity], write_parsed(alerts[identity])
        if row.parsed != parsed and (row.sent_at is None or row.sent_at <= alert.sent):
            row.parsed, row.sent_at, row.notes = parsed, alert.sent, list(alert.departures)
            row.message_type, row.status, row.signature = alert.message_type, alert.status, alert.signature.state
            row.save()
            row.names.all().delete()
            AlertName.objects.bulk_create(AlertName(message=row, name=name) for name in sorted(list_names(alert)))
            yield row.pk


def _make_row(alert: Alert, identity: str, arrival: Arrival, raw: str, at: datetime) -> tuple[object, ...]:
    """`raw` only of an alert that came alone: the others are in `parsed` with all that was understood of them."""
    notes = [*alert.departures, *([CLOCK_NOTE] if runs_ahead(alert, at) else [])]
    return (
        arrival.feed.pk if arrival.feed else None,
        alert.source,
        identity,
        alert.message_type,
        alert.status,
        alert.sent,
        at,
        alert.signature.state,
        write_parsed(alert),
        raw,
        notes,
    )


_COLUMNS = (
    "feed_id",
    "source",
    "identity",
    "message_type",
    "status",
    "sent_at",
    "received_at",
    "signature",
    "parsed",
    "raw",
    "notes",
)


def _find_messages(identities: Iterable[str]) -> Iterable[AlertMessage]:
    for part in chunk(list(identities)):
        yield from AlertMessage.objects.filter(identity__in=part)


def _find_events(alerts: Sequence[Alert]) -> list[HazardEvent]:
    by_identity = {row.identity: row.event_id for row in _find_messages({write_identity(alert) for alert in alerts})}
    numbers = dict.fromkeys(number for alert in alerts if (number := by_identity[write_identity(alert)]))
    held = HazardEvent.objects.in_bulk(list(numbers))
    return [held[number] for number in numbers]


def _decode(content: bytes) -> str:
    return content[:_LONGEST_RAW].decode("utf-8", errors="replace").replace("\0", "\N{REPLACEMENT CHARACTER}")
