"""Messages to events: what updates, cancels or follows what, and what therefore stands now.

The outcome depends on which messages are known, never on the order in which they came or on how often: feeds repeat
themselves, arrive late and out of order. Who names another message knows it, and so came after it, whatever the clocks say;
only where references go in a loop do the stated times decide, so that a loop cannot make an event disappear: the latest word
stands.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from museion.core.numerals import read_whole
from museion.core.paths import leads_to
from museion.response.feeds.alerts import Alert, Reference
from museion.response.feeds.terms import MessageType, ResponseType, Status

CLOCK_TOLERANCE = timedelta(minutes=15)
Identity = tuple[str, str]


class EventState(StrEnum):
    ACTIVE = "active"
    CLEARED = "cleared"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    REPORTED = "reported"  # nothing but acknowledgements and error messages


@dataclass(frozen=True, slots=True)
class Event:
    """All messages of one happening, oldest first; `standing` are those that no later one superseded."""

    key: str
    messages: tuple[Alert, ...]
    standing: tuple[Alert, ...]
    unseen: tuple[Reference, ...]
    """Alerts that were updated or cancelled here and never seen: a gap in the feed worth knowing of."""

    @property
    def latest(self) -> Alert:
        return self.standing[-1] if self.standing else self.messages[-1]

    @property
    def status(self) -> Status:
        """Actual as soon as one standing message is: a test beside it must not hide it."""
        held = {message.status for message in self.standing or self.messages}
        return Status.ACTUAL if Status.ACTUAL in held else self.latest.status

    def get_state(self, now: datetime) -> EventState:
        if not self.standing:
            cancelled = any(message.message_type is MessageType.CANCEL for message in self.messages)
            return EventState.CANCELLED if cancelled else EventState.REPORTED
        if all(is_all_clear(message) for message in self.standing):
            return EventState.CLEARED
        if all(message.expires and message.expires <= now for message in self.standing):
            return EventState.EXPIRED
        return EventState.ACTIVE


def build_events(alerts: Iterable[Alert]) -> tuple[Event, ...]:
    """The events of these messages, in the order of their first one. Same messages, same events."""
    latest = {get_identity(alert): alert for alert in sorted(alerts, key=_get_order)}
    messages = dict(sorted(latest.items(), key=lambda item: _get_order(item[1])))
    senders = _list_senders(messages)
    targets = {identity: _find_targets(alert, messages, senders) for identity, alert in messages.items()}
    groups = _group(messages, targets)
    events = (_make_event(group, messages, targets) for group in groups)
    return tuple(sorted(events, key=lambda event: _get_order(event.messages[0])))


def get_identity(alert: Alert) -> Identity:
    return (alert.sender, alert.identifier)


def is_all_clear(alert: Alert) -> bool:
    return bool(alert.infos) and all(ResponseType.ALL_CLEAR in info.response_types for info in alert.infos)


def runs_ahead(alert: Alert, received_at: datetime) -> bool:
    """Whether the sender's clock, or ours, is wrong: the alert was sent after it came in."""
    return alert.sent > received_at + CLOCK_TOLERANCE


def _get_order(alert: Alert) -> tuple[datetime, int, str, str]:
    return (alert.sent, read_whole(alert.episode) or 0, alert.sender, alert.identifier)


def _list_senders(messages: Iterable[Identity]) -> Mapping[str, list[str]]:
    senders: dict[str, list[str]] = defaultdict(list)
    for sender, identifier in messages:
        senders[identifier].append(sender)
    return senders


def _find_targets(
    alert: Alert, messages: Mapping[Identity, Alert], senders: Mapping[str, list[str]]
) -> tuple[Identity, ...]:
    """The known messages that the references mean. Some publishers name another sender there than in the message."""
    found = []
    for reference in alert.references:
        known = senders.get(reference.identifier, [])
        if (reference.sender, reference.identifier) in messages:
            found.append((reference.sender, reference.identifier))
        elif len(known) == 1:
            found.append((known[0], reference.identifier))
    return tuple(found)


def _group(
    messages: Mapping[Identity, Alert], targets: Mapping[Identity, tuple[Identity, ...]]
) -> list[list[Identity]]:
    """Connected messages: by references, by naming the same unseen alert, or by the source's own event number."""
    leaders: dict[object, object] = {}

    def find(node: object) -> object:
        while leaders.setdefault(node, node) != node:
            leaders[node] = node = leaders[leaders[node]]
        return node

    for identity, alert in messages.items():
        known = set(targets[identity])
        named = (("reference", reference.sender, reference.identifier) for reference in alert.references)
        event = [("event", alert.source, alert.event)] if alert.event else []
        for other in (*known, *(name for name in named if name[1:] not in known), *event):
            leaders[find(identity)] = find(other)
    groups: dict[object, list[Identity]] = defaultdict(list)
    for identity in messages:
        groups[find(identity)].append(identity)
    return list(groups.values())


def _make_event(
    group: list[Identity], messages: Mapping[Identity, Alert], targets: Mapping[Identity, tuple[Identity, ...]]
) -> Event:
    order = {identity: number for number, identity in enumerate(group)}
    superseded = {
        target
        for identity in group
        if messages[identity].message_type in (MessageType.UPDATE, MessageType.CANCEL)
        for target in targets[identity]
        if order[target] < order[identity] or not leads_to(target, identity, targets)
    }
    superseded |= _find_past_episodes(group, messages)
    held = tuple(messages[identity] for identity in group)
    standing = tuple(
        messages[identity]
        for identity in group
        if identity not in superseded and messages[identity].message_type in (MessageType.ALERT, MessageType.UPDATE)
    )
    return Event(_make_key(held[0]), held, standing, _find_unseen(held, targets))


def _find_past_episodes(group: list[Identity], messages: Mapping[Identity, Alert]) -> set[Identity]:
    """All but the last message of an event that its source numbers."""
    last = {messages[identity].event: identity for identity in group if messages[identity].event}
    return {identity for identity in group if last.get(messages[identity].event, identity) != identity}


def _find_unseen(held: tuple[Alert, ...], targets: Mapping[Identity, tuple[Identity, ...]]) -> tuple[Reference, ...]:
    found = {
        reference: None
        for alert in held
        for reference in alert.references
        if reference.identifier not in {identifier for _, identifier in targets[get_identity(alert)]}
    }
    return tuple(found)


def _make_key(first: Alert) -> str:
    return f"{first.source}:{first.event}" if first.event else f"{first.source}:{first.sender},{first.identifier}"
