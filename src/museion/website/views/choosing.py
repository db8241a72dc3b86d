"""Records by the beginning of their name, for form fields that want a record: people know names, not keys."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from museion.core.http.asking import get_languages, get_viewer
from museion.core.keys import InvalidKeyError
from museion.core.kinds import KINDS, find_record
from museion.core.languages import join_words
from museion.search.documents import get_cards
from museion.search.requests import SearchUnavailableError
from museion.website.searching import complete_text
from museion.website.views.suggestions import LONGEST_TEXT, SHOWN_FACTS

OFFERED = 8


@require_GET
def send_records(request: HttpRequest) -> JsonResponse:
    """`kinds`, separated by spaces (empty: every kind); `q`, what was typed; or `key`, to name one that is known."""
    kinds = set(request.GET.get("kinds", "").split()) or set(KINDS)
    language = get_languages(request)[0]
    pairs = [(key, kind) for key, kind in _find(request, language) if kind in kinds]
    cards = get_cards(pairs, language)
    shown = [_describe(key, cards[key], language) for key, _kind in pairs if key in cards]
    return JsonResponse({"records": shown[:OFFERED]})


def _find(request: HttpRequest, language: str) -> list[tuple[str, str]]:
    """A key is answered like a name; a search that is away offers nothing, and the field still takes a key."""
    text = request.GET.get("q", "").strip()[:LONGEST_TEXT]
    known = _find_key(request, request.GET.get("key", "") or text)
    if known or not text:
        return known
    try:
        found = complete_text(text, get_viewer(request).tokens, language, limit=OFFERED)
    except SearchUnavailableError:
        return []
    return [(key, kind) for kind, keys in found.hits.items() for key in keys]


def _find_key(request: HttpRequest, text: str) -> list[tuple[str, str]]:
    try:
        found = find_record(text)
    except InvalidKeyError:
        return []
    if found is None or found[1].withdrawn_at or not found[1].is_seen_by(get_viewer(request)):
        return []
    return [(found[1].key, found[0].name)]


def _describe(key: str, card: Any, language: str) -> dict[str, str]:
    return {"key": key, "title": card.title.pick(language).text, "note": join_words(card.facts[:SHOWN_FACTS], language)}
