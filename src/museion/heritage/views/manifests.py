"""Manifests of transfers: made by the giving side, filled from what stands at a place, changed and cancelled until it is signed."""

import re
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from museion.core.access import check_right
from museion.core.http.asking import get_actor, get_viewer
from museion.core.http.forms import go_back, need_record
from museion.heritage.actions.packing import InvalidTransferError, cancel_transfer, change_manifest, create_transfer
from museion.heritage.models import CulturalObject, Transfer
from museion.heritage.queries.care import get_transfers
from museion.heritage.queries.named import split_lines
from museion.heritage.views.care_forms import ManifestForm, TransferForm, find_objects
from museion.heritage.views.choosing import for_museum
from museion.network.models import Museum

_WORDS = ("box", "crate", "case", "caisse", "boîte", "carton", "caja", "صندوق", "علبة")
MOST_STANDING = 2_000


@require_http_methods(["GET", "POST"])
@for_museum("transfer.create")
def make_transfer(request: HttpRequest, museum: Museum) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in ("kind", "taker")}
    begun = {**asked, "begins_date": timezone.now().date(), "boxes": _list_standing(request, museum)}
    form = TransferForm(request.POST or None, initial=begun)
    problem = ""
    if form.is_valid():
        try:
            return HttpResponseRedirect(_create(request, museum, form).url)
        except (InvalidTransferError, forms.ValidationError) as error:
            problem = _tell(error)
    more = {"title": _("New transfer"), "send": _("Record the transfer"), "asked": asked | {"museum": museum.key}}
    return _render(request, form, problem, **more)


@require_http_methods(["GET", "POST"])
def edit_manifest(request: HttpRequest, key: str) -> HttpResponse:
    transfer: Transfer = need_record(get_transfers(get_viewer(request)), key)
    check_right(get_actor(request), "transfer.update", transfer.giver)
    standing = _list_standing(request, transfer.giver)
    boxes = "\n".join(filter(None, (write_boxes(transfer), standing)))
    form = ManifestForm(request.POST or None, initial={"boxes": boxes})
    problem = ""
    if form.is_valid():
        try:
            packed, needs = _read_boxes(form.cleaned_data["boxes"], transfer.giver)
            change_manifest(transfer, packed, needs=needs, actor=get_actor(request), at=timezone.now())
            return HttpResponseRedirect(transfer.url)
        except (InvalidTransferError, forms.ValidationError) as error:
            problem = _tell(error)
    more = {"title": _("Change the manifest"), "send": _("Save the manifest"), "back": transfer.url, "asked": {}}
    return _render(request, form, problem, **more)


@require_POST
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    transfer: Transfer = need_record(get_transfers(get_viewer(request)), key)
    try:
        cancel_transfer(transfer, request.POST.get("reason", ""), actor=get_actor(request), at=timezone.now())
    except InvalidTransferError as error:
        return go_back(transfer.url, str(error))
    return HttpResponseRedirect("/care")


def write_boxes(transfer: Transfer) -> str:
    """As the form reads it, by the numbers that labels show."""
    items = list(transfer.items.select_related("object"))
    lines = [_write_object(item.object) for item in items if item.box_id is None]
    for box in transfer.boxes.all():
        lines.append(f"{_('Box')} {box.label}: {box.needs}".rstrip())
        lines += [_write_object(item.object) for item in items if item.box_id == box.pk]
    return "\n".join(lines)


def _render(request: HttpRequest, form: forms.Form, problem: str, **more: Any) -> HttpResponse:
    context = {"form": form, "problem": problem, "place": request.GET.get("place", ""), **more}
    return render(request, "heritage/manifest_form.html", context, status=400 if form.is_bound else 200)


def _list_standing(request: HttpRequest, museum: Museum) -> str:
    """A box for every shelf of the places that the address names, with what the catalogue says stands there."""
    shelves: dict[str, list[str]] = {}
    for place in filter(None, (part.strip() for part in request.GET.get("place", "").split(";"))):
        held = CulturalObject.objects.current().filter(museum=museum, store_location__istartswith=place)
        for record in held.order_by("store_location", "inventory_number", "id")[:MOST_STANDING]:
            if record.store_location[len(place) :][:1].isalnum():
                continue  # “Store 1” is not “Store 10”.
            shelf = " ".join(record.store_location.replace(":", " ").split())[:60]
            shelves.setdefault(shelf, []).append(_write_object(record))
    return "\n".join(line for shelf, held in shelves.items() for line in (f"{_('Box')} {shelf}:", *held))


def _write_object(record: CulturalObject) -> str:
    return record.inventory_number or record.key


def _create(request: HttpRequest, museum: Museum, form: TransferForm) -> Transfer:
    held = dict(form.cleaned_data)
    boxes, needs = _read_boxes(held.pop("boxes"), museum)
    taker: Museum = held.pop("taker")
    values: dict[str, Any] = {**held, "giver_id": museum.id, "taker_id": taker.id}
    return create_transfer(values, boxes, needs=needs, actor=get_actor(request), at=timezone.now())


def _read_boxes(text: str, museum: Museum) -> tuple[dict[str, list[CulturalObject]], dict[str, str]]:
    """A line that a scanner read twice into one box counts once."""
    lines: dict[str, list[str]] = {}
    needs: dict[str, str] = {}
    words = "|".join(map(re.escape, (*_WORDS, _("Box"))))
    begins_box = re.compile(rf"(?:{words})\s+(?P<label>[^:：]{{1,60}})(?:[:：]\s*(?P<needs>.*))?", re.IGNORECASE)
    label = ""
    for line in split_lines(text):
        if match := begins_box.fullmatch(line):
            label = match["label"].strip()
            needs[label] = match["needs"] or needs.get(label, "")
            lines.setdefault(label, [])
        else:
            lines.setdefault(label, []).append(line)
    found = iter(find_objects("\n".join(line for held in lines.values() for line in held), museum))
    packed = {label: [next(found) for _line in held] for label, held in lines.items()}
    return {label: list({record.key: record for record in held}.values()) for label, held in packed.items()}, needs


def _tell(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, forms.ValidationError) else str(error)
