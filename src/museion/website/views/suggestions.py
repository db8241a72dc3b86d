"""What to go on with while a question is typed: words, records, concepts, places."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from museion.core.http.asking import get_languages, get_viewer
from museion.core.kinds import KINDS
from museion.core.languages import join_words
from museion.search.documents import get_cards
from museion.search.requests import SearchUnavailableError, Suggestions
from museion.website.facets import get_code_label, get_label
from museion.website.searching import complete_text

LEAST_LETTERS = 2
LONGEST_TEXT = 200
SHOWN_FACTS = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """`note`: what tells two of one name apart."""

    label: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    label: Any
    choices: tuple[Choice, ...]


def show_suggestions(request: HttpRequest) -> HttpResponse:
    """A list of links in groups; nothing while the search cannot answer, for a hint is no result."""
    text = request.GET.get("q", "")[:LONGEST_TEXT]
    if len(text.strip()) < LEAST_LETTERS and text.isascii():
        return HttpResponse("")
    language = get_languages(request)[0]
    try:
        found = complete_text(text, get_viewer(request).tokens, language)
    except SearchUnavailableError:
        return HttpResponse("", status=204)
    groups = [group for group in make_groups(text, found, language) if group.choices]
    return render(request, "website/suggestions.html", {"groups": groups}) if groups else HttpResponse("")


def make_groups(text: str, found: Suggestions, language: str) -> Iterable[Group]:
    head = text.rpartition(" ")[0]
    words = (f"{head} {word}".strip() for word in found.words)
    yield Group(_("Search for"), tuple(Choice(word, f"/search?{urlencode({'q': word})}") for word in words))
    cards = get_cards([(key, kind) for kind, keys in found.hits.items() for key in keys], language)
    for kind, keys in found.hits.items():
        label = capfirst(KINDS[kind].label_plural) if kind in KINDS else kind
        yield Group(label, tuple(_make_choice(cards[key], language) for key in keys if key in cards))
    by_field: dict[str, list[Choice]] = {}
    for code in found.codes:
        address = f"/search?{urlencode({code.field: code.code})}"
        name, count = get_code_label(code.field, code.code, language), number_format(code.count, force_grouping=True)
        by_field.setdefault(code.field, []).append(Choice(name, address, count))
    for field, choices in by_field.items():
        yield Group(capfirst(get_label(field)), tuple(choices))


def _make_choice(card: Any, language: str) -> Choice:
    return Choice(card.title.pick(language).text, card.url, join_words(card.facts[:SHOWN_FACTS], language))
