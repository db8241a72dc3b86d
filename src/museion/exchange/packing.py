"""Answers packed with gzip where the asker takes it."""

import gzip
import re

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

_LEVEL = 4
_SMALLEST = 1024
_REFUSED = re.compile(r"q=0(\.0*)?$")


def answer_packed(request: HttpRequest, content: bytes, content_type: str) -> HttpResponse:
    if len(content) < _SMALLEST or not takes_gzip(request.headers.get("Accept-Encoding", "")):
        response = HttpResponse(content, content_type=content_type)
    else:
        packed = gzip.compress(content, compresslevel=_LEVEL, mtime=0)
        response = HttpResponse(packed, content_type=content_type, headers={"Content-Encoding": "gzip"})
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def takes_gzip(header: str) -> bool:
    """RFC 9110, 12.5.3: a weight of 0 refuses."""
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() in {"gzip", "*"}:
            return not _REFUSED.search(weight.strip())
    return False
