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


# Codes are read with the camera, on our own pages alone.
PERMISSIONS = "camera=(self), " + ", ".join(
    f"{name}=()"
    for name in (
        "accelerometer",
        "browsing-topics",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "serial",
        "usb",
    )
)


class PolicyMiddleware:
    """Adds the Permissions-Policy, and the Content-Security-Policy to pages; the API's documentation brings its own scripts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if not request.path.startswith("/api/"):
            response.headers.setdefault("Content-Security-Policy", POLICY)
        return response
