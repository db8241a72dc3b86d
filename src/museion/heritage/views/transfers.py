"""Transfers: read by both sides, signed by both at every hand-over."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from museion.core.access import may
from museion.core.http.asking import get_actor, get_viewer
from museion.core.http.forms import go_back, need_record
from museion.core.http.pages import render_record
from museion.core.signing.keys import list_public_keys
from museion.core.signing.statements import Finding, check
from museion.heritage.actions.packing import InvalidTransferError
from museion.heritage.actions.transfers import SIDES, digest, prepare_hand_over, sign_hand_over, take_back_hand_over
from museion.heritage.care_terms import TransferKind, TransferLeg
from museion.heritage.models import HandOver, Transfer, TransferItem
from museion.heritage.queries import care
from museion.heritage.queries.care import get_transfers
from museion.heritage.queries.crossing import make_checklists
from museion.heritage.queries.handing import KEEPING, list_handed, list_movable, list_outstanding
from museion.heritage.views.care_forms import LetterForm


def show_transfer(request: HttpRequest, key: str) -> HttpResponse:
    return show_record_of_transfer(request, need_record(get_transfers(get_viewer(request)), key))


def show_record_of_transfer(request: HttpRequest, record: Transfer) -> HttpResponse:
    return show_with(request, record, problem=request.GET.get("problem", ""))


def show_with(
    request: HttpRequest,
    record: Transfer,
    *,
    problem: str = "",
    sent: Mapping[str, Any] | None = None,
    letter: forms.Form | None = None,
) -> HttpResponse:
    """`sent`, `letter`: what was written into a form that could not be taken, so that nobody writes it again."""
    actor, today = get_actor(request), timezone.now().date()
    items = list(record.items.select_related("object", "box"))
    hand_overs = [_show_hand_over(held) for held in record.hand_overs.all()]
    movable = list_movable(record)
    sides = [side for side in SIDES if may(actor, "transfer.update", getattr(record, side))]
    context = {
        "title": str(TransferKind(record.kind).label).capitalize(),
        "transfer": record,
        "items": items,
        "boxes": _group(record, items, movable["out"] | movable["back"] if sides else set(), sent or {}),
        "hand_overs": hand_overs,
        "ledger": _make_ledger(items, hand_overs),
        "sides": sides,
        "may_pack": "giver" in sides and not record.ended_at,
        "may_cancel": "giver" in sides and not any(shown["held"].is_signed for shown in hand_overs),
        "legs": [(code, label) for code, label in TransferLeg.choices if movable[code]],
        "handed": len(list_handed(record, TransferLeg.OUT)),
        "back": len(list_handed(record, TransferLeg.BACK)),
        "comes_back": record.kind not in KEEPING,
        "outstanding": list_outstanding(record),
        "days_late": (today - record.due_date).days if record.due_date and movable["back"] else 0,
        "sent": sent or {},
        "letters": care.get_letters(record, actor),
        "letter_form": letter or LetterForm(initial={"written_date": today, "readers": "both"}),
        "checklists": make_checklists(record),
        "problem": problem,
    }
    response = render_record(request, record, "heritage/transfer.html", context)
    if sent or letter:
        response.status_code = 400
    return response


@require_POST
def hand_over(request: HttpRequest, key: str) -> HttpResponse:
    """A condition beside an object is its own; what is stated for all others stands for the rest."""
    transfer: Transfer = need_record(get_transfers(get_viewer(request)), key)
    sent = request.POST
    rest = sent.get("condition", "").strip()
    conditions = {name: sent.get(f"condition-{name}", "").strip() or rest for name in sent.getlist("object")}
    leg, place = sent.get("leg", ""), sent.get("place", "")
    try:
        prepare_hand_over(transfer, leg, conditions, place, actor=get_actor(request), at=timezone.now())
    except InvalidTransferError as error:
        return show_with(request, transfer, problem=str(error), sent=sent)
    return go_back(transfer.url)


@require_POST
def sign(request: HttpRequest, key: str, number: int) -> HttpResponse:
    return _change(request, key, number, takes_back=False)


@require_POST
def take_back(request: HttpRequest, key: str, number: int) -> HttpResponse:
    return _change(request, key, number, takes_back=True)


def _change(request: HttpRequest, key: str, number: int, *, takes_back: bool) -> HttpResponse:
    transfer: Transfer = need_record(get_transfers(get_viewer(request)), key)
    held = transfer.hand_overs.filter(number=number).first()
    by: dict[str, Any] = {"actor": get_actor(request), "at": timezone.now()}
    try:
        if held is None:
            raise InvalidTransferError(_("This hand-over has been taken back."))
        if takes_back:
            take_back_hand_over(held, **by)
        else:
            sign_hand_over(held, request.POST.get("side", ""), **by)
    except InvalidTransferError as error:
        return go_back(transfer.url, str(error))
    return go_back(transfer.url)


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


def _group(
    transfer: Transfer, items: list[TransferItem], movable: set[str], sent: Mapping[str, Any]
) -> list[tuple[Any, list[dict[str, Any]]]]:
    """By box, an empty one too; each object as it can be ticked, with what was sent for it."""
    ticked = set(sent.getlist("object")) if isinstance(sent, QueryDict) else movable
    groups: dict[Any, list[dict[str, Any]]] = {box: [] for box in (None, *transfer.boxes.all())}
    for item in items:
        key = item.object.key
        shown = {"object": item.object, "is_movable": key in movable, "is_ticked": key in ticked}
        groups[item.box].append(shown | {"condition": sent.get(f"condition-{key}", "")})
    return [(box, held) for box, held in groups.items() if box or held]


def _make_ledger(items: list[Any], hand_overs: list[dict[str, Any]]) -> list[tuple[Any, str, str]]:
    """For each object the condition in which it went and came back, as both sides signed."""
    told: dict[tuple[str, str], str] = {}
    for shown in hand_overs:
        if shown["held"].is_signed:
            for item in shown["items"]:
                told[(item["key"], shown["held"].leg)] = item["condition"] or "✓"
    return [(item, told.get((item.object.key, "out"), ""), told.get((item.object.key, "back"), "")) for item in items]
