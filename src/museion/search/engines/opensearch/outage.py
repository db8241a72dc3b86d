"""What a process knows of a cluster that does not answer.

Whoever asks a silent cluster waits for some seconds, and holds a thread that could answer others. So one asks, and whoever comes while it
waits, or soon after it waited in vain, is told at once.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from museion.search.requests import IndexUnusableError, SearchUnavailableError

REST_SECONDS = 2.0


class Outage:
    """Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reason = ""
        self._ends_at = 0.0

    def check(self) -> None:
        """Raises `SearchUnavailableError` while an outage is known."""
        if self._reason and time.monotonic() < self._ends_at:
            raise SearchUnavailableError(self._reason)

    @contextmanager
    def noticing(self) -> Iterator[None]:
        """Around the asking; as `check` before it. Whoever looks again does so for all who come meanwhile."""
        with self._lock:
            self.check()
            self._ends_at = float("inf")
        reason = ""
        try:
            yield
        except IndexUnusableError:
            raise
        except SearchUnavailableError as error:
            reason = str(error)
            raise
        finally:
            with self._lock:
                self._reason, self._ends_at = reason, time.monotonic() + REST_SECONDS
