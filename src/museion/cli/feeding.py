"""A child process that does what the parent's writes promise, foremost feeding the index, so that both cores work.

Starting one costs a second, so short work promises and keeps in one process. The child ends when its standard input closes and nothing is due any more; so it also ends when the parent is killed, and
what it had not dealt with stays in the outbox for the next worker.
"""

import os
import subprocess
import sys
import threading
from types import TracebackType

from museion.core.starting import set_up

_REST_SECONDS = 1.0
_SHORT_SECONDS = 1.5


class Feeder:
    """A worker from soon after the beginning of a `with` to its end; where one is at work already, that one does it."""

    def __enter__(self) -> "Feeder":
        self._child: subprocess.Popen[bytes] | None = None
        self._timer = threading.Timer(_SHORT_SECONDS, self._start_child)
        self._timer.daemon = True
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        self._timer.join()
        if self._child is not None and self._child.stdin is not None:
            self._child.stdin.close()
            self._child.wait()
        elif error is None:
            _feed_here()

    def _start_child(self) -> None:
        command = [sys.executable, "-m", "museion.cli.feeding"]
        # In a session of its own, so that the terminal's interrupt stops the import and lets the child finish its batch.
        self._child = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603 - our own module


def _feed_here() -> None:
    from museion.cli.home import HomeBusyError, hold_lock  # these read the settings, which must be set up before
    from museion.core.outbox import HANDLERS, drain

    try:
        with hold_lock("worker", wait=False):
            while sum(drain(topic) for topic in list(HANDLERS)):
                pass
    except HomeBusyError:
        return


def feed_until_closed() -> None:
    from museion.cli.home import HomeBusyError, hold_lock  # these read the settings, which must be set up before
    from museion.cli.worker import work_until
    from museion.core.bulk import expect_many_objects
    from museion.core.outbox import HANDLERS

    expect_many_objects()
    closed = threading.Event()
    threading.Thread(target=_wait_for_end, args=(closed,), daemon=True).start()
    try:
        with hold_lock("worker", wait=False):
            work_until(closed, rest=_REST_SECONDS)
            work_until(threading.Event(), until_empty=True, topics=list(HANDLERS))
    except HomeBusyError:
        return


def _wait_for_end(closed: threading.Event) -> None:
    while os.read(sys.stdin.fileno(), 1):  # a buffered read would hold a lock that the interpreter wants when it ends
        pass
    closed.set()


if __name__ == "__main__":
    set_up()
    feed_until_closed()
