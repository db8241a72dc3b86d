"""Sets of works by a saved query, each with its curators."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from museion.core.access import may
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.problems import ProblemError
from museion.library.actions.cataloguing import save_set
from museion.library.models import WorkSet
from museion.library.queries.searching import find_works
from museion.library.views.works import show_cards
from museion.search.requests import QuerySyntaxError

SHOWN = 24


@require_http_methods(["GET", "POST"])
def show_sets(request: HttpRequest) -> HttpResponse:
    actor, problem = get_actor(request), ""
    if request.method == "POST":
        title, query = request.POST.get("title", "").strip()[:200], request.POST.get("query", "").strip()[:1000]
        slug = slugify(request.POST.get("slug") or title)[:64]
        problem = _check(request, title, query, slug)
        if not problem:
            save_set(slug, titles={get_language() or "en": title}, query=query, body_id=None, actor=actor)
            return HttpResponseRedirect(f"/library/sets/{slug}")
    sets = WorkSet.objects.prefetch_related("curators")
    context = {"sets": list(sets), "may_edit": may(actor, "work.create"), "problem": problem, "sent": request.POST}
    return render(request, "library/sets.html", context, status=422 if problem else 200)


def _check(request: HttpRequest, title: str, query: str, slug: str) -> str:
    if not title or not query or not slug:
        return _("A set has a title, in Latin letters or with an address of its own, and a query.")
    try:
        find_works(query, get_viewer(request), "en", limit=1)
    except QuerySyntaxError as error:
        return str(error)
    return ""


@require_GET
def show_set(request: HttpRequest, slug: str) -> HttpResponse:
    held = get_object_or_404(WorkSet, slug=slug)
    languages = get_languages(request)
    try:
        keys = find_works(held.query, get_viewer(request), languages[0], limit=SHOWN)
    except QuerySyntaxError as error:
        raise ProblemError(409, _("The query of this set cannot be read"), str(error), "bad-query") from error
    context = {
        "held": held,
        "cards": show_cards([(key, "work") for key in keys], languages[0]),
        "curators": list(held.curators.all()),
    }
    return render(request, "library/set.html", context)
