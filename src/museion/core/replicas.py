"""What visitors read may come from a replica of the database; a write, whoever signed in, and every command use the first.

So nobody misses what they wrote themselves. A replica that is away, or lags behind, is left alone for a while.
"""

import logging
import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse

logger = logging.getLogger(__name__)

REPLICA = "replica"
LONGEST_LAG_SECONDS = 10.0
SECONDS_BETWEEN_LOOKS = 5.0
_LAG = """
SELECT EXISTS (SELECT 1 FROM pg_stat_wal_receiver),
       CASE WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
            ELSE EXTRACT(EPOCH FROM now() - pg_last_xact_replay_timestamp()) END
"""

_may_use: ContextVar[bool] = ContextVar("may_use_replica", default=False)


class ReplicaRouter:
    """Django's router. Writes, and reads in a transaction, go where the transaction is."""

    def db_for_read(self, model: type, **hints: Any) -> str:
        return REPLICA if _may_use.get() and not connections["default"].in_atomic_block else "default"

    def db_for_write(self, model: type, **hints: Any) -> str:
        """What was written is read where it was written, for the rest of the request."""
        _may_use.set(False)
        return "default"

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "default"


class ReplicaMiddleware:
    """Opens the replica to reading requests without a session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if REPLICA not in settings.DATABASES or not _is_visit(request) or not STATE.is_usable():
            return self.get_response(request)
        token = _may_use.set(True)
        try:
            response = self.get_response(request)
        finally:
            _may_use.reset(token)
        if not _has_failed():
            return response
        # Nothing was written, so what failed half-way on the replica is answered by the first database from its beginning.
        STATE.look_again()
        return self.get_response(request)


class ReplicaState:
    """Whether the replica answers and is close behind, looked at every few seconds by whichever thread comes first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._looked_at = float("-inf")
        self._problem = ""

    @property
    def problem(self) -> str:
        return self._problem

    def is_usable(self) -> bool:
        if time.monotonic() - self._looked_at > SECONDS_BETWEEN_LOOKS and self._lock.acquire(blocking=False):
            try:
                self._note(find_problem())
            finally:
                self._looked_at = time.monotonic()
                self._lock.release()
        return not self._problem

    def look_again(self) -> None:
        """At the next request, because this one met something strange."""
        self._looked_at = float("-inf")

    def _note(self, problem: str) -> None:
        if problem != self._problem:
            logger.warning("replica: %s", problem or "usable again")
        self._problem = problem


STATE = ReplicaState()


def find_problem() -> str:
    """Why the replica may not be used now; empty where it may."""
    try:
        with connections[REPLICA].cursor() as cursor:
            cursor.execute(_LAG)
            is_fed, lag = cursor.fetchone()
    except DatabaseError as error:
        connections[REPLICA].close()
        return f"it does not answer ({type(error).__name__})"
    if not is_fed:
        return "it hears nothing from the first database"
    return f"it is {lag:.0f} s behind" if lag is None or lag > LONGEST_LAG_SECONDS else ""


def _has_failed() -> bool:
    """Whether this thread's session on the replica broke. It is closed then, and the next one begins anew."""
    connection = connections[REPLICA]
    if not connection.errors_occurred:
        return False
    connection.close()
    connection.errors_occurred = False
    return True


def _is_visit(request: HttpRequest) -> bool:
    is_anonymous = settings.SESSION_COOKIE_NAME not in request.COOKIES and "Authorization" not in request.headers
    return is_anonymous and request.method in {"GET", "HEAD"}
