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


# What the API sends to programs runs and shows nothing.
DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


class PolicyMiddleware:
    """Adds both policies to every answer, whatever made it; one of its own (a file in a sandbox) stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        is_data = request.path.startswith("/api/") and not is_page
        response.headers.setdefault("Content-Security-Policy", DATA_POLICY if is_data else POLICY)
        return response
