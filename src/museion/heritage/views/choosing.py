"""In whose name something is to be written: the museum that the address names, else one chosen among those that one may write for."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import urlencode

from museion.core.access import check_right, check_somewhere, list_places
from museion.core.access.hierarchy import list_below
from museion.core.http.asking import get_actor, get_viewer
from museion.core.http.forms import need_record
from museion.core.models.records import RecordQuerySet
from museion.network.models import Museum
from museion.network.queries import get_museums
from museion.search.queries import search
from museion.search.requests import SearchRequest

SHOWN = 60
P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]
MuseumPage = Callable[Concatenate[HttpRequest, Museum, P], HttpResponse]


def for_museum(action: str) -> Callable[[MuseumPage[P]], Page[P]]:
    """The page is given the museum of `?museum=`; without one it asks which, and whoever may write for one alone goes there."""

    def wrap(page: MuseumPage[P]) -> Page[P]:
        @wraps(page)
        def show(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.GET.get("museum"):
                return _choose(request, action)
            return page(request, find_museum_of(request, action), *args, **kwargs)

        return show

    return wrap


def find_museum_of(request: HttpRequest, action: str) -> Museum:
    museum = need_record(get_museums(get_viewer(request)), request.GET.get("museum", ""))
    check_right(get_actor(request), action, museum)
    return museum


def _choose(request: HttpRequest, action: str) -> HttpResponse:
    actor = get_actor(request)
    check_somewhere(actor, action)
    places = list_places(actor, action)
    rows = get_museums(get_viewer(request))
    if "" not in places:
        rows = rows.filter(key__in=list_below(places))
    count = rows.count()
    if count == 1:
        return HttpResponseRedirect(_point(request, rows.get()))
    words = request.GET.get("name", "").strip()
    shown = _find(request, rows, words) if words else list(rows.order_by("id")[:SHOWN])
    context = {
        "choices": [(_point(request, museum), museum) for museum in shown],
        "count": count,
        "is_long": count > SHOWN,
        "words": words,
        "kept": [pair for pair in request.GET.items() if pair[0] not in {"name", "lang"}],
    }
    return render(request, "heritage/choose_museum.html", context)


def _find(request: HttpRequest, rows: RecordQuerySet[Museum], words: str) -> list[Museum]:
    asked = SearchRequest(words, tokens=get_viewer(request).tokens, filters={"kind": ("museum",)}, limit=SHOWN * 10)
    return list(rows.filter(key__in=[hit.key for hit in search(asked).hits])[:SHOWN])


def _point(request: HttpRequest, museum: Museum) -> str:
    asked = {name: str(text) for name, text in request.GET.items() if name not in {"name", "museum"}}
    return f"{request.path}?{urlencode({**asked, 'museum': museum.key})}"
