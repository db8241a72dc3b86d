"""Whether the site can do its work, for who watches it: 200 when all parts answer, else 503 with which does not.

Everybody may ask, so no number here counts what not everybody may read: `documents` are those that the asker may find (null while
nothing can be found), and of the outbox it says only whether something in it failed and is tried again.
"""

import fcntl
import hmac
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from museion.core.http.asking import get_viewer
from museion.core.models import OutboxEntry
from museion.core.site_address import find_address_doubt
from museion.core.watching.metrics import METRICS, Gauges
from museion.search.queries.state import IndexState, describe_index
from museion.search.requests import SearchUnavailableError
from museion.website.searching import count_documents

LEAST_FREE_BYTES = 256 << 20
_OK = "ok"
# Without them, everybody who asks is answered all the same.
_TOLD_ONLY = frozenset({"worker", "address"})


def show_health(request: HttpRequest) -> JsonResponse:
    outbox = _describe_outbox()
    documents = _count_documents(request)
    parts = {
        "database": _OK if outbox else "unavailable",
        "index": _describe_index(),
        "disk": _describe_disk(),
        "worker": _describe_worker(),
        "address": "guessed" if find_address_doubt() else _OK,
    }
    # An older index may answer while a new one is made.
    is_answering = parts | {"index": _OK if documents is not None else parts["index"]}
    is_well = all(state == _OK for name, state in is_answering.items() if name not in _TOLD_ONLY)
    body = {"status": _OK if is_well else "failing", **parts, "documents": documents, "outbox": outbox}
    return _answer(body, is_well=is_well)


def show_life(request: HttpRequest) -> JsonResponse:
    """The process answers, whatever else does: restarting it would mend nothing that `healthz` calls failing."""
    return _answer({"status": _OK}, is_well=True)


def show_readiness(request: HttpRequest) -> JsonResponse:
    """Requests may be sent here: the database answers with the tables of this version, and there is an index."""
    try:
        executor = MigrationExecutor(connection)
        tables = "missing" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else _OK
    except DatabaseError:
        tables = "unavailable"
    index = _OK if _count_documents(request) is not None else "unavailable"
    is_ready = tables == index == _OK
    return _answer({"status": _OK if is_ready else "waiting", "tables": tables, "index": index}, is_well=is_ready)


def show_metrics(request: HttpRequest) -> HttpResponse:
    """For who holds the token; to everybody else there is no such page."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        raise Http404
    written = METRICS.write(GAUGES)
    if written is None:
        raise Http404
    return HttpResponse(written[0], content_type=written[1])


def _answer(body: Mapping[str, object], *, is_well: bool) -> JsonResponse:
    response = JsonResponse(dict(body), status=200 if is_well else 503)
    response.headers["Cache-Control"] = "no-store"
    return response


def _describe_outbox() -> str:
    """Empty where the database does not answer."""
    try:
        return "retrying" if OutboxEntry.objects.filter(attempts__gt=0).exists() else _OK
    except DatabaseError:
        return ""


def _describe_disk() -> str:
    try:
        with tempfile.TemporaryFile(dir=settings.HOME) as file:
            file.write(b"written")
            file.flush()
        return _OK if _find_free_bytes() >= LEAST_FREE_BYTES else "full"
    except OSError:
        return "unwritable"


def _describe_worker() -> str:
    """A worker holds this lock as long as it lives."""
    try:
        with (Path(settings.HOME) / "worker.lock").open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _OK
    except OSError:
        pass
    return "missing"


def _describe_index() -> str:
    try:
        return describe_index()
    except DatabaseError:
        return IndexState.UNAVAILABLE


def _count_documents(request: HttpRequest) -> int | None:
    try:
        return count_documents(get_viewer(request).tokens)
    except (SearchUnavailableError, DatabaseError):
        return None


def _find_free_bytes() -> int:
    return shutil.disk_usage(settings.HOME).free


def _count_waiting() -> float:
    return OutboxEntry.objects.count()


def _count_failed() -> float:
    return OutboxEntry.objects.filter(attempts__gt=0).count()


GAUGES: Gauges = {
    "outbox_waiting": ("Promises that the worker has not kept yet.", _count_waiting),
    "outbox_failed": ("Promises that failed and are tried again.", _count_failed),
    "free_bytes": ("Room on the disk of the home.", _find_free_bytes),
    "worker_alive": ("1 while a worker keeps this home.", lambda: float(_describe_worker() == _OK)),
}
