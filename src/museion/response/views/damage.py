"""Damage assessments: the form for the site, which waits for the line, and the report that it becomes."""

import secrets

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from museion.core.access import may
from museion.core.http.asking import get_actor, get_viewer
from museion.heritage.lost import NoLossRegisterError
from museion.heritage.models import CulturalObject
from museion.heritage.pictures import KeptPicture
from museion.heritage.queries import get_objects
from museion.heritage.sent_pictures import read_sent_pictures
from museion.response.actions.damage import (
    RIGHT,
    Assessment,
    InvalidLossError,
    SeenDamage,
    link_object,
    record_assessment,
    report_lost,
)
from museion.response.models import DamageAssessment
from museion.response.terms import DamageExtent, DamagePhase
from museion.response.views.desk import (
    FormError,
    check_desk,
    find_incident,
    need_field,
    need_record,
    read_field,
    read_form_key,
)

ITEM_ROWS = 6
_INTANGIBLE = {
    "tangible": gettext_lazy("things it needs"),
    "people": gettext_lazy("people"),
    "knowledge": gettext_lazy("knowledge and tradition"),
}
_LOSSES = {
    "people": gettext_lazy("people"),
    "income": gettext_lazy("income"),
    "infrastructure": gettext_lazy("buildings and supply"),
    "long_term": gettext_lazy("long-term effects"),
}


@require_http_methods(["GET", "POST"])
def show_form(request: HttpRequest, key: str) -> HttpResponse:
    incident = find_incident(request, key)
    problem = ""
    if request.method == "POST":
        try:
            assessment = _read_assessment(request)
        except FormError as error:
            problem = str(error)
        else:
            row, _is_new = record_assessment(incident, assessment, actor=get_actor(request), at=timezone.now())
            return _answer(request, row)
        if _wants_json(request):
            return JsonResponse({"problems": [problem]}, status=422)
    context = {
        "incident": incident,
        "token": request.POST.get("token") or secrets.token_urlsafe(24),
        "phases": DamagePhase.choices,
        "extents": DamageExtent.choices,
        "rows": range(ITEM_ROWS),
        "intangible": _INTANGIBLE.items(),
        "losses": _LOSSES.items(),
        "problem": problem,
    }
    return render(request, "response/damage_form.html", context, status=422 if problem else 200)


@require_GET
def show_assessment(request: HttpRequest, key: str) -> HttpResponse:
    assessment = _find(request, key)
    context = {
        "assessment": assessment,
        "incident": assessment.incident,
        "items": assessment.items.select_related("object").order_by("id"),
        "intangible": [(_INTANGIBLE[name], text) for name, text in assessment.intangible.items()],
        "losses": [(_LOSSES[name], text) for name, text in assessment.losses.items()],
        "may_update": may(get_actor(request), RIGHT, assessment),
        "problem": request.GET.get("problem", ""),
    }
    return render(request, "response/damage.html", context)


@require_POST
def change_item(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Name the object, or report it lost."""
    assessment = _find(request, key)
    item = get_object_or_404(assessment.items, pk=number)
    actor, at, problem = get_actor(request), timezone.now(), ""
    try:
        if "object" in request.POST:
            link_object(item, _find_object(request, need_field(request, "object")), actor=actor, at=at)
        else:
            report_lost(item, language=get_language() or "en", actor=actor, at=at)
    except (FormError, InvalidLossError) as error:
        problem = f"?{urlencode({'problem': str(error)})}"
    except NoLossRegisterError:
        problem = f"?{urlencode({'problem': _('This site keeps no register of losses.')})}"
    return HttpResponseRedirect(f"/damage/{assessment.key}{problem}")


def show_assessment_record(request: HttpRequest, record: DamageAssessment) -> HttpResponse:
    """The page behind the permanent address."""
    return HttpResponseRedirect(f"/damage/{record.key}")


def _find(request: HttpRequest, key: str) -> DamageAssessment:
    rows = DamageAssessment.objects.current().visible_to(check_desk(request)).select_related("incident")
    return need_record(rows, key)


def _find_object(request: HttpRequest, text: str) -> CulturalObject:
    held = get_objects(get_viewer(request)).filter(key=read_form_key(text)).first()
    if held is None:
        raise FormError(_("No object has the key %(key)s.") % {"key": text})
    return held


def _read_assessment(request: HttpRequest) -> Assessment:
    phase = read_field(request, "phase")
    if phase not in DamagePhase:
        raise FormError(_("Please say which phase this is."))
    photos = [read_sent_pictures(request, f"photo-{row}", most=1) for row in range(ITEM_ROWS)]
    if problems := [problem for photo in photos for problem in photo.problems]:
        raise FormError(" ".join(problems))
    assessment = Assessment(
        token=need_field(request, "token"),
        phase=DamagePhase(phase),
        significance=read_field(request, "significance"),
        what_happened=need_field(request, "what_happened"),
        intangible={name: text for name in _INTANGIBLE if (text := read_field(request, f"intangible-{name}"))},
        losses={name: text for name in _LOSSES if (text := read_field(request, f"losses-{name}"))},
        risks=_read_lines(request, "risks"),
        priorities=_read_lines(request, "priorities"),
        items=[seen for row, photo in enumerate(photos) if (seen := _read_item(request, row, photo.pictures))],
    )
    for photo in photos:
        photo.keep()
    return assessment


def _read_item(request: HttpRequest, row: int, photos: list[KeptPicture]) -> SeenDamage | None:
    what, extent = read_field(request, f"what-{row}"), read_field(request, f"extent-{row}")
    if not what and photos:
        raise FormError(_("Please say of each photo what is damaged on it."))
    if not what:
        return None
    key = read_field(request, f"object-{row}")
    return SeenDamage(
        what=what,
        extent=DamageExtent(extent) if extent in DamageExtent else DamageExtent.PART,
        place=read_field(request, f"place-{row}"),
        cause=read_field(request, f"cause-{row}"),
        picture=next(iter(photos), None),
        object=_find_object(request, key) if key else None,
    )


def _read_lines(request: HttpRequest, name: str) -> list[str]:
    return [line.strip() for line in read_field(request, name).splitlines() if line.strip()]


def _answer(request: HttpRequest, row: DamageAssessment) -> HttpResponse:
    address = f"/damage/{row.key}"
    return JsonResponse({"status_url": address}) if _wants_json(request) else HttpResponseRedirect(address)


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"
