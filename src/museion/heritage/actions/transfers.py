"""Transfers that two institutions share: made by one, packed into boxes, signed by both at every hand-over."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, Actor, check_right, may
from museion.core.journal import Change, record_changes
from museion.core.saving import Draft, save_drafts
from museion.core.signing.keys import decode, get_signing_key
from museion.core.signing.statements import sign
from museion.heritage.care_terms import TransferKind, TransferLeg
from museion.heritage.models import CulturalObject, HandOver, Transfer, TransferBox, TransferItem
from museion.network.models import Museum

SIDES = ("giver", "taker")


class InvalidTransferError(ValueError):
    """The transfer cannot be so, or cannot take this step now; the message says why."""


@transaction.atomic
def create_transfer(
    values: Mapping[str, Any],
    boxes: Mapping[str, Sequence[CulturalObject]],
    *,
    needs: Mapping[str, str] | None = None,
    actor: Actor,
    at: datetime,
) -> Transfer:
    """`boxes`: objects by the label of their box, "" for what travels unboxed; `needs`: what a box depends on."""
    objects = [record for held in boxes.values() for record in held]
    if not objects:
        raise InvalidTransferError(_("A transfer needs at least one object."))
    if values["giver_id"] == values["taker_id"]:
        raise InvalidTransferError(_("A transfer has two sides."))
    if any(record.museum_id != values["giver_id"] for record in objects):
        raise InvalidTransferError(_("Only what the giving museum holds can be handed over."))
    keeps = values["kind"] in {TransferKind.TRANSFER, TransferKind.RESTITUTION}
    if not keeps and not values.get("due_date"):
        raise InvalidTransferError(_("What comes back needs a day on which it does."))
    draft = Draft({**values, "access": AccessLevel.COMMITTEE.value})
    check_right(actor, "transfer.create", _get_scopes(values))
    saved = save_drafts(Transfer, [draft], kind="transfer", actor=actor, at=at)
    made = Transfer.objects.select_related("giver", "taker").get(key=saved.keys[0])
    for label, held in boxes.items():
        box = (
            TransferBox.objects.create(transfer=made, label=label[:60], needs=(needs or {}).get(label, "")[:300])
            if label
            else None
        )
        TransferItem.objects.bulk_create(TransferItem(transfer=made, object=record, box=box) for record in held)
    return made


def prepare_hand_over(
    transfer: Transfer, leg: str, conditions: Mapping[str, str], place: str, *, actor: Actor, at: datetime
) -> HandOver:
    """What both sides are to sign: which objects, in which condition (by key), with the photographs that are kept of them."""
    _check_side(transfer, actor)
    if leg not in TransferLeg:
        raise InvalidTransferError(_("Say whether it is handed over or brought back."))
    if transfer.ended_at:
        raise InvalidTransferError(_("This transfer has ended."))
    items = transfer.items.select_related("object", "box").prefetch_related("object__photographs")
    chosen = [item for item in items if item.object.key in conditions]
    if not chosen:
        raise InvalidTransferError(_("Say which objects change hands, and in which condition."))
    _check_movable(transfer, leg, [item.object for item in chosen])
    statement = {
        "transfer": transfer.key,
        "kind": transfer.kind,
        "leg": leg,
        "giver": transfer.giver.key,
        "taker": transfer.taker.key,
        "place": place[:200],
        "made_at": at.isoformat(),
        "items": [_describe_item(item, conditions[item.object.key]) for item in chosen],
    }
    with transaction.atomic():
        number = transfer.hand_overs.count() + 1
        made = HandOver.objects.create(transfer=transfer, number=number, leg=leg, statement=statement, made_at=at)
        change = Change(
            "transfer.prepare_hand_over", transfer.key, None, {"number": number, "sha256": digest(statement)}
        )
        record_changes([change], actor=actor, at=at)
    return made


def _check_movable(transfer: Transfer, leg: str, objects: Iterable[CulturalObject]) -> None:
    movable = list_movable(transfer)[leg]
    stuck = [record for record in objects if record.key not in movable]
    if not stuck:
        return
    names = {"objects": ", ".join(str(record) for record in stuck[:10])}
    if leg == TransferLeg.OUT:
        raise InvalidTransferError(_("Handed over already: %(objects)s.") % names)
    raise InvalidTransferError(_("Not handed over for a time, so that it cannot be brought back: %(objects)s.") % names)


def sign_hand_over(hand_over: HandOver, side: str, *, actor: Actor, at: datetime) -> None:
    """In the name of one side, by who may act for it. Two people who sign at once both count; nobody signs twice."""
    if side not in SIDES:
        raise InvalidTransferError(_("Say for which side you sign."))
    museum = getattr(hand_over.transfer, side)
    check_right(actor, "transfer.update", museum)
    other = "taker" if side == "giver" else "giver"
    if actor.account_id and actor.account_id == _get_signer(hand_over, other):
        raise InvalidTransferError(_("One person cannot sign for both sides."))
    signed = {
        "statement": digest(hand_over.statement),
        "side": side,
        "museum": museum.key,
        "person": actor.name,
        "account": actor.account_id,
        "signed_at": at.isoformat(),
    }
    signature = sign(signed, get_signing_key())
    keys = [item["key"] for item in hand_over.statement["items"]]
    with transaction.atomic():
        rows = HandOver.objects.filter(pk=hand_over.pk, **{f"{side}_signature": ""})
        if rows.exists():
            # Another paper over the same objects may have been signed since this one was prepared.
            _check_movable(hand_over.transfer, hand_over.leg, CulturalObject.objects.filter(key__in=keys))
        values = {f"{side}_signature": signature, f"{side}_name": actor.name[:200], f"{side}_signed_at": at}
        if not rows.update(**values):
            raise InvalidTransferError(_("This side has signed already."))
        change = Change("transfer.sign", hand_over.transfer.key, None, {"number": hand_over.number, "side": side})
        record_changes([change], actor=actor, at=at)
        hand_over.refresh_from_db()
        if hand_over.is_signed:
            _settle(hand_over, actor=actor, at=at)


def digest(statement: Mapping[str, Any]) -> str:
    """SHA-256 of the statement as canonical JSON."""
    return hashlib.sha256(orjson.dumps(statement, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _settle(hand_over: HandOver, *, actor: Actor, at: datetime) -> None:
    """With both signatures ownership passes where the kind says so; a transfer ends when nothing is left to hand over."""
    transfer = hand_over.transfer
    keys = [item["key"] for item in hand_over.statement["items"]]
    if transfer.kind in {TransferKind.TRANSFER, TransferKind.RESTITUTION} and hand_over.leg == TransferLeg.OUT:
        moved = CulturalObject.objects.filter(key__in=keys)
        drafts = [Draft({"museum_id": transfer.taker_id}, id=number) for number in moved.values_list("id", flat=True)]
        save_drafts(CulturalObject, drafts, kind="object", actor=actor, at=at, reason=transfer.key)
    handed = _list_handed(transfer, TransferLeg.OUT)
    back = _list_handed(transfer, TransferLeg.BACK)
    everything = set(transfer.items.values_list("object__key", flat=True))
    keeps = transfer.kind in {TransferKind.TRANSFER, TransferKind.RESTITUTION}
    if everything <= (handed if keeps else back):
        save_drafts(Transfer, [Draft({"ended_at": at}, id=transfer.id)], kind="transfer", actor=actor, at=at)


def _list_handed(transfer: Transfer, leg: str) -> set[str]:
    signed = [held for held in transfer.hand_overs.filter(leg=leg) if held.is_signed]
    return {item["key"] for held in signed for item in held.statement["items"]}


def list_movable(transfer: Transfer) -> dict[str, set[str]]:
    """By leg the keys of the objects that can go that way now, as both sides signed."""
    out, back = _list_handed(transfer, TransferLeg.OUT), _list_handed(transfer, TransferLeg.BACK)
    everything = set(transfer.items.values_list("object__key", flat=True))
    keeps = transfer.kind in {TransferKind.TRANSFER, TransferKind.RESTITUTION}
    return {TransferLeg.OUT: everything - out, TransferLeg.BACK: set() if keeps else out - back}


def _check_side(transfer: Transfer, actor: Actor) -> None:
    if not any(may(actor, "transfer.update", getattr(transfer, side)) for side in SIDES):
        check_right(actor, "transfer.update", transfer)


def _describe_item(item: TransferItem, condition: str) -> dict[str, Any]:
    return {
        "key": item.object.key,
        "inventory_number": item.object.inventory_number,
        "title": dict(item.object.title),
        "box": item.box.label if item.box else "",
        "condition": condition[:2000],
        "photographs": [picture.file_name for picture in item.object.photographs.all()],
    }


def _get_signer(hand_over: HandOver, side: str) -> int | None:
    """The account behind a signature, which the signed words tell."""
    text = getattr(hand_over, f"{side}_signature")
    if not text:
        return None
    account = read_signature(text).get("account")
    return int(account) if account else None


def read_signature(text: str) -> dict[str, Any]:
    """What a signature says, without proving it; `core.signing` proves."""
    body: dict[str, Any] = orjson.loads(decode(text.split(".")[1]))
    return body


def _get_scopes(values: Mapping[str, Any]) -> tuple[str, ...]:
    museum = Museum.objects.select_related("national_committee").get(id=values["giver_id"])
    return museum.scope_keys()
