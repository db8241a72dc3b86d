"""What is asked inside the site's own network: whether it lives, whether it is ready, its numbers."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

ASKED_INSIDE = frozenset({"/livez", "/readyz", "/healthz", "/metrics"})


class InsideMiddleware:
    """A balancer, a container or Prometheus asks by the name that the machine has there (`web:8000`), never by the site's: for these
    addresses the host says nothing, and is not checked against `MUSEION_HOSTS`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in ASKED_INSIDE:
            request.META["HTTP_HOST"] = _find_own_name()
        return self.get_response(request)


def _find_own_name() -> str:
    own = next(iter(settings.ALLOWED_HOSTS), "localhost")
    return "localhost" if own == "*" else own.removeprefix(".")
