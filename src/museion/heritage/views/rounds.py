"""Inventory rounds with a phone: codes are scanned, what is missing and what does not belong shows at once. Labels to print."""

import io

import segno
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from museion.core.access import may
from museion.core.http.asking import get_actor, get_viewer
from museion.core.http.pages import get_base_url, render_record
from museion.heritage.actions.care import InvalidCareError, begin_round, close_round, record_scan
from museion.heritage.models import InventoryRound
from museion.heritage.queries.care import get_round_result, get_rounds
from museion.heritage.queries.catalogue import get_objects
from museion.heritage.views.care_pages import find_in, find_museum_of, go_back


@require_POST
def make_round(request: HttpRequest) -> HttpResponse:
    museum = find_museum_of(request, "inventory_round.create")
    try:
        made = begin_round(museum, request.POST.get("place", ""), actor=get_actor(request), at=timezone.now())
    except InvalidCareError as error:
        return go_back("/care", str(error))
    return go_back(made.url)


def show_round(request: HttpRequest, record: InventoryRound) -> HttpResponse:
    context = {
        "title": _("Inventory: %(place)s") % {"place": record.place},
        "round": record,
        "result": get_round_result(record),
        "last": record.scans.select_related("object").first(),
        "may_update": may(get_actor(request), "inventory_round.update", record),
        "problem": request.GET.get("problem", ""),
    }
    return render_record(request, record, "heritage/round.html", context)


@require_POST
def scan(request: HttpRequest, key: str) -> HttpResponse:
    held: InventoryRound = find_in(get_rounds(get_viewer(request)), key)
    actor, at = get_actor(request), timezone.now()
    try:
        if request.POST.get("step") == "close":
            close_round(held, actor=actor, at=at)
        else:
            record_scan(held, request.POST.get("code", ""), actor=actor, at=at, note=request.POST.get("note", ""))
    except InvalidCareError as error:
        return go_back(held.url, str(error))
    return go_back(held.url)


def draw_label(request: HttpRequest, key: str) -> HttpResponse:
    """The object's persistent address as a QR code (ISO/IEC 18004), to be printed and tied to it."""
    record = find_in(get_objects(get_viewer(request)), key)
    out = io.BytesIO()
    segno.make(f"{get_base_url(request)}{record.url}", error="m", micro=False).save(out, kind="svg", scale=6, border=2)
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")
