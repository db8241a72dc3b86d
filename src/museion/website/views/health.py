"""Whether the site can do its work, for who watches it: 200 when all parts answer, else 503 with which does not."""

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse

from museion.core.models import OutboxEntry
from museion.search.requests import SearchUnavailableError
from museion.website.searching import count_documents


def show_health(request: HttpRequest) -> JsonResponse:
    backlog = _count_backlog()
    documents = _count_documents()
    body = {
        "status": "ok" if backlog is not None and documents is not None else "failing",
        "database": "ok" if backlog is not None else "unavailable",
        "index": "ok" if documents is not None else "unavailable",
        "documents": documents,
        "outbox": backlog,
    }
    response = JsonResponse(body, status=200 if body["status"] == "ok" else 503)
    response.headers["Cache-Control"] = "no-store"
    return response


def _count_backlog() -> int | None:
    try:
        return OutboxEntry.objects.count()
    except DatabaseError:
        return None


def _count_documents() -> int | None:
    try:
        return count_documents()
    except SearchUnavailableError:
        return None
