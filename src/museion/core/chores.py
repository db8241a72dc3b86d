"""Work that comes round by the clock: rooms register it when Django starts, the one worker of a home does it.

A chore looks at the database for what is due, so that a worker that was away catches up and one that runs twice does no harm.
Where several homes share a PostgreSQL, one worker at a time does them, whoever comes first.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from museion.core.outbox import CLAIMS

LONGEST_WAIT = timedelta(minutes=5)
logger = logging.getLogger(__name__)
_CHORES_LOCK = 5_712_001  # one number among those that a database lets programs lock


@dataclass(frozen=True, slots=True)
class Chore:
    """`run` gets the moment and says how much it did. `can_wait`: while the outbox is busy others come first, for a while."""

    name: str
    every: timedelta
    run: Callable[[datetime], int]
    can_wait: bool = False


CHORES: dict[str, Chore] = {}


def register_chore(chore: Chore) -> None:
    CHORES[chore.name] = chore


class ChoreClock:
    """When each chore was done last by this worker; every one is due when it begins."""

    def __init__(self, begun_at: datetime) -> None:
        self._begun_at = begun_at
        self._done_at: dict[str, datetime] = {}

    def run_due(self, now: datetime, *, is_busy: bool = False) -> int:
        """One that fails is logged, gets its turn again, and holds up no other. `is_busy`: the outbox had something just now."""
        due = [chore for chore in CHORES.values() if self._is_due(chore, now, is_busy=is_busy)]
        if not due:
            return 0
        with _hold_chores() as is_ours:
            return self._run(due, now) if is_ours else 0

    def _is_due(self, chore: Chore, now: datetime, *, is_busy: bool) -> bool:
        last = self._done_at.get(chore.name)
        if chore.can_wait and is_busy and timedelta(0) <= now - (last or self._begun_at) < LONGEST_WAIT:
            return False
        return last is None or now - last >= chore.every or now < last

    def _run(self, due: list[Chore], now: datetime) -> int:
        handled = 0
        for chore in due:
            self._done_at[chore.name] = now
            try:
                handled += chore.run(now)
            except Exception:
                logger.exception("chore %s failed", chore.name)
        return handled


@contextmanager
def _hold_chores() -> Iterator[bool]:
    """The lock ends with the session that holds it, however that ends."""
    if CLAIMS not in settings.DATABASES or connections[DEFAULT_DB_ALIAS].in_atomic_block:
        yield True
        return
    with transaction.atomic(using=CLAIMS), connections[CLAIMS].cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_CHORES_LOCK])
        yield cursor.fetchone()[0]
