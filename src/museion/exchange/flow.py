"""Flow control: so many lists at once and no more; who comes too many waits outside instead of slowing everybody."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

MOST_AT_ONCE = 3
RETRY_SECONDS = 3
_gate = threading.BoundedSemaphore(MOST_AT_ONCE)


class BusyError(Exception):
    """As many lists are being written as this process writes at once."""


@contextmanager
def pass_gate() -> Iterator[None]:
    if not _gate.acquire(blocking=False):
        raise BusyError
    try:
        yield
    finally:
        _gate.release()
