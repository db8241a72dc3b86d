"""Who stands for an institution in the network, since when; named and ended by who keeps the institution's record."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from museion.core.access import check_right
from museion.core.http.asking import get_actor
from museion.core.http.forms import FormError, go_back, need_form_day, read_field
from museion.network.actions.facts import FactError
from museion.network.actions.membership import end_representative, name_representative
from museion.network.models import Museum, Representative
from museion.network.queries.members import get_membership_now, get_representatives, get_standing
from museion.network.terms import Standing
from museion.network.views.finding import find_museum, find_person


@require_http_methods(["GET", "POST"])
def show_representatives(request: HttpRequest, key: str) -> HttpResponse:
    """The list (GET), and naming one more (POST)."""
    museum, now = find_museum(request, key), timezone.now()
    check_right(get_actor(request), "representative.create", museum)
    problem, today = request.GET.get("problem", ""), now.date()
    if request.method == "POST":
        try:
            person = find_person(request)
            from_date = need_form_day(read_field(request, "from_date"))
            name_representative(museum, person, from_date=from_date, actor=get_actor(request), at=now)
            return HttpResponseRedirect(request.path)
        except (FormError, FactError) as error:
            problem = str(error)
    named = list(get_representatives(museum))
    context = {
        "museum": museum,
        "membership": get_membership_now(museum),
        "standing": Standing(get_standing(museum, today).standing).label,
        "now": [each for each in named if each.to_date is None or each.to_date >= today],
        "former": [each for each in named if each.to_date and each.to_date < today],
        "today": today,
        "problem": problem,
    }
    return render(request, "network/representatives.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def end(request: HttpRequest, key: str, number: int) -> HttpResponse:
    museum = find_museum(request, key)
    rows = Representative.objects.known().select_related("museum")
    named = get_object_or_404(rows, pk=number, museum=museum)
    try:
        day = need_form_day(read_field(request, "to_date"))
        if day < named.from_date:
            raise FormError(_("A representative's time ends after it begins."))
        end_representative(
            named, day, actor=get_actor(request), at=timezone.now(), reason=read_field(request, "reason")
        )
    except (FormError, FactError) as error:
        return go_back(_address(museum), str(error))
    return HttpResponseRedirect(_address(museum))


def _address(museum: Museum) -> str:
    return f"/museums/{museum.key}/representatives"
