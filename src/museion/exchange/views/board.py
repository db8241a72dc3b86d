"""The board of what goes out: for everybody the doors and counts, for the desk what is held back and why."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from museion.core.access import AccessLevel, may
from museion.core.http.asking import get_actor, get_viewer
from museion.core.problems import ProblemError
from museion.exchange.actions.saved_sets import create_saved_set, withdraw_saved_set
from museion.exchange.models import SavedSet
from museion.exchange.queries.boards import count_waiting_lines, list_flaws, list_outgoing_kinds


@require_GET
def show_board(request: HttpRequest) -> HttpResponse:
    sees_desk = get_viewer(request).sees(AccessLevel.DESK)
    context = {
        "outgoing": list_outgoing_kinds(),
        # The lines that wait are of every access level, so how many there are is not for everybody.
        "waiting": count_waiting_lines() if sees_desk else 0,
        "sets": SavedSet.objects.order_by("slug").annotate(size=Count("members")),
        "flaws": list_flaws() if sees_desk else [],
        "sees_desk": sees_desk,
        "may_make_sets": may(get_actor(request), "saved_set.create"),
        "problem": request.GET.get("problem", ""),
    }
    return render(request, "exchange/board.html", context)


@require_POST
def make_set(request: HttpRequest) -> HttpResponse:
    title, text = request.POST.get("title", ""), request.POST.get("text", "")
    try:
        create_saved_set(title=title.strip(), text=text[:1000], actor=get_actor(request), at=timezone.now())
    except ProblemError as error:
        return HttpResponseRedirect(f"/exchange?{urlencode({'problem': str(error)})}")
    return HttpResponseRedirect("/exchange")


@require_POST
def take_set_away(request: HttpRequest, slug: str) -> HttpResponse:
    saved = get_object_or_404(SavedSet, slug=slug)
    withdraw_saved_set(saved, actor=get_actor(request), at=timezone.now())
    return HttpResponseRedirect("/exchange")
