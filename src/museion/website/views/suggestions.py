"""Words to go on with while a question is typed."""

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join

from museion.core.http.asking import get_viewer
from museion.search.requests import SearchUnavailableError
from museion.website.searching import suggest_words


def show_suggestions(request: HttpRequest) -> HttpResponse:
    """`<option>`s that complete the last word; nothing while the search cannot answer, for a hint is no result."""
    text = request.GET.get("q", "")
    head, _space, last = text.rpartition(" ")
    if len(last) < 2:
        return HttpResponse("")
    try:
        words = suggest_words(last, get_viewer(request).tokens)
    except SearchUnavailableError:
        return HttpResponse("", status=204)
    return HttpResponse(format_html_join("", '<option value="{}">', ((f"{head} {word}".strip(),) for word in words)))
