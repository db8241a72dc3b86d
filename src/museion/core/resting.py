"""Work that cannot be done now, whatever it is handed: why, said once, and how long it is left alone."""

import logging
import time

logger = logging.getLogger(__name__)
_LEAST_SECONDS = 2.0


class NotNowError(Exception):
    """Raised by a handler that can do nothing now: no record failed, and all of them wait as they are."""


class Rests:
    """By this process's own clock, which no correction of the machine's clock moves."""

    def __init__(self) -> None:
        self._reasons: dict[str, str] = {}
        self._ends: dict[str, float] = {}

    def is_resting(self, topic: str) -> bool:
        return time.monotonic() < self._ends.get(topic, 0.0)

    def begin(self, topic: str, reason: str, *, took: float) -> None:
        """As long as the vain attempt `took` in seconds at least, so that other work gets its half."""
        self._ends[topic] = time.monotonic() + max(_LEAST_SECONDS, took)
        if self._reasons.get(topic) != reason:
            self._reasons[topic] = reason
            logger.warning("outbox topic %s waits: %s", topic, reason)

    def end(self, topic: str) -> None:
        self._ends.pop(topic, None)
        if self._reasons.pop(topic, None) is not None:
            logger.warning("outbox topic %s goes on", topic)
