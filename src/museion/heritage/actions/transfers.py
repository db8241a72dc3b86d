"""Hand-overs of a transfer that two institutions share: prepared by one of them, signed by both."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right, may
from museion.core.bulk import chunk
from museion.core.journal import Change, record_changes
from museion.core.saving import Draft, save_drafts
from museion.core.signing.keys import decode, get_signing_key
from museion.core.signing.statements import sign
from museion.heritage.actions.packing import InvalidTransferError, hold_transfer, name_objects, tell_out
from museion.heritage.care_terms import TransferLeg
from museion.heritage.models import CulturalObject, HandOver, Transfer, TransferItem
from museion.heritage.queries.handing import KEEPING, find_out, list_handed, list_movable

SIDES = ("giver", "taker")


@transaction.atomic
def prepare_hand_over(
    transfer: Transfer, leg: str, conditions: Mapping[str, str], place: str, *, actor: Actor, at: datetime
) -> HandOver:
    """What both sides are to sign: which objects, in which condition (by key), with the photographs that are kept of them."""
    _check_side(transfer, actor)
    hold_transfer(transfer, at)
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
    number = (transfer.hand_overs.aggregate(last=Max("number"))["last"] or 0) + 1
    made = HandOver.objects.create(transfer=transfer, number=number, leg=leg, statement=statement, made_at=at)
    change = Change("transfer.prepare_hand_over", transfer.key, None, {"number": number, "sha256": digest(statement)})
    record_changes([change], actor=actor, at=at)
    return made


@transaction.atomic
def take_back_hand_over(hand_over: HandOver, *, actor: Actor, at: datetime) -> None:
    """By either side, as long as one of them has not signed: a slip, or a condition that the other does not agree to."""
    transfer = hand_over.transfer
    _check_side(transfer, actor)
    hold_transfer(transfer, at)
    _need(hand_over).refresh_from_db()
    if hand_over.is_signed:
        raise InvalidTransferError(_("Both sides have signed this: it stays."))
    before = {"number": hand_over.number, "leg": hand_over.leg, "sha256": digest(hand_over.statement)}
    hand_over.delete()
    record_changes([Change("transfer.take_back_hand_over", transfer.key, before, None)], actor=actor, at=at)


def _need(hand_over: HandOver) -> HandOver:
    """The other side may have taken it back a moment ago."""
    if not HandOver.objects.filter(pk=hand_over.pk).exists():
        raise InvalidTransferError(_("This hand-over has been taken back."))
    return hand_over


def _check_movable(transfer: Transfer, leg: str, objects: Sequence[CulturalObject]) -> None:
    movable = list_movable(transfer)[leg]
    stuck = [record for record in objects if record.key not in movable]
    names = {"objects": name_objects(stuck)}
    if stuck and leg == TransferLeg.OUT:
        raise InvalidTransferError(_("Handed over already: %(objects)s.") % names)
    if stuck:
        raise InvalidTransferError(
            _("Not handed over for a time, so that it cannot be brought back: %(objects)s.") % names
        )
    if leg == TransferLeg.OUT:
        _check_at_hand(transfer, objects)


def _check_at_hand(transfer: Transfer, objects: Sequence[CulturalObject]) -> None:
    """Nothing is handed over by who no longer has it."""
    gone = [record for record in objects if record.museum_id != transfer.giver_id]
    if gone:
        told = {"objects": name_objects(gone)}
        raise InvalidTransferError(_("No longer held by the giving museum: %(objects)s.") % told)
    if out := find_out(objects, besides=transfer):
        raise InvalidTransferError(tell_out(out))


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
        hold_transfer(hand_over.transfer, at)
        _need(hand_over)
        rows = HandOver.objects.filter(pk=hand_over.pk, **{f"{side}_signature": ""})
        if rows.exists():
            # Another paper over the same objects may have been signed since this one was prepared.
            _check_movable(hand_over.transfer, hand_over.leg, _find_by_keys(keys))
        values = {f"{side}_signature": signature, f"{side}_name": actor.name[:200], f"{side}_signed_at": at}
        if not rows.update(**values):
            raise InvalidTransferError(_("This side has signed already."))
        change = Change("transfer.sign", hand_over.transfer.key, None, {"number": hand_over.number, "side": side})
        record_changes([change], actor=actor, at=at)
        hand_over.refresh_from_db()
        if hand_over.is_signed:
            _settle(hand_over, actor=actor, at=at)


def _find_by_keys(keys: Sequence[str]) -> list[CulturalObject]:
    return [record for part in chunk(keys) for record in CulturalObject.objects.filter(key__in=part)]


def digest(statement: Mapping[str, Any]) -> str:
    """SHA-256 of the statement as canonical JSON."""
    return hashlib.sha256(orjson.dumps(statement, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _settle(hand_over: HandOver, *, actor: Actor, at: datetime) -> None:
    """With both signatures ownership passes where the kind says so; a transfer ends when nothing is left to hand over."""
    transfer = hand_over.transfer
    keys = [item["key"] for item in hand_over.statement["items"]]
    if transfer.kind in KEEPING and hand_over.leg == TransferLeg.OUT:
        drafts = [Draft({"museum_id": transfer.taker_id}, id=record.id) for record in _find_by_keys(keys)]
        save_drafts(CulturalObject, drafts, kind="object", actor=actor, at=at, reason=transfer.key)
    everything = set(transfer.items.values_list("object__key", flat=True))
    if everything <= list_handed(transfer, TransferLeg.OUT if transfer.kind in KEEPING else TransferLeg.BACK):
        save_drafts(Transfer, [Draft({"ended_at": at}, id=transfer.id)], kind="transfer", actor=actor, at=at)


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
