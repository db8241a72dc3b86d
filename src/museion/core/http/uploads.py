"""What is sent to the site, so that who sends it slowly, or stops half-way, does not keep the threads that answer everybody.

The server hands over a request as soon as its head is there, and whoever reads its body waits for it. So bodies are waited for here, large
ones on half the threads of a process at most, small ones on a quarter: a form is told apart from a recording, and pages are answered
whatever is coming in.
"""

import threading
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from museion.core.http.bodies import INPUT, Body
from museion.core.http.downloads import RETRY_SECONDS, count_threads
from museion.core.http.errors import answer_problem
from museion.core.problems import ProblemError

SMALL_BYTES = 1 << 16
PATIENCE_SECONDS = 0.1
"""For a place. What is small has mostly arrived with its head; whoever waits here holds a thread too."""

SIEGE_SECONDS = 1.0
"""After a refusal nobody is waited for."""


class UploadMiddleware:
    """Stands after those that refuse without reading, before all that read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        threads = count_threads()
        self._large = threading.BoundedSemaphore(max(1, threads // 2))
        self._refused_at = float("-inf")
        self._small = threading.BoundedSemaphore(max(1, threads // 4)) if threads > 2 else self._large

    def __call__(self, request: HttpRequest) -> HttpResponse:
        body, told = request.META.get(INPUT), request.META.get("CONTENT_LENGTH") or ""
        if isinstance(body, Body) and told.isdecimal() and int(told) and not self._receive(body, int(told)):
            return answer_problem(request, _make_busy())
        return self.get_response(request)

    def _receive(self, body: Body, size: int) -> bool:
        places = self._small if size <= SMALL_BYTES else self._large
        # Were each of a hundred slow senders given its moment, one after the other, nobody else would be answered meanwhile.
        is_besieged = time.monotonic() - self._refused_at < SIEGE_SECONDS
        if not places.acquire(timeout=0 if is_besieged else PATIENCE_SECONDS):
            self._refused_at = time.monotonic()
            return False
        try:
            body.arrive(size)
        finally:
            places.release()
        return True


def _make_busy() -> ProblemError:
    told = _("As much as this site can take in at once is being sent. Nothing of yours was kept: please send it again.")
    return ProblemError(503, _("Too many uploads"), told, "uploads-busy", {"retry_after": RETRY_SECONDS})
