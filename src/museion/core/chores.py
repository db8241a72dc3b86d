"""Work that comes round by the clock: rooms register it when Django starts, the one worker of a home does it.

A chore looks at the database for what is due, so that a worker that was away catches up and one that runs twice does no harm.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Chore:
    """`run` gets the moment and says how much it did."""

    name: str
    every: timedelta
    run: Callable[[datetime], int]


CHORES: dict[str, Chore] = {}


def register_chore(chore: Chore) -> None:
    CHORES[chore.name] = chore


class ChoreClock:
    """When each chore was done last by this worker; every one is due when it begins."""

    def __init__(self) -> None:
        self._done_at: dict[str, datetime] = {}

    def run_due(self, now: datetime) -> int:
        """One that fails is logged, gets its turn again, and holds up no other."""
        handled = 0
        for chore in list(CHORES.values()):
            last = self._done_at.get(chore.name)
            if last is not None and now - last < chore.every:
                continue
            self._done_at[chore.name] = now
            try:
                handled += chore.run(now)
            except Exception:
                logger.exception("chore %s failed", chore.name)
        return handled
