"""Promises made in a transaction, kept after it: the outbox and what drains it.

A write announces the records that it changed; `drain` hands them to the topic's handler in batches and deletes the rows
only after the handler returned. A crash in between means that the handler sees them again, so handlers are idempotent.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils import timezone

from museion.core.bulk import delete_rows, insert_rows
from museion.core.models import OutboxEntry

logger = logging.getLogger(__name__)

Handler = Callable[[Sequence["Announcement"]], None]
FIRST_RETRY = timedelta(seconds=2)
LONGEST_RETRY = timedelta(hours=1)
MOST_ATTEMPTS = 32_767  # what the column holds
_DOUBLINGS = 11  # two seconds, so often doubled, are more than an hour
_SHRINK = 8


@dataclass(frozen=True, slots=True)
class Announcement:
    """A record of some kind was written or withdrawn."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What a topic asks for: the kinds of record it hears of (None: every kind), how many of them at a time."""

    kinds: frozenset[str] | None = None
    batch: int = 2000


# Topic → handler; rooms below the doors add theirs when Django starts.
HANDLERS: dict[str, Handler] = {}
TERMS: dict[str, Terms] = {}
_PLAIN_TERMS = Terms()


def register_handler(topic: str, handler: Handler, terms: Terms = _PLAIN_TERMS) -> None:
    """A handler that is slow with each record asks for small batches, so that it holds up no other topic for long."""
    HANDLERS[topic], TERMS[topic] = handler, terms


def announce(kind: str, keys: Iterable[str], *, topics: Iterable[str] | None = None) -> None:
    """Promise the handlers of such records that they will hear of these. Call it in the transaction of the write."""
    held = list(keys)
    for topic in list_topics(kind) if topics is None else topics:
        insert_rows(
            OutboxEntry,
            ("topic", "kind", "key", "attempts", "retry_at", "error"),
            [(topic, kind, key, 0, None, "") for key in held],
        )


def list_topics(kind: str) -> list[str]:
    wanted = ((topic, TERMS.get(topic, _PLAIN_TERMS).kinds) for topic in HANDLERS)
    return [topic for topic, kinds in wanted if kinds is None or kind in kinds]


def drain(topic: str, *, batch: int | None = None, now: datetime | None = None) -> int:
    """Hand the next batch that is due to its handler; returns how many entries were dealt with, 0 when none was due.

    A handler that raises puts its batch off (2 s, doubling, up to an hour) and gets it back in ever smaller ones, so that one
    record which cannot be handled soon stands alone and holds up no other. The error stays visible in the rows.
    """
    moment = now or timezone.now()
    batch = batch or TERMS.get(topic, _PLAIN_TERMS).batch
    due = OutboxEntry.objects.filter(topic=topic).filter(
        models.Q(retry_at__isnull=True) | models.Q(retry_at__lte=moment)
    )
    entries = list(due.order_by("id").values_list("id", "kind", "key", "attempts")[:batch])
    if not entries:
        return 0
    entries = entries[: max(1, batch // _SHRINK ** min(entries[0][3], _DOUBLINGS))]
    numbers = [number for number, *_ in entries]
    announcements = list(dict.fromkeys(Announcement(kind, key) for _, kind, key, _ in entries))
    try:
        HANDLERS[topic](announcements)
    except Exception as error:
        logger.exception("outbox topic %s: %s entries put off", topic, len(entries))
        _put_off(numbers, attempts=max(tries for *_, tries in entries) + 1, now=moment, error=error)
        return len(entries)
    with transaction.atomic():
        delete_rows(OutboxEntry, "id", numbers)
    return len(entries)


def count_waiting(topic: str) -> int:
    return OutboxEntry.objects.filter(topic=topic).count()


def _put_off(numbers: list[int], *, attempts: int, now: datetime, error: Exception) -> None:
    delay = min(FIRST_RETRY * 2 ** min(attempts - 1, _DOUBLINGS), LONGEST_RETRY)
    with transaction.atomic():
        for start in range(0, len(numbers), 500):
            OutboxEntry.objects.filter(id__in=numbers[start : start + 500]).update(
                attempts=min(attempts, MOST_ATTEMPTS),
                retry_at=now + delay,
                error=f"{type(error).__name__}: {error}"[:2000],
            )
