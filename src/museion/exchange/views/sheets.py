"""Round trips of tables: take one, bring it back, see the difference, make it, take it back."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from museion.core.access import NotAllowedError, may_somewhere
from museion.core.http.asking import get_actor, get_viewer
from museion.core.kinds import KINDS, Kind
from museion.core.problems import ProblemError
from museion.exchange.actions.sheets import (
    SheetStateError,
    apply_sheet,
    check_sheet_right,
    is_sheet,
    propose_sheet,
    undo_sheet,
)
from museion.exchange.models import Sheet
from museion.exchange.sheets.comparing import UnreadableSheetError
from museion.exchange.sheets.showing import list_cells
from museion.exchange.sheets.writing import iterate_sheet

SHOWN = 200


def list_editable(request: HttpRequest) -> list[Kind]:
    """Registers of which the asker may edit some record."""
    actor = get_actor(request)
    return [kind for kind in KINDS.values() if may_somewhere(actor, f"{kind.name}.update") and is_sheet(kind)]


def _get_kind(request: HttpRequest, name: str) -> Kind:
    kind = KINDS.get(name)
    if kind is None or not is_sheet(kind):
        raise ProblemError(404, _("No such register"), name[:40], "no-register")
    check_sheet_right(kind, get_actor(request))
    return kind


@require_http_methods(["GET", "POST"])
def show_sheets(request: HttpRequest) -> HttpResponse:
    kinds = list_editable(request)
    if not kinds:
        raise NotAllowedError(get_actor(request), "sheet.read", ())
    if request.method == "POST":
        return _propose(request)
    account = get_actor(request).account_id
    context = {
        "kinds": kinds,
        "sheets": Sheet.objects.filter(account_id=account).order_by("-id")[:20],
        "problem": request.GET.get("problem", ""),
    }
    return render(request, "exchange/sheets.html", context)


def _propose(request: HttpRequest) -> HttpResponse:
    kind, file = _get_kind(request, request.POST.get("kind", "")), request.FILES.get("file")
    try:
        if file is None:
            raise UnreadableSheetError(_("Please choose a file."))
        name = str(file.name)
        sheet = propose_sheet(kind, file.read(), file_name=name, actor=get_actor(request), at=timezone.now())
    except UnreadableSheetError as error:
        return HttpResponseRedirect(f"/exchange/sheets?{urlencode({'problem': str(error)})}")
    return HttpResponseRedirect(f"/exchange/sheets/{sheet.pk}")


@require_GET
def send_sheet(request: HttpRequest, kind: str) -> StreamingHttpResponse:
    known = _get_kind(request, kind)
    response = StreamingHttpResponse(iterate_sheet(known, get_viewer(request)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{known.name}.csv"'
    return response


def _get_sheet(request: HttpRequest, number: int) -> Sheet:
    """A table is shown to who brought it: it may hold what others may not read."""
    return get_object_or_404(Sheet, pk=number, account_id=get_actor(request).account_id)


@require_GET
def show_sheet(request: HttpRequest, number: int) -> HttpResponse:
    sheet = _get_sheet(request, number)
    kind, shown = KINDS[sheet.kind], sheet.changes[:SHOWN]
    rows = [
        {"line": change["line"], "key": change["key"] or change.get("created", ""), "cells": cells}
        for change, cells in zip(shown, list_cells(kind, shown), strict=True)
    ]
    context = {
        "sheet": sheet,
        "kind": kind,
        "rows": rows,
        "more": max(len(sheet.changes) - SHOWN, 0),
        "problems": sheet.problems[:SHOWN],
        "problem": request.GET.get("problem", ""),
    }
    return render(request, "exchange/sheet.html", context)


@require_POST
def take_step(request: HttpRequest, number: int, step: str) -> HttpResponse:
    sheet, act = _get_sheet(request, number), apply_sheet if step == "apply" else undo_sheet
    try:
        act(sheet, actor=get_actor(request), at=timezone.now())
    except SheetStateError as error:
        return HttpResponseRedirect(f"/exchange/sheets/{sheet.pk}?{urlencode({'problem': str(error)})}")
    return HttpResponseRedirect(f"/exchange/sheets/{sheet.pk}")
