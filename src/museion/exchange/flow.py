"""Flow control: so many lists at once and no more; who comes too many is told a time of its own to come back.

Each refusal is an appointment after the one before, as far apart as lists take. Ten thousand who come at once so come back one after
the other, and not together once more.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil

MOST_AT_ONCE = 3
LEAST_SECONDS, MOST_SECONDS = 3.0, 900.0
_WEIGHT = 0.05  # of the newest list in what a list takes
_gate = threading.BoundedSemaphore(MOST_AT_ONCE)


class BusyError(Exception):
    """As many lists are being written as this process writes at once. `seconds`: after which there is room."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"busy for {seconds} s")
        self.seconds = seconds


class Appointments:
    """When those who were turned away may come."""

    def __init__(self, seconds_each: float = 0.1) -> None:
        self._lock = threading.Lock()
        self._seconds_each = seconds_each
        self._last = 0.0

    def note(self, seconds: float) -> None:
        """What a list took."""
        with self._lock:
            self._seconds_each += (seconds - self._seconds_each) * _WEIGHT

    def give(self, now: float) -> int:
        """Seconds from now, whole."""
        with self._lock:
            self._last = max(self._last, now + LEAST_SECONDS) + self._seconds_each / MOST_AT_ONCE
            if self._last > now + MOST_SECONDS:
                self._last = now + LEAST_SECONDS
            return ceil(self._last - now)


_appointments = Appointments()


@contextmanager
def pass_gate() -> Iterator[None]:
    if not _gate.acquire(blocking=False):
        raise BusyError(_appointments.give(time.monotonic()))
    begun = time.monotonic()
    try:
        yield
    finally:
        _gate.release()
        _appointments.note(time.monotonic() - begun)
