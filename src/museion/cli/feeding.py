"""A child process that does what the parent's writes promise, foremost feeding the index, so that both cores work.

Starting one costs a second, so short work promises and keeps in one process. The child ends when its standard input closes: told to
finish, once nothing is due any more; else, and when the parent is killed, after the batch in hand. What it had not dealt with stays in
the outbox for the next worker.
"""

import subprocess
import sys
import threading
from types import TracebackType

from museion.core.parents import hear_parent
from museion.core.starting import set_up

_REST_SECONDS = 1.0
_SHORT_SECONDS = 1.5
_GRACE_SECONDS = 4.0
_FINISH = b"finish"


class Feeder:
    """A worker from soon after the beginning of a `with` to its end; where one is at work already, that one does it.

    `leaves_rest`: at the end it stops, for somebody waits; so it does where the `with` was interrupted.
    """

    def __init__(self, *, leaves_rest: bool = False) -> None:
        self._leaves_rest = leaves_rest

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
        leaves_rest = self._leaves_rest or kind is KeyboardInterrupt
        if self._child is not None:
            _end(self._child, leaves_rest=leaves_rest)
        elif error is None and not leaves_rest:
            _feed_here()

    def _start_child(self) -> None:
        command = [sys.executable, "-m", "museion.cli.feeding"]
        # In a session of its own, so that the terminal's interrupt stops the import and lets the child finish its batch.
        self._child = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603 - our own module


def _end(child: subprocess.Popen[bytes], *, leaves_rest: bool) -> None:
    try:
        child.communicate(b"" if leaves_rest else _FINISH, timeout=_GRACE_SECONDS if leaves_rest else None)
    except subprocess.TimeoutExpired:  # What it was at is done again by the next worker.
        child.kill()
        child.wait()


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
    closed, is_finishing = threading.Event(), threading.Event()

    def hear(told: bytes) -> None:
        if told == _FINISH:
            is_finishing.set()
        closed.set()

    hear_parent(hear)
    try:
        with hold_lock("worker", wait=False):
            work_until(closed, rest=_REST_SECONDS)
            if is_finishing.is_set():
                work_until(threading.Event(), until_empty=True, topics=list(HANDLERS))
    except HomeBusyError:
        return


if __name__ == "__main__":
    set_up()
    feed_until_closed()
