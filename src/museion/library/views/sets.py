"""Sets of works by a saved query, each with its curators."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from museion.core.access import may
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.numerals import read_whole
from museion.core.problems import ProblemError
from museion.library.actions.curating import (
    NoSuchAccountError,
    add_curator,
    may_manage,
    offer_set,
    remove_curator,
    save_set,
)
from museion.library.models import WorkSet
from museion.library.queries.searching import find_works
from museion.library.views.works import show_cards
from museion.search.requests import QuerySyntaxError

SHOWN = 24


@require_http_methods(["GET", "POST"])
def show_sets(request: HttpRequest) -> HttpResponse:
    actor, problem = get_actor(request), ""
    if request.method == "POST":
        title, query = _read(request)
        slug = slugify(request.POST.get("slug") or title)[:64]
        problem = _check(request, title, query, slug)
        if not problem:
            titles = {get_language() or "en": title}
            save_set(slug, titles=titles, query=query, body_id=None, actor=actor, at=timezone.now())
            return HttpResponseRedirect(f"/library/sets/{slug}")
    sets = WorkSet.objects.prefetch_related("curators")
    context = {"sets": list(sets), "may_edit": may(actor, "work.create"), "problem": problem, "sent": request.POST}
    return render(request, "library/sets.html", context, status=422 if problem else 200)


def _read(request: HttpRequest) -> tuple[str, str]:
    return request.POST.get("title", "").strip()[:200], request.POST.get("query", "").strip()[:1000]


def _check(request: HttpRequest, title: str, query: str, slug: str) -> str:
    if not title or not query or not slug:
        return _("A set has a title, in Latin letters or with an address of its own, and a query.")
    try:
        find_works(query, get_viewer(request), "en", limit=1)
    except QuerySyntaxError as error:
        return str(error)
    return ""


@require_http_methods(["GET", "POST"])
def show_set(request: HttpRequest, slug: str) -> HttpResponse:
    """What the set finds; a POST changes its title in the reader's language, or its query."""
    held = get_object_or_404(WorkSet.objects.select_related("body"), slug=slug)
    problem = ""
    if request.method == "POST":
        problem = _change(request, held)
        if not problem:
            return HttpResponseRedirect(request.path)
    return _show(request, held, problem)


def _change(request: HttpRequest, held: WorkSet) -> str:
    title, query = _read(request)
    query = query or held.query
    if problem := _check(request, title, query, held.slug):
        return problem
    titles = {**held.titles, get_language() or "en": title}
    save_set(held.slug, titles=titles, query=query, body_id=held.body_id, actor=get_actor(request), at=timezone.now())
    return ""


def _show(request: HttpRequest, held: WorkSet, problem: str) -> HttpResponse:
    languages, actor = get_languages(request), get_actor(request)
    try:
        keys = find_works(held.query, get_viewer(request), languages[0], limit=SHOWN)
    except QuerySyntaxError as error:
        raise ProblemError(409, _("The query of this set cannot be read"), str(error), "bad-query") from error
    curators = list(held.curators.order_by("display_name", "id"))
    context = {
        "held": held,
        "cards": show_cards([(key, "work") for key in keys], languages[0]),
        "curators": curators,
        "may_manage": may_manage(actor, held),
        "may_offer": may_manage(actor, held) and may(actor, "saved_set.create"),
        "is_curator": actor.account_id in {curator.pk for curator in curators},
        "own_id": actor.account_id,
        "problem": problem,
    }
    return render(request, "library/set.html", context, status=422 if problem else 200)


@require_POST
def change_curators(request: HttpRequest, slug: str) -> HttpResponse:
    """`add`: the address of an account; `remove`: its number."""
    held = get_object_or_404(WorkSet.objects.select_related("body"), slug=slug)
    actor, at = get_actor(request), timezone.now()
    if removed := request.POST.get("remove", ""):
        number = read_whole(removed)
        if number is None:
            raise BadRequest(removed[:20])
        remove_curator(held, number, actor=actor, at=at)
        return HttpResponseRedirect(f"/library/sets/{slug}")
    email = request.POST.get("add", "")
    try:
        add_curator(held, email, actor=actor, at=at)
    except NoSuchAccountError:
        return _show(request, held, _("Nobody here has the address “%(email)s”.") % {"email": email[:200]})
    return HttpResponseRedirect(f"/library/sets/{slug}")


@require_POST
def offer(request: HttpRequest, slug: str) -> HttpResponse:
    """Leads to what harvesters now get."""
    held = get_object_or_404(WorkSet.objects.select_related("body"), slug=slug)
    specs = offer_set(held, actor=get_actor(request), at=timezone.now())
    address = f"/oai?verb=ListRecords&metadataPrefix=marcxml&set={specs[0]}" if specs else f"/library/sets/{slug}"
    return HttpResponseRedirect(address)
