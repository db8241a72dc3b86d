"""What every page gets beside what its view hands over."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from museion.core.http.asking import get_viewer
from museion.core.http.pages import get_base_url
from museion.core.languages import get_direction
from museion.website.acting import list_roles
from museion.website.navigation import get_menus
from museion.website.trail import find_trail

THEMES = ("light", "dark")


def get_page_context(request: HttpRequest) -> dict[str, object]:
    language = translation.get_language() or settings.LANGUAGE_CODE
    theme = request.COOKIES.get("museion_theme", "")
    return {
        "page_direction": get_direction(language),
        "page_language": language,
        "offered_languages": settings.LANGUAGES,
        "menus": SimpleLazyObject(lambda: get_menus(get_viewer(request))),
        "theme": theme if theme in THEMES else "",
        "is_demo": settings.DEMO,
        "acting_roles": SimpleLazyObject(lambda: list_roles(request)),
        "has_institutions": bool(settings.INSTITUTION_ORIGINS),
        "base_url": SimpleLazyObject(lambda: get_base_url(request)),
        "trail": SimpleLazyObject(lambda: find_trail(request)),
    }
