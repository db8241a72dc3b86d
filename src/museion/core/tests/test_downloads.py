"""Who reads a long answer slowly keeps some of the threads, never all of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from museion.core.http.downloads import WHOLE_BYTES, DownloadMiddleware, note_threads

pytestmark = (
    pytest.mark.django_db
)  # an answer that is closed ends its request, and with it what the database did for it


def send_pieces(_request: HttpRequest) -> HttpResponseBase:
    return StreamingHttpResponse([b"a", b"b"], content_type="text/csv")


def fail_midway(_request: HttpRequest) -> HttpResponseBase:
    def write() -> Iterator[bytes]:
        yield b"a"
        raise OSError("the disk is gone")

    return StreamingHttpResponse(write())


@pytest.fixture(autouse=True)
def _four_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_MUSEION_THREADS", "")
    note_threads(4)


def ask(middleware: DownloadMiddleware) -> HttpResponseBase:
    return middleware(RequestFactory().get("/data/museums.csv", headers={"Accept": "application/json"}))


def test_half_the_threads_send_and_who_comes_later_is_told_when_to_come_back() -> None:
    middleware = DownloadMiddleware(send_pieces)
    first, second, third = (ask(middleware) for _ in range(3))
    assert [first.status_code, second.status_code, third.status_code] == [200, 200, 503]
    assert third.headers["Retry-After"] == "10"
    first.close()
    first.close()
    assert ask(middleware).status_code == 200, "a place that is given up is free, once"
    assert ask(middleware).status_code == 503
    assert b"".join(second) == b"ab"
    assert ask(middleware).status_code == 200, "so is one whose reader is done"


def test_an_answer_that_breaks_off_gives_its_place_back() -> None:
    middleware = DownloadMiddleware(fail_midway)
    for _ in range(3):
        with pytest.raises(OSError, match="the disk is gone"):
            list(ask(middleware))


def test_a_small_file_is_handed_over_whole(tmp_path: Path) -> None:
    path = tmp_path / "jar.jpg"
    path.write_bytes(b"\xff\xd8 a jar")
    response = DownloadMiddleware(lambda _request: FileResponse(path.open("rb"), as_attachment=True))(
        RequestFactory().get("/files/jar.jpg")
    )
    assert (response.streaming, response.content) == (False, b"\xff\xd8 a jar")  # type: ignore[attr-defined]
    assert response.headers["Content-Type"] == "image/jpeg"
    assert "jar.jpg" in response.headers["Content-Disposition"]
    path.write_bytes(bytes(WHOLE_BYTES + 1))
    large = DownloadMiddleware(lambda _request: FileResponse(path.open("rb")))(RequestFactory().get("/files/jar.jpg"))
    assert large.streaming
    large.close()
