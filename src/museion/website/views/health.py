"""Whether the site can do its work, for who watches it: 200 when all parts answer, else 503 with which does not.

Everybody may ask, so no number here counts what not everybody may read: `documents` are those that the asker may find, and of the
outbox it says only whether something in it failed and is tried again.
"""

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse

from museion.core.http.asking import get_viewer
from museion.core.models import OutboxEntry
from museion.search.requests import SearchUnavailableError
from museion.website.searching import count_documents


def show_health(request: HttpRequest) -> JsonResponse:
    outbox = _describe_outbox()
    documents = _count_documents(request)
    body = {
        "status": "ok" if outbox and documents is not None else "failing",
        "database": "ok" if outbox else "unavailable",
        "index": "ok" if documents is not None else "unavailable",
        "documents": documents,
        "outbox": outbox,
    }
    response = JsonResponse(body, status=200 if body["status"] == "ok" else 503)
    response.headers["Cache-Control"] = "no-store"
    return response


def _describe_outbox() -> str:
    """Empty where the database does not answer."""
    try:
        return "retrying" if OutboxEntry.objects.filter(attempts__gt=0).exists() else "ok"
    except DatabaseError:
        return ""


def _count_documents(request: HttpRequest) -> int | None:
    try:
        return count_documents(get_viewer(request).tokens)
    except (SearchUnavailableError, DatabaseError):
        return None
