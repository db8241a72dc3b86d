"""Fetching one address of a stranger over HTTP: bounded in size and time, and never from the inside of our own network.

Every redirect is checked anew.
"""

import http.client
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import urljoin

from museion.core.http.outgoing import RefusedAddressError, connect, get_target
from museion.core.wording import Wording, get_message

MAX_BYTES = 16 * 1024 * 1024
LONGEST_SECONDS = 30.0
MOST_REDIRECTS = 5
_CHUNK = 64 * 1024
_FINE = frozenset({200, 201, 202, 204})
_MOVED = frozenset({301, 302, 303, 307, 308})
_HEADERS = {"User-Agent": "Museion", "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}


class FetchError(Exception):
    """Nothing usable came; the message says why. `status`: of HTTP, 0 where there was no answer. `retry_after`: as the answer asks."""

    def __init__(self, message: str, *, status: int = 0, retry_after: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


class ForbiddenAddressError(FetchError):
    """An address that must not be asked, whoever names it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`content` is None where nothing changed since the validators were given."""

    content: bytes | None
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one answer may cost. One byte more than `most_bytes` is read at most, so that the reader sees it is too large."""

    most_bytes: int = MAX_BYTES
    seconds: float = LONGEST_SECONDS
    allow_private: bool = False


def fetch(
    url: str,
    *,
    etag: str = "",
    last_modified: str = "",
    accept: str = "",
    allow_private: bool = False,
    most_bytes: int = MAX_BYTES,
    seconds: float = LONGEST_SECONDS,
) -> Answer:
    """Raises `FetchError`."""
    stated = {"If-None-Match": etag, "If-Modified-Since": last_modified, "Accept": accept}
    headers = _HEADERS | {name: value for name, value in stated.items() if value}
    bounds, deadline = Bounds(most_bytes, seconds, allow_private), time.monotonic() + seconds
    for _turn in range(MOST_REDIRECTS + 1):
        try:
            moved_to, answer = _ask(url, headers, deadline, bounds)
        except RefusedAddressError as error:
            raise ForbiddenAddressError(_tell(url, get_message(error))) from error
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            raise FetchError(_tell(url, str(error) or type(error).__name__)) from error
        if not moved_to:
            return answer
        url = _follow(url, moved_to)
    raise FetchError(_tell(url, Wording("more than %(count)s redirects", count=MOST_REDIRECTS)))


def post(url: str, body: bytes, *, headers: Mapping[str, str], allow_private: bool = False) -> Answer:
    """Hand something over. Raises `FetchError`; a redirect is one too: what is signed for one address goes to no other."""
    bounds = Bounds(allow_private=allow_private)
    deadline = time.monotonic() + bounds.seconds
    try:
        moved_to, answer = _ask(url, {**_HEADERS, **headers}, deadline, bounds, body=body)
    except RefusedAddressError as error:
        raise ForbiddenAddressError(_tell(url, get_message(error))) from error
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        raise FetchError(_tell(url, str(error) or type(error).__name__)) from error
    return answer if not moved_to else _refuse(url, Wording("it sends on to %(address)s", address=moved_to))


def _follow(url: str, moved_to: str) -> str:
    try:
        return urljoin(url, moved_to)
    except ValueError:
        _refuse(url, Wording("a redirect to %(address)s, which is no address", address=repr(moved_to[:100])))


def _ask(
    url: str, headers: Mapping[str, str], deadline: float, bounds: Bounds, *, body: bytes | None = None
) -> tuple[str, Answer]:
    """Where it has moved to, or the answer."""
    connection = connect(url, allow_private=bounds.allow_private)
    try:
        method = "GET" if body is None else "POST"
        connection.request(method, get_target(url), body=body, headers=dict(headers))
        response = connection.getresponse()
        if response.status in _MOVED:
            return response.headers.get("Location", "") or _refuse(url, Wording("a redirect to nowhere")), Answer(None)
        if response.status == http.HTTPStatus.NOT_MODIFIED:
            return "", Answer(None, headers.get("If-None-Match", ""), headers.get("If-Modified-Since", ""))
        if response.status not in _FINE:
            told = Wording("status %(status)s %(words)s", status=str(response.status), words=response.reason)
            raise FetchError(
                _tell(url, told), status=response.status, retry_after=response.headers.get("Retry-After", "")
            )
        content = _read(url, response, deadline, bounds)
        return "", Answer(
            content, response.headers.get("ETag", "")[:300], response.headers.get("Last-Modified", "")[:100]
        )
    finally:
        connection.close()


def _read(url: str, response: http.client.HTTPResponse, deadline: float, bounds: Bounds) -> bytes:
    content = bytearray()
    while len(content) <= bounds.most_bytes:
        if time.monotonic() > deadline:
            _refuse(url, Wording("it took longer than %(seconds)s s", seconds=f"{bounds.seconds:g}"))
        part = response.read1(_CHUNK)
        if not part:
            break
        content += part
    if response.length and len(content) <= bounds.most_bytes:
        _refuse(url, Wording("the connection ended %(count)s bytes too early", count=response.length))
    return bytes(content)


def _refuse(url: str, reason: str) -> NoReturn:
    raise FetchError(_tell(url, reason))


def _tell(url: str, reason: str) -> Wording:
    return Wording("%(address)s: %(reason)s", address=url, reason=reason)
