"""How often one visitor may ask for what is dear to answer, counted by the minute in Django's cache.

Each process counts for itself unless the site shares its cache. An address is kept only as a key, for a minute.
"""

import hashlib
import ipaddress
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from museion.core.http.asking import get_actor
from museion.core.http.errors import answer_problem, make_too_large
from museion.core.problems import ProblemError

SECONDS = 60
# Beside what pages load and operators watch: lists for harvesters, whose protocol has a flow control of its own.
_UNCOUNTED = ("/static/", "/pictures/", "/iiif/", "/healthz", "/livez", "/readyz", "/metrics", "/oai")
FILES_A_REQUEST = 4  # photos of an object come together
SIGNED_IN = 10
"""Whoever signed in may ask so many times more often."""


def count_asking(request: HttpRequest, name: str, most: int, *, at: datetime, count: int = 1) -> None:
    """Counts `count` things asked for. Raises a problem (429) once `most` a minute are passed; 0 is no limit."""
    if not most:
        return
    account = get_actor(request).account_id
    allowed = most * SIGNED_IN if account else most
    asker = f"account {account}" if account else f"address {read_address(request)}"
    minute, second = divmod(int(at.timestamp()), SECONDS)
    key = hashlib.sha256(f"{settings.SECRET_KEY} {name} {asker} {minute}".encode()).hexdigest()
    caches["process"].add(key, 0, 2 * SECONDS)
    if caches["process"].incr(key, count) > allowed:
        wait = SECONDS - second
        detail = _("At most %(count)s a minute are answered. Please go on in %(seconds)s seconds.")
        told = detail % {"count": allowed, "seconds": wait}
        raise ProblemError(429, _("Too many at once"), told, "too-many-requests", {"retry_after": wait})


class SizeMiddleware:
    """What is far too large is refused before a byte of it is kept; how large a file may be is for its reader to say."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.headers.get("Content-Length", "")
        if told.isdecimal() and int(told) > FILES_A_REQUEST * settings.MAX_UPLOAD_BYTES:
            return answer_problem(request, make_too_large())
        return self.get_response(request)


class LimitMiddleware:
    """What one address, or one account, may ask for in all. What a browser fetches beside a page is answered before this, or not counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(_UNCOUNTED):
            try:
                count_asking(request, "all", settings.REQUESTS_PER_MINUTE, at=timezone.now())
            except ProblemError as problem:
                return answer_problem(request, problem)
        return self.get_response(request)


def read_address(request: HttpRequest) -> str:
    """Where it comes from: behind proxies of the site's own, what the outermost of them saw. Of IPv6 the network of one subscriber."""
    seen = _read_seen_address(request)
    try:
        address = ipaddress.ip_address(seen)
    except ValueError:
        return seen
    if isinstance(address, ipaddress.IPv4Address):
        return seen
    # Whoever has one address of IPv6 has 2⁶⁴ of them.
    wrapped = address.ipv4_mapped
    return str(wrapped or ipaddress.IPv6Network((int(address), 64), strict=False).network_address)


def _read_seen_address(request: HttpRequest) -> str:
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    proxies = settings.PROXIES
    if proxies and len(passed) >= proxies:
        return passed[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))
