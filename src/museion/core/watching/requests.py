"""One line, one measurement and one span for each request, under an id that its log lines share and its answer names.

They tell the route (`museum/<str:key>`), never the address that was asked: searches, names of files and links are about people.
"""

import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from museion.core.watching.metrics import METRICS
from museion.core.watching.traces import trace_request

logger = logging.getLogger("museion.requests")
HEADER = "X-Request-ID"
_GIVEN = re.compile(r"[\w-]{8,64}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")


@dataclass(frozen=True, slots=True)
class Seen:
    """A request that was answered."""

    method: str
    route: str
    status: int
    seconds: float


class WatchingMiddleware:
    """Stands before all others, so that it also sees what they refuse."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        # It stays until the next request of this thread: Django tells of errors, and long answers are read, after this has returned.
        REQUEST_ID.set(given if _GIVEN.fullmatch(given) else uuid.uuid4().hex)
        started = time.perf_counter()
        with trace_request(request) as span:
            response = self.get_response(request)
            seen = _see(request, response, time.perf_counter() - started)
            span.end(seen.method, seen.route, seen.status)
        _tell(seen)
        response.headers[HEADER] = REQUEST_ID.get()
        return response


def _see(request: HttpRequest, response: HttpResponse, seconds: float) -> Seen:
    match = request.resolver_match
    method = request.method if request.method in _METHODS else "other"
    return Seen(str(method), (match.route or "/") if match else "none", response.status_code, seconds)


def _tell(seen: Seen) -> None:
    METRICS.count_request(seen.method, seen.route, seen.status, seen.seconds)
    told = {
        "method": seen.method,
        "route": seen.route,
        "status": seen.status,
        "milliseconds": round(seen.seconds * 1000, 1),
    }
    logger.info("%s %s %s", seen.method, seen.route, seen.status, extra={"told": told})
