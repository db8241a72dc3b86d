"""The public keys that what this site signs is proved with, for anybody and any program (RFC 7517)."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from museion.core.signing.keys import describe_key_set


@require_GET
def show_keys(request: HttpRequest) -> JsonResponse:
    response = JsonResponse(describe_key_set(), content_type="application/jwk-set+json")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
