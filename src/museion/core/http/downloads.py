"""Long answers, so that who reads them slowly, or stops reading, does not keep the threads that answer everybody.

The server sends what is one piece by itself. What comes piece by piece holds a thread until its reader has taken it: a recording that
somebody paused, a dump over a poor line. Such answers get half the threads of a process at most.
"""

import os
import threading
from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from museion.core.http.errors import answer_problem
from museion.core.problems import ProblemError

WHOLE_BYTES = 8 * 1024 * 1024
RETRY_SECONDS = 10
# Set by the command that serves; nothing that an operator sets.
_THREADS = "_MUSEION_THREADS"


def note_threads(count: int) -> None:
    """What this process, and each that it starts, answers with."""
    os.environ[_THREADS] = str(count)


def count_threads() -> int:
    return int(os.environ.get(_THREADS, "4"))


class DownloadMiddleware:
    """Stands before those that send files themselves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._places = threading.BoundedSemaphore(max(1, count_threads() // 2))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not isinstance(response, StreamingHttpResponse) or request.method == "HEAD":
            return response
        told = response.headers.get("Content-Length", "")
        if told.isdecimal() and int(told) <= WHOLE_BYTES:
            return _read_whole(response)
        if not self._places.acquire(blocking=False):
            _drop(response)
            return _refuse(request)
        response.streaming_content = _Held(iter(response), self._places.release)
        return response


class _Held:
    """Gives its place back once: when all is read, or when the server closes what nobody reads any more."""

    def __init__(self, pieces: Iterator[bytes], release: Callable[[], None]) -> None:
        self._pieces = pieces
        self._release: Callable[[], None] | None = release

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._pieces)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        release, self._release = self._release, None
        if release:
            release()


def _read_whole(response: StreamingHttpResponse) -> HttpResponse:
    pieces: Any = iter(response)
    try:
        whole = HttpResponse(b"".join(pieces), status=response.status_code, headers=response.headers)
    finally:
        _drop(response)
    whole.cookies = response.cookies
    return whole


def _drop(response: StreamingHttpResponse) -> None:
    """Its file alone: `close` would also say that the request is over, which the answer in its place says."""
    file = getattr(response, "file_to_stream", None)
    if file:
        file.close()


def _refuse(request: HttpRequest) -> HttpResponse:
    with translation.override(getattr(request, "LANGUAGE_CODE", None)):
        told = _("As many large files as this site can send at once are being read. Please try again in a moment.")
        busy = ProblemError(503, _("Too many downloads"), told, "downloads-busy", {"retry_after": RETRY_SECONDS})
        return answer_problem(request, busy)
