"""How archivists describe: a unit within another one, its description anew, its withdrawal."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from museion.core.access import AccessLevel, check_right, may
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.forms import need_record
from museion.core.problems import ProblemError
from museion.library.actions.archives import UnitError, create_unit, update_unit, withdraw_unit
from museion.library.incoming.form_parts import FormError
from museion.library.incoming.unit_form import fill_unit_form, read_unit_form
from museion.library.models import ArchiveUnit
from museion.library.queries.works import get_units
from museion.library.terms import ArchiveLevel
from museion.network.models import Body

_COLUMNS = (
    "reference_code",
    "titles",
    "date_text",
    "level",
    "extent",
    "creator_text",
    "history",
    "scope_and_content",
    "arrangement",
    "access_conditions",
    "languages",
    "finding_aids",
    "access",
    "is_reading_room_only",
    "closed_until",
)
# What a new unit takes over from the one that it stands in.
_INHERITED = ("creator_text", "languages", "access", "is_reading_room_only")


@require_http_methods(["GET", "POST"])
def show_new(request: HttpRequest) -> HttpResponse:
    """`parent`: the unit that it stands within; without one a fonds is begun."""
    actor, key = get_actor(request), request.GET.get("parent", "")
    parent = need_record(get_units(get_viewer(request)), key) if key else None
    check_right(actor, "archive_unit.create", parent.scope_keys() if parent else ())
    if request.method == "GET":
        return _show(request, _suggest(request, parent), [], parent=parent)
    try:
        values = _read(request) | _place(parent)
        unit = create_unit(values, actor=actor, at=timezone.now())
    except (FormError, UnitError) as error:
        return _show(request, request.POST, _tell(error), parent=parent)
    again = f"/library/archives/new?parent={parent.key}" if parent and "and_new" in request.POST else unit.url
    return HttpResponseRedirect(again)


@require_http_methods(["GET", "POST"])
def show_edit(request: HttpRequest, key: str) -> HttpResponse:
    unit = need_record(get_units(get_viewer(request)), key)
    check_right(get_actor(request), "archive_unit.update", unit)
    if request.method == "GET":
        held = {name: getattr(unit, name) for name in _COLUMNS}
        return _show(request, fill_unit_form(held, _name_creator(request, unit)), [], unit=unit)
    try:
        update_unit(unit, _read(request, unit), actor=get_actor(request), at=timezone.now())
    except (FormError, UnitError) as error:
        return _show(request, request.POST, _tell(error), unit=unit)
    return HttpResponseRedirect(unit.url)


@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    unit = need_record(get_units(get_viewer(request)), key)
    reason = request.POST.get("reason", "").strip()[:500]
    try:
        withdraw_unit(unit, actor=get_actor(request), at=timezone.now(), reason=reason)
    except UnitError as error:
        raise ProblemError(409, _("It cannot be taken away"), str(error), "unit-holds-others") from error
    return HttpResponseRedirect(unit.parent.url if unit.parent else "/library")


def _suggest(request: HttpRequest, parent: ArchiveUnit | None) -> dict[str, Any]:
    """The next code and the next deeper level, so that a list of files is typed quickly."""
    if parent is None:
        return fill_unit_form({"level": ArchiveLevel.FONDS})
    levels = ArchiveLevel.values
    last = parent.units.order_by("-position", "-id").first()
    level = last.level if last else levels[min(levels.index(parent.level) + 1, len(levels) - 1)]
    place = _place(parent)["position"]
    held = {name: getattr(parent, name) for name in _INHERITED}
    held |= {"level": level, "reference_code": f"{parent.reference_code}-{place}"}
    return fill_unit_form(held, _name_creator(request, parent))


def _place(parent: ArchiveUnit | None) -> dict[str, Any]:
    """After those that stand there already."""
    if parent is None:
        return {}
    last = parent.units.order_by("-position").values_list("position", flat=True).first()
    return {"parent_id": parent.pk, "position": (last or 0) + 1}


def _name_creator(request: HttpRequest, unit: ArchiveUnit) -> tuple[str, str] | None:
    creator = unit.creator
    if creator is None or not get_viewer(request).sees_record(creator):
        return None
    return creator.names.pick(get_languages(request)).text, creator.key


def _read(request: HttpRequest, unit: ArchiveUnit | None = None) -> dict[str, Any]:
    """A creator whom the asker may not see stays."""
    values, viewer = read_unit_form(request.POST), get_viewer(request)
    key = values.pop("creator_key")
    body = Body.objects.current().visible_to(viewer).filter(key=key).first() if key else None
    if key and body is None:
        raise FormError([_("No record has the key %(key)s.") % {"key": key}])
    held = unit.creator if unit else None
    is_hidden = held is not None and not viewer.sees_record(held)
    if body:
        values["creator_text"] = ""
    return values | ({} if is_hidden and not body else {"creator_id": body.pk if body else None})


def _tell(error: FormError | UnitError) -> list[str]:
    return error.problems if isinstance(error, FormError) else [str(error)]


def _show(
    request: HttpRequest,
    sent: Any,
    problems: list[str],
    *,
    unit: ArchiveUnit | None = None,
    parent: ArchiveUnit | None = None,
) -> HttpResponse:
    context = {
        "unit": unit,
        "above": unit.parent if unit else parent,
        "sent": sent,
        "problems": problems,
        "levels": ArchiveLevel.choices,
        "access_levels": [choice for choice in AccessLevel.choices if choice[0] != AccessLevel.SEALED],
        "may_withdraw": unit is not None and may(get_actor(request), "archive_unit.withdraw", unit),
        "title": _("Edit a unit of archives") if unit else _("Describe a unit of archives"),
    }
    return render(request, "library/describe.html", context, status=422 if problems else 200)
