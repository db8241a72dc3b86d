"""What a page may load and run: only what this site serves, and no script written into a page."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "script-src 'self'",
        "style-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action " + " ".join(("'self'", *settings.INSTITUTION_ORIGINS)),
        "frame-ancestors 'none'",
    )
)


class PolicyMiddleware:
    """Adds the Content-Security-Policy to pages; the API's documentation brings its own scripts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith("/api/"):
            response.headers.setdefault("Content-Security-Policy", POLICY)
        return response
