"""Copies of a publication: where each is, added and taken away by librarians."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from museion.core.http.asking import get_actor, get_viewer
from museion.core.problems import ProblemError
from museion.library.actions.works import add_holding, remove_holding
from museion.library.views.works import find_work
from museion.network.models import Museum

_LENGTHS = {"location": 200, "call_number": 100, "coverage": 300, "note": 500}


@require_POST
def add(request: HttpRequest, key: str) -> HttpResponse:
    work = find_work(request, key)
    values: dict[str, Any] = {name: request.POST.get(name, "").strip()[:most] for name, most in _LENGTHS.items()}
    values["is_on_deposit"] = "is_on_deposit" in request.POST
    if museum_key := request.POST.get("museum", "").strip().lower():
        museum = Museum.objects.current().visible_to(get_viewer(request)).filter(key=museum_key).first()
        if museum is None:
            told = _("No museum has the key %(key)s.") % {"key": museum_key}
            raise ProblemError(422, _("No such museum"), told, "no-record")
        values["museum_id"] = museum.pk
    elif not values["location"]:
        raise ProblemError(
            422, _("A copy is somewhere"), _("Name the library or room, or the museum by its key."), "unusable-question"
        )
    add_holding(work, values, actor=get_actor(request), at=timezone.now())
    return HttpResponseRedirect(f"{work.url}#copies")


@require_POST
def remove(request: HttpRequest, key: str, number: int) -> HttpResponse:
    work = find_work(request, key)
    remove_holding(get_object_or_404(work.holdings, pk=number), actor=get_actor(request), at=timezone.now())
    return HttpResponseRedirect(f"{work.url}#copies")
