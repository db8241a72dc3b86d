"""Which language a page is in: `?lang=`, then the cookie, then the account's, then the browser's wish, then English.

The address of a page is the same in every language, so that a permalink is; `?lang=fr` names one version (for hreflang)
and is remembered.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

Handler = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Activates the language, sets `request.languages` (what the reader wants, best first), remembers a choice."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.offered = dict(settings.LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.GET.get("lang", "")
        language = chosen if chosen in self.offered else self._guess(request)
        request.languages = _order_wishes(language, request)  # type: ignore[attr-defined]
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        if chosen in self.offered:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                chosen,
                max_age=365 * 24 * 3600,
                samesite="Lax",
                secure=bool(settings.SESSION_COOKIE_SECURE),
                httponly=True,
            )
        return response

    def _guess(self, request: HttpRequest) -> str:
        remembered = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if remembered in self.offered:
            return remembered
        wished = translation.get_language_from_request(request)
        return wished if wished in self.offered else settings.LANGUAGE_CODE


def _order_wishes(language: str, request: HttpRequest) -> tuple[str, ...]:
    header = request.headers.get("Accept-Language", "")[:200]
    wishes = (part.split(";")[0].strip() for part in header.split(","))
    return tuple(dict.fromkeys([language, *(wish for wish in wishes if wish and wish != "*")]))
