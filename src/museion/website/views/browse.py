"""`/museums`, `/objects` and so on: all records of one kind, on the results page."""

from django.http import Http404, HttpRequest, HttpResponse

from museion.website.navigation import get_browsed_kinds, get_slug
from museion.website.views.results import show_results


def show_kind(request: HttpRequest, slug: str) -> HttpResponse:
    kind = next((kind for kind in get_browsed_kinds() if get_slug(kind) == slug), None)
    if kind is None:
        raise Http404
    return show_results(request, kind=kind)
