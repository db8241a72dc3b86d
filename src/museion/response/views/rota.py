"""Who is on duty, and the note from one shift to the next."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from museion.core.http.asking import get_actor
from museion.network.queries import get_people
from museion.response.actions.rota import InvalidShiftError, cancel_shift, plan_shift, write_handover
from museion.response.models import RotaShift
from museion.response.queries.incidents import get_coming_shifts, get_last_handover, get_shifts_on_duty
from museion.response.views.desk import (
    FormError,
    check_desk,
    need_field,
    read_field,
    read_form_key,
    read_form_moment,
)


@require_http_methods(["GET", "POST"])
def show_rota(request: HttpRequest) -> HttpResponse:
    check_desk(request)
    if request.method == "POST":
        problem = ""
        try:
            _change(request)
        except (FormError, InvalidShiftError) as error:
            problem = f"?{urlencode({'problem': str(error)})}"
        return HttpResponseRedirect(f"/incidents/rota{problem}")
    now = timezone.now()
    context = {
        "on_duty": list(get_shifts_on_duty(now)),
        "shifts": list(get_coming_shifts(now)),
        "handover": get_last_handover(now),
        "problem": request.GET.get("problem", ""),
    }
    return render(request, "response/rota.html", context)


def _change(request: HttpRequest) -> None:
    actor, at = get_actor(request), timezone.now()
    if "note" in request.POST:
        shift = get_object_or_404(RotaShift, pk=need_field(request, "shift"))
        write_handover(shift, read_field(request, "note"), actor=actor, at=at)
    elif "cancel" in request.POST:
        cancel_shift(get_object_or_404(RotaShift, pk=need_field(request, "cancel")), actor=actor, at=at)
    else:
        _plan(request)


def _plan(request: HttpRequest) -> None:
    key = read_form_key(need_field(request, "person"))
    person = get_people(check_desk(request)).filter(key=key).first()
    begins_at = read_form_moment(need_field(request, "begins_at"))
    ends_at = read_form_moment(need_field(request, "ends_at"))
    if person is None or begins_at is None or ends_at is None:
        raise FormError(_("No person has this key."))
    plan_shift(person, begins_at=begins_at, ends_at=ends_at, actor=get_actor(request), at=timezone.now())
