"""Feeds over a real HTTP server: validators, links, redirects, outages, back-off, and addresses that must not be asked."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.conf import LazySettings

from museion.core.access import Actor
from museion.core.fetching import FetchError, fetch
from museion.response.actions.feeds import FeedAddressError, follow_feed, poll_due, poll_feed
from museion.response.models import AlertMessage, Feed, HazardEvent, QuarantinedAlert
from museion.response.tests.alerts_in_words import write_alert

ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>one</id><link href="{url}"/></entry></feed>'


class Publisher(ThreadingHTTPServer):
    """Says what `pages` holds: bytes, or an address to go to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages: dict[str, bytes | str] = {}
        self.asked: list[tuple[str, str]] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Publisher

    def do_GET(self) -> None:
        validator = self.headers.get("If-None-Match", "")
        self.server.asked.append((self.path, validator))
        page = self.server.pages.get(self.path)
        if isinstance(page, str):
            self._answer(302, b"", Location=page)
        elif page is None:
            self._answer(503, b"")
        elif validator == f'"{hash(page)}"':
            self._answer(304, b"")
        else:
            self._answer(200, page, ETag=f'"{hash(page)}"')

    def _answer(self, status: int, content: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_args: Any) -> None:
        """Quiet."""


@pytest.fixture
def publisher(settings: LazySettings) -> Iterator[Publisher]:
    settings.ALLOW_PRIVATE_FEEDS = True
    with Publisher() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def feed(db: None, publisher: Publisher, operator: Actor, now: datetime) -> Feed:
    return follow_feed(f"{publisher.url}/feed", title="Météo du fleuve", actor=operator, at=now)


def test_an_unchanged_feed_is_not_sent_again(feed: Feed, publisher: Publisher, operator: Actor, now: datetime) -> None:
    publisher.pages["/feed"] = write_alert()
    for minutes in (0, 5):
        poll_due(actor=operator, at=now + timedelta(minutes=minutes))
    assert [bool(validator) for _path, validator in publisher.asked] == [False, True]
    assert HazardEvent.objects.count() == 1


def test_a_feed_is_asked_only_when_it_is_due(feed: Feed, publisher: Publisher, operator: Actor, now: datetime) -> None:
    publisher.pages["/feed"] = write_alert()
    assert [poll_due(actor=operator, at=now + timedelta(seconds=after)) for after in (0, 60, 300)] == [1, 0, 1]


def test_a_feed_is_asked_again_when_a_clock_that_ran_ahead_is_put_right(
    feed: Feed, publisher: Publisher, operator: Actor, now: datetime
) -> None:
    publisher.pages["/feed"] = write_alert()
    assert [poll_due(actor=operator, at=now + timedelta(days=days)) for days in (400, 0, 0)] == [1, 1, 0]


def test_what_an_index_links_is_fetched_once(feed: Feed, publisher: Publisher, operator: Actor, now: datetime) -> None:
    publisher.pages |= {
        "/feed": ATOM.format(url=f"{publisher.url}/moved").encode(),
        "/moved": "/one",
        "/one": write_alert(),
    }
    for minutes in (0, 5):
        publisher.pages["/feed"] = bytes(publisher.pages["/feed"]) + b"\n"
        poll_due(actor=operator, at=now + timedelta(minutes=minutes))
    assert [path for path, _validator in publisher.asked] == ["/feed", "/moved", "/one", "/feed"]
    assert AlertMessage.objects.get().feed == feed


def test_a_link_that_fails_is_shown_and_asked_again(
    feed: Feed, publisher: Publisher, operator: Actor, now: datetime
) -> None:
    publisher.pages["/feed"] = ATOM.format(url=f"{publisher.url}/one").encode()
    poll_feed(feed, actor=operator, at=now)
    assert "status 503" in feed.problem
    publisher.pages["/one"] = write_alert()
    poll_feed(feed, actor=operator, at=now + timedelta(minutes=5))
    assert (feed.problem, AlertMessage.objects.count()) == ("", 1)


@pytest.mark.parametrize("page", [None, b"<!DOCTYPE html><html><body>Soon back</body></html>", b"", "/feed"])
def test_an_outage_is_a_failure_and_waits_ever_longer(
    feed: Feed, publisher: Publisher, operator: Actor, now: datetime, page: bytes | str | None
) -> None:
    if page is not None:
        publisher.pages["/feed"] = page
    waits = []
    for _time in range(3):
        poll_feed(feed, actor=operator, at=now)
        assert feed.next_poll_at is not None
        waits.append((feed.next_poll_at - now).total_seconds())
    assert waits == [600, 1200, 2400]
    assert (feed.failures, feed.answered_at) == (3, None)
    assert feed.problem
    assert not QuarantinedAlert.objects.exists()
    publisher.pages["/feed"] = write_alert()
    poll_feed(feed, actor=operator, at=now)
    assert (feed.failures, feed.problem, feed.answered_at) == (0, "", now)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://localhost/", "http://10.0.0.8/", "http://[::1]/", "http://169.254.169.254/"]
)
def test_addresses_inside_are_not_asked(url: str) -> None:
    with pytest.raises(FetchError, match="private network"):
        fetch(url)


def test_a_redirect_does_not_lead_out_of_http(publisher: Publisher) -> None:
    publisher.pages["/feed"] = "file:///etc/passwd"
    with pytest.raises(FetchError, match="begin with http"):
        fetch(f"{publisher.url}/feed", allow_private=True)


def test_no_more_is_read_than_shows_that_it_is_too_large(
    feed: Feed, publisher: Publisher, operator: Actor, now: datetime
) -> None:
    publisher.pages["/feed"] = b"<alert>" + b" " * (50 * 1024 * 1024)
    poll_feed(feed, actor=operator, at=now)
    assert "larger" in feed.problem


@pytest.mark.parametrize("url", ["ftp://example.org/cap", "somewhere", "https://"])
def test_what_is_no_address_is_not_followed(db: None, operator: Actor, now: datetime, url: str) -> None:
    with pytest.raises(FeedAddressError):
        follow_feed(url, actor=operator, at=now)
