"""Promises made in a transaction, kept after it: the outbox and what drains it.

A write announces the records that it changed; `drain` hands them to the topic's handler in batches and deletes the rows
only after the handler returned. A crash in between means that the handler sees them again, so handlers are idempotent.

On PostgreSQL several workers drain at once. Each holds the rows of its batch locked in a session of its own (`SKIP LOCKED`), while
the handler's transactions stay short; a worker that dies loses its session, and its rows are free at once.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.utils import timezone

from museion.core.bulk import chunk, insert_rows
from museion.core.models import OutboxEntry
from museion.core.resting import NotNowError, Rests
from museion.core.waiting import has_come

logger = logging.getLogger(__name__)

CLAIMS = "claims"  # the sessions that hold locked rows, on databases that many write at once
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
    """What a topic asks for: the kinds of record it hears of (None: every kind), how many of them at a time.

    `is_shared`: several workers may drain it at once, for its handler keeps nothing in the folders of the home.
    """

    kinds: frozenset[str] | None = None
    batch: int = 2000
    is_shared: bool = False


# Topic → handler; rooms below the doors add theirs when Django starts.
HANDLERS: dict[str, Handler] = {}
TERMS: dict[str, Terms] = {}
_PLAIN_TERMS = Terms()
RESTS = Rests()


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
    record which cannot be handled soon stands alone and holds up no other. The error stays visible in the rows. One that raises
    `NotNowError` is left alone for a while, and its rows as they are.
    """
    if RESTS.is_resting(topic):
        return 0
    moment, begun = now or timezone.now(), time.monotonic()
    with _hold_claims() as (rows, can_skip):
        entries = _list_due(rows.select_for_update(skip_locked=True) if can_skip else rows, topic, batch, moment)
        if not entries:
            return 0
        numbers = [number for number, *_ in entries]
        try:
            with transaction.atomic() if _is_within_caller() else nullcontext():
                HANDLERS[topic](list(dict.fromkeys(Announcement(kind, key) for _, kind, key, _ in entries)))
        except NotNowError as reason:
            RESTS.begin(topic, str(reason), took=time.monotonic() - begun)
            return 0
        except Exception as error:
            logger.exception("outbox topic %s: %s entries put off", topic, len(entries))
            _put_off(rows, numbers, attempts=max(tries for *_, tries in entries) + 1, now=moment, error=error)
        else:
            _remove(rows, numbers)
            RESTS.end(topic)
    return len(entries)


def may_share_work() -> bool:
    """Whether the database lets several workers drain at once."""
    return connections[DEFAULT_DB_ALIAS].features.has_select_for_update_skip_locked


def list_shared_topics() -> list[str]:
    return [topic for topic in HANDLERS if TERMS.get(topic, _PLAIN_TERMS).is_shared]


def count_waiting(*topics: str) -> int:
    return OutboxEntry.objects.filter(topic__in=topics).count()


@contextmanager
def _hold_claims() -> Iterator[tuple[models.QuerySet[OutboxEntry], bool]]:
    """The rows to claim from, and whether others are at work beside us. A caller's own transaction holds its claims itself."""
    alias = CLAIMS if CLAIMS in settings.DATABASES and not _is_within_caller() else DEFAULT_DB_ALIAS
    rows = OutboxEntry.objects.using(alias)
    if not connections[alias].features.has_select_for_update_skip_locked:
        yield rows, False
        return
    with transaction.atomic(using=alias):
        yield rows, True


def _is_within_caller() -> bool:
    return connections[DEFAULT_DB_ALIAS].in_atomic_block


def _list_due(
    rows: models.QuerySet[OutboxEntry], topic: str, batch: int | None, moment: datetime
) -> list[tuple[int, str, str, int]]:
    batch = batch or TERMS.get(topic, _PLAIN_TERMS).batch
    is_due = models.Q(retry_at__isnull=True) | has_come("retry_at", moment, LONGEST_RETRY)
    due = rows.filter(is_due, topic=topic)
    entries = list(due.order_by("id").values_list("id", "kind", "key", "attempts")[:batch])
    return entries[: max(1, batch // _SHRINK ** min(entries[0][3], _DOUBLINGS))] if entries else []


def _remove(rows: models.QuerySet[OutboxEntry], numbers: list[int]) -> None:
    with transaction.atomic(using=rows.db):
        for part in chunk(numbers):
            rows.filter(id__in=part).delete()


def _put_off(
    rows: models.QuerySet[OutboxEntry], numbers: list[int], *, attempts: int, now: datetime, error: Exception
) -> None:
    delay = min(FIRST_RETRY * 2 ** min(attempts - 1, _DOUBLINGS), LONGEST_RETRY)
    with transaction.atomic(using=rows.db):
        for part in chunk(numbers):
            rows.filter(id__in=part).update(
                attempts=min(attempts, MOST_ATTEMPTS),
                retry_at=now + delay,
                error=f"{type(error).__name__}: {error}"[:2000],
            )
