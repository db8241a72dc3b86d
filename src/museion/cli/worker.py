"""`museion worker`: drains every topic of the outbox and does the chores, for as long as it is left to."""

import gc
import logging
import signal
import threading
from collections.abc import Sequence
from typing import Annotated

import typer
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from museion.cli.console import err, fail, print_json, warn
from museion.cli.home import HomeBusyError, hold_lock, prepare_home
from museion.core.bulk import expect_many_objects
from museion.core.chores import ChoreClock
from museion.core.environment import list_unread
from museion.core.outbox import HANDLERS, count_waiting, drain, list_shared_topics, may_share_work
from museion.core.parents import end_with_parent
from museion.search.actions import IndexMending

logger = logging.getLogger(__name__)
SHORTEST_PAUSE = 0.2
LONGEST_PAUSE = 2.0


def register(app: typer.Typer) -> None:
    app.command("worker")(work)


def work(
    until_empty: Annotated[bool, typer.Option("--until-empty", help="Stop when nothing is due.")] = False,
    is_patient: Annotated[
        bool, typer.Option("--wait", help="Where another worker keeps this home, take its place when it ends.")
    ] = False,
    ends_with_parent: Annotated[bool, typer.Option("--with-parent", hidden=True)] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was done as JSON.")] = False,
) -> None:
    """Do what writes promised: keep the index in step. On PostgreSQL, further workers share what needs no folder of the home."""
    prepare_home()
    expect_many_objects()
    stopping = threading.Event()
    if ends_with_parent:
        end_with_parent()
    else:
        for doubt in list_unread():
            warn(doubt)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    try:
        done = _work_alone(stopping, until_empty=until_empty, is_patient=is_patient)
    except HomeBusyError:
        if not may_share_work():
            fail("Another worker is at work in this home; one is enough.")
        err.print("Another worker keeps this home; this one helps it.")
        done = work_until(stopping, until_empty=until_empty, topics=list_shared_topics())
    waiting = {topic: count_waiting(topic) for topic in HANDLERS}
    if as_json:
        print_json({"done": done, "waiting": waiting})
    else:
        err.print(f"{done} done, {sum(waiting.values())} put off", highlight=False)


def _work_alone(stopping: threading.Event, *, until_empty: bool, is_patient: bool) -> int:
    """Raises `HomeBusyError` where another worker keeps this home and is not waited for."""
    while not stopping.is_set():
        try:
            with hold_lock("worker", wait=False):
                return work_until(stopping, until_empty=until_empty, mending=IndexMending())
        except HomeBusyError:
            if not is_patient or may_share_work():
                raise
            stopping.wait(LONGEST_PAUSE)
    return 0


def work_until(
    stopping: threading.Event,
    *,
    until_empty: bool = False,
    rest: float = 0.0,
    topics: Sequence[str] | None = None,
    mending: IndexMending | None = None,
) -> int:
    """Batches of every topic (or of these alone, and then no chores) in turn; pauses ever longer while nothing is due.

    `rest`: seconds between two batches in which more work gathers, so that batches are fewer and larger. `mending`: of whoever also makes
    an index anew that cannot be used; what is due for it is waited for too.
    """
    done, pause, clock = 0, SHORTEST_PAUSE, ChoreClock(timezone.now())
    while not stopping.is_set():
        is_mending = mending is not None and mending.look()
        handled = sum(_drain_patiently(topic) for topic in topics or list(HANDLERS) if not stopping.is_set())
        if topics is None and not stopping.is_set():
            handled += clock.run_due(timezone.now(), is_busy=handled > 0)
        done += handled
        if handled:
            # What a round read hangs together in cycles, and would pile up for as long as the worker lives.
            gc.collect()
            pause = SHORTEST_PAUSE
            stopping.wait(rest)
            continue
        if until_empty and not is_mending:
            break
        close_old_connections()
        stopping.wait(pause)
        pause = min(pause * 1.5, LONGEST_PAUSE)
    return done


def _drain_patiently(topic: str) -> int:
    """Where somebody's long write keeps SQLite closed, what waits stays in the outbox and is tried again: there is work to do."""
    try:
        return drain(topic)
    except OperationalError as error:
        if "database is locked" not in str(error):
            raise
        logger.warning("outbox topic %s: the database was busy for too long; trying again", topic)
        return 1
