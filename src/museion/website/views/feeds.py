"""What machines that visit the site ask for: robots.txt, the sitemap, how to search from a browser's address line."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from museion.core.access import PUBLIC_VIEWER
from museion.core.http.pages import get_base_url
from museion.core.kinds import KINDS, Kind
from museion.core.models.records import RecordQuerySet
from museion.core.problems import ProblemError

# The protocol's limit for one file (https://www.sitemaps.org/protocol.html).
ADDRESSES_A_FILE = 50_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


def show_robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /search?",
        "Disallow: /account",
        "Disallow: /saved",
        "",
        f"Sitemap: {get_base_url(request)}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain")


def show_sitemaps(request: HttpRequest) -> HttpResponse:
    """The index: for each kind as many files as its numbers need. A file covers a span of numbers, so that none shifts."""
    parts = [
        (kind.name, part)
        for kind in KINDS.values()
        for part in range(_count_parts(kind))
        if _list_public(kind, part).exists()
    ]
    context = {"parts": parts, "base": get_base_url(request)}
    return render(request, "website/sitemaps.xml", context, content_type="application/xml")


def show_sitemap(request: HttpRequest, name: str, part: int) -> StreamingHttpResponse:
    kind = KINDS.get(name)
    if kind is None:
        raise ProblemError(404, "No such sitemap")
    lines = _iterate_addresses(kind, part, get_base_url(request))
    return StreamingHttpResponse(chain([_HEAD], lines, ["</urlset>\n"]), content_type="application/xml")


def show_opensearch(request: HttpRequest) -> HttpResponse:
    context = {"base": get_base_url(request)}
    return render(request, "website/opensearch.xml", context, content_type="application/opensearchdescription+xml")


def _count_parts(kind: Kind) -> int:
    last = kind.model._default_manager.order_by("-id").values_list("id", flat=True).first()
    return -(-(last or 0) // ADDRESSES_A_FILE)


def _iterate_addresses(kind: Kind, part: int, base: str) -> Iterator[str]:
    for key, changed_at in (
        _list_public(kind, part).order_by("id").values_list("key", "changed_at").iterator(chunk_size=2000)
    ):
        yield f"<url><loc>{base}/id/{key}</loc><lastmod>{changed_at.date().isoformat()}</lastmod></url>\n"


def _list_public(kind: Kind, part: int) -> RecordQuerySet[Any]:
    """A part that holds restricted records alone is not listed, or it would tell of them."""
    span = (part * ADDRESSES_A_FILE + 1, (part + 1) * ADDRESSES_A_FILE)
    return kind.model.objects.current().visible_to(PUBLIC_VIEWER).filter(id__range=span)
