"""Who sends slowly, or stops half-way, keeps some of the threads, never all of them."""

import io
import threading
import time
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from museion.core.http.bodies import INPUT, Body, hold_bodies
from museion.core.http.downloads import note_threads
from museion.core.http.uploads import SMALL_BYTES, UploadMiddleware


class Slow(io.BytesIO):
    """Sends its last byte when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.goes_on = threading.Event()
        self.is_read = threading.Event()

    def read(self, size: int | None = -1) -> bytes:
        self.is_read.set()
        assert self.goes_on.wait(20)
        return b""


@pytest.fixture
def middleware(monkeypatch: pytest.MonkeyPatch) -> UploadMiddleware:
    monkeypatch.setenv("_MUSEION_THREADS", "")
    note_threads(4)
    return UploadMiddleware(lambda request: HttpResponse(request.body[:9]))


def _make(stream: io.BytesIO, size: int) -> HttpRequest:
    return RequestFactory().generic(
        "POST",
        "/api/v1/screen",
        headers={"Accept": "application/json"},
        CONTENT_LENGTH=str(size),
        **{INPUT: Body(stream)},
    )


def _send_slowly(middleware: UploadMiddleware, size: int) -> tuple[Slow, threading.Thread]:
    stream = Slow()
    thread = threading.Thread(target=middleware, args=(_make(stream, size),))
    thread.start()
    assert stream.is_read.wait(5)
    return stream, thread


def test_slow_senders_keep_half_the_threads_and_a_form_is_still_taken(middleware: UploadMiddleware) -> None:
    large = SMALL_BYTES + 1
    slow = [_send_slowly(middleware, large) for _ in range(2)]
    refused = middleware(_make(io.BytesIO(b"x" * large), large))
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "10")
    assert middleware(_make(io.BytesIO(b"name=Fall"), 9)).content == b"name=Fall"
    assert middleware(RequestFactory().get("/")).status_code == 200
    for stream, thread in slow:
        stream.goes_on.set()
        thread.join()
    assert middleware(_make(io.BytesIO(b"x" * large), large)).content == b"x" * 9


def test_slow_small_ones_keep_one_thread_and_no_upload(middleware: UploadMiddleware) -> None:
    stream, thread = _send_slowly(middleware, 9)
    assert middleware(_make(io.BytesIO(b"name=Fall"), 9)).status_code == 503
    assert middleware(_make(io.BytesIO(bytes(SMALL_BYTES + 1)), SMALL_BYTES + 1)).status_code == 200
    stream.goes_on.set()
    thread.join()
    assert middleware(_make(io.BytesIO(b"name=Fall"), 9)).status_code == 200


def test_a_hundred_slow_senders_are_refused_at_once(middleware: UploadMiddleware) -> None:
    stream, thread = _send_slowly(middleware, 9)
    began = time.monotonic()
    assert {middleware(_make(io.BytesIO(b"name=Fall"), 9)).status_code for _ in range(100)} == {503}
    assert time.monotonic() - began < 2, "each on a thread that others wait for"
    stream.goes_on.set()
    thread.join()


def test_every_request_of_the_site_passes_here() -> None:
    seen: dict[str, Any] = {}
    hold_bodies(lambda environ, _start: [seen.setdefault("body", environ[INPUT]).read()])(
        {INPUT: io.BytesIO(b"name=Fall")}, None
    )
    assert isinstance(seen["body"], Body)
