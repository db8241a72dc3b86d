"""Inventory rounds with a phone: codes are scanned, what is missing and what does not belong shows at once. Labels to print."""

import io
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from museion.core.access import may
from museion.core.http.asking import get_actor, get_languages, get_viewer
from museion.core.http.forms import go_back, need_record
from museion.core.http.pages import get_base_url, render_record
from museion.heritage.actions.care import InvalidCareError, begin_round, close_round, record_scan
from museion.heritage.models import CulturalObject, InventoryRound
from museion.heritage.queries.care import get_round_result, get_rounds
from museion.heritage.queries.catalogue import get_objects
from museion.heritage.views.choosing import for_museum
from museion.heritage.views.titles import get_object_title
from museion.network.models import Museum


@require_POST
@for_museum("inventory_round.create")
def make_round(request: HttpRequest, museum: Museum) -> HttpResponse:
    try:
        made = begin_round(museum, request.POST.get("place", ""), actor=get_actor(request), at=timezone.now())
    except InvalidCareError as error:
        return go_back("/care", str(error))
    return go_back(made.url)


def show_round(request: HttpRequest, record: InventoryRound) -> HttpResponse:
    result = get_round_result(record)
    context = {
        "title": _("Inventory: %(place)s") % {"place": record.place},
        "round": record,
        "result": result,
        "objects": [_list_codes(held, get_languages(request)) for held in (*result.seen, *result.missing)],
        "last": record.scans.select_related("object").first(),
        "may_update": may(get_actor(request), "inventory_round.update", record),
        "problem": request.GET.get("problem", ""),
    }
    return render_record(request, record, "heritage/round.html", context)


def _list_codes(held: CulturalObject, languages: tuple[str, ...]) -> dict[str, Any]:
    """What a device without a line knows an object by."""
    codes = [held.key, *([held.inventory_number] if held.inventory_number else [])]
    return {"key": held.key, "codes": codes, "title": get_object_title(held, languages)}


@require_POST
def scan(request: HttpRequest, key: str) -> HttpResponse:
    """A page, or for a device that sends what it kept without a line, JSON."""
    held: InventoryRound = need_record(get_rounds(get_viewer(request)), key)
    actor, at, sent = get_actor(request), timezone.now(), request.POST
    wants_json = request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    try:
        if sent.get("step") == "close":
            close_round(held, actor=actor, at=at)
            return go_back(held.url)
        seen_at = parse_datetime(sent.get("seen_at", "")[:40]) if sent.get("seen_at") else None
        made = record_scan(held, sent.get("code", ""), actor=actor, at=at, note=sent.get("note", ""), seen_at=seen_at)
    except (InvalidCareError, ValueError) as error:
        return JsonResponse({"problem": str(error)}, status=422) if wants_json else go_back(held.url, str(error))
    if not wants_json:
        return go_back(held.url)
    title = get_object_title(made.object, get_languages(request)) if made.object else ""
    return JsonResponse({"code": made.code, "title": title, "key": made.object.key if made.object else None})


def draw_label(request: HttpRequest, key: str) -> HttpResponse:
    """The object's persistent address as a QR code (ISO/IEC 18004), to be printed and tied to it."""
    record = need_record(get_objects(get_viewer(request)), key)
    out = io.BytesIO()
    segno.make(f"{get_base_url(request)}{record.url}", error="m", micro=False).save(out, kind="svg", scale=6, border=2)
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")
