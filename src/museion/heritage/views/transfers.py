"""Transfers: made by the giving side, read by both, signed by both."""

import re
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from museion.core.access import may
from museion.core.http.asking import get_actor, get_viewer
from museion.core.http.forms import go_back, need_record
from museion.core.http.pages import render_record
from museion.core.signing.keys import list_public_keys
from museion.core.signing.statements import Finding, check
from museion.heritage.actions.transfers import (
    SIDES,
    InvalidTransferError,
    create_transfer,
    digest,
    list_movable,
    prepare_hand_over,
    sign_hand_over,
)
from museion.heritage.care_terms import TransferKind, TransferLeg
from museion.heritage.models import CulturalObject, HandOver, Transfer
from museion.heritage.queries import care
from museion.heritage.queries.care import get_transfers
from museion.heritage.queries.crossing import make_checklists
from museion.heritage.queries.named import split_lines
from museion.heritage.views.care_forms import LetterForm, TransferForm, find_objects
from museion.heritage.views.care_pages import render_form
from museion.heritage.views.choosing import for_museum
from museion.network.models import Museum

_BOX = re.compile(r"\s*(?:box|caisse|caja)\s+(?P<label>[^:]{1,40}):\s*(?P<needs>.*)", re.IGNORECASE)


@require_http_methods(["GET", "POST"])
@for_museum("transfer.create")
def make_transfer(request: HttpRequest, museum: Museum) -> HttpResponse:
    form = TransferForm(request.POST or None, initial={name: request.GET.get(name, "") for name in ("kind", "taker")})
    problem = ""
    if form.is_valid():
        try:
            return HttpResponseRedirect(_create(request, museum, form).url)
        except (InvalidTransferError, forms.ValidationError) as error:
            problem = " ".join(error.messages) if isinstance(error, forms.ValidationError) else str(error)
    return render_form(request, form, title=_("New transfer"), send=_("Record the transfer"), problem=problem)


def show_transfer(request: HttpRequest, key: str) -> HttpResponse:
    return show_record_of_transfer(request, need_record(get_transfers(get_viewer(request)), key))


def show_record_of_transfer(request: HttpRequest, record: Transfer) -> HttpResponse:
    actor = get_actor(request)
    items = list(record.items.select_related("object", "box"))
    hand_overs = [_show_hand_over(held) for held in record.hand_overs.all()]
    movable = list_movable(record)
    context = {
        "title": str(TransferKind(record.kind).label).capitalize(),
        "transfer": record,
        "items": items,
        "boxes": _group(items),
        "hand_overs": hand_overs,
        "ledger": _make_ledger(items, hand_overs),
        "sides": [side for side in SIDES if may(actor, "transfer.update", getattr(record, side))],
        "legs": [(code, label) for code, label in TransferLeg.choices if movable[code]],
        "movable": movable["out"] | movable["back"],
        "letters": care.get_letters(record, actor),
        "letter_form": LetterForm(initial={"written_date": timezone.now().date(), "readers": "both"}),
        "checklists": make_checklists(record),
        "problem": request.GET.get("problem", ""),
    }
    return render_record(request, record, "heritage/transfer.html", context)


@require_POST
def hand_over(request: HttpRequest, key: str) -> HttpResponse:
    transfer: Transfer = need_record(get_transfers(get_viewer(request)), key)
    sent = request.POST
    conditions = {name: sent.get(f"condition-{name}", "").strip() for name in sent.getlist("object")}
    try:
        prepare_hand_over(
            transfer,
            sent.get("leg", ""),
            conditions,
            sent.get("place", ""),
            actor=get_actor(request),
            at=timezone.now(),
        )
    except InvalidTransferError as error:
        return go_back(transfer.url, str(error))
    return go_back(transfer.url)


@require_POST
def sign(request: HttpRequest, key: str, number: int) -> HttpResponse:
    transfer: Transfer = need_record(get_transfers(get_viewer(request)), key)
    held = transfer.hand_overs.filter(number=number).first()
    try:
        if held:
            sign_hand_over(held, request.POST.get("side", ""), actor=get_actor(request), at=timezone.now())
    except InvalidTransferError as error:
        return go_back(transfer.url, str(error))
    return go_back(transfer.url)


def _create(request: HttpRequest, museum: Museum, form: TransferForm) -> Transfer:
    held = dict(form.cleaned_data)
    boxes, needs = _read_boxes(held.pop("boxes"), museum)
    values: dict[str, Any] = {**held, "giver_id": museum.id, "taker_id": held.pop("taker").id}
    values.pop("taker", None)
    return create_transfer(values, boxes, needs=needs, actor=get_actor(request), at=timezone.now())


def _read_boxes(text: str, museum: Museum) -> tuple[dict[str, list[CulturalObject]], dict[str, str]]:
    lines: dict[str, list[str]] = {}
    needs: dict[str, str] = {}
    label = ""
    for line in split_lines(text):
        if match := _BOX.fullmatch(line):
            label = match["label"].strip()
            needs[label] = match["needs"]
        else:
            lines.setdefault(label, []).append(line)
    found = iter(find_objects("\n".join(line for held in lines.values() for line in held), museum))
    return {label: [next(found) for _line in held] for label, held in lines.items()}, needs


def _show_hand_over(held: HandOver) -> dict[str, Any]:
    keys, proved = list_public_keys(), {}
    for side in SIDES:
        signature = getattr(held, f"{side}_signature")
        if signature:
            proof = check(signature, keys)
            proved[side] = proof.finding == Finding.GENUINE and proof.statement.get("statement") == digest(
                held.statement
            )
    return {"held": held, "proved": proved, "leg": TransferLeg(held.leg).label, "items": held.statement["items"]}


def _group(items: list[Any]) -> list[tuple[Any, list[Any]]]:
    groups: dict[Any, list[Any]] = {}
    for item in items:
        groups.setdefault(item.box, []).append(item)
    return list(groups.items())


def _make_ledger(items: list[Any], hand_overs: list[dict[str, Any]]) -> list[tuple[Any, str, str]]:
    """For each object the condition in which it went and came back, as both sides signed."""
    told: dict[tuple[str, str], str] = {}
    for shown in hand_overs:
        if shown["held"].is_signed:
            for item in shown["items"]:
                told[(item["key"], shown["held"].leg)] = item["condition"] or "✓"
    return [(item, told.get((item.object.key, "out"), ""), told.get((item.object.key, "back"), "")) for item in items]
