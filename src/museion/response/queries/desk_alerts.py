"""Reads of the alerts that the desk issued."""

from datetime import datetime

from museion.core.access import Viewer
from museion.core.models.records import RecordQuerySet
from museion.response.feeds.terms import MessageType
from museion.response.models import DeskAlert


def get_desk_alerts(viewer: Viewer) -> RecordQuerySet[DeskAlert]:
    return DeskAlert.objects.current().visible_to(viewer).select_related("event", "replaces", "replaced_by")


def get_standing(viewer: Viewer, at: datetime) -> RecordQuerySet[DeskAlert]:
    """What is in force, latest first, with the cancels of what would be: whoever holds the alert must learn of its end."""
    rows = get_desk_alerts(viewer).filter(replaced_by__isnull=True, expires_at__gt=at)
    return rows.order_by("-sent_at", "-id")


def get_past(viewer: Viewer, at: datetime) -> RecordQuerySet[DeskAlert]:
    return get_desk_alerts(viewer).filter(replaced_by__isnull=True, expires_at__lte=at).order_by("-sent_at", "-id")


def list_chain(alert: DeskAlert) -> list[DeskAlert]:
    """The whole chain that the message belongs to, first message first. Chains are short: one read a message."""
    first = alert
    while first.replaces is not None:
        first = first.replaces
    chain = [first]
    while (following := DeskAlert.objects.filter(replaces=chain[-1]).first()) is not None:
        chain.append(following)
    return chain


def may_change(alert: DeskAlert) -> bool:
    """Only the latest message of a chain may be updated or cancelled, and nothing follows a cancel."""
    is_last = not DeskAlert.objects.filter(replaces=alert).exists()
    return is_last and alert.message_type != MessageType.CANCEL
