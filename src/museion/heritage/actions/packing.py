"""Manifests of transfers: what travels, box by box, made by the giving side and changed until both sides have signed for it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, Actor, check_right
from museion.core.journal import Change, record_changes
from museion.core.outbox import announce
from museion.core.saving import Draft, save_drafts, withdraw_records
from museion.heritage.models import CulturalObject, Loan, Transfer, TransferBox, TransferItem
from museion.heritage.queries.handing import KEEPING
from museion.network.models import Museum

MOST_NAMED = 10
# The longest lease that law knows; what “9999” means is that nothing comes back.
MOST_YEARS = 100
# By the label of its box, "" for what travels unboxed.
Boxes = Mapping[str, Sequence[CulturalObject]]


class InvalidTransferError(ValueError):
    """The transfer cannot be so, or cannot take this step now; the message says why."""


@transaction.atomic
def create_transfer(
    values: Mapping[str, Any],
    boxes: Boxes,
    *,
    needs: Mapping[str, str] | None = None,
    actor: Actor,
    at: datetime,
) -> Transfer:
    """`needs`: what a box depends on."""
    if values["giver_id"] == values["taker_id"]:
        raise InvalidTransferError(_("A transfer has two sides."))
    _check_boxes(boxes, values["giver_id"])
    if values["kind"] not in KEEPING and not values.get("due_date"):
        raise InvalidTransferError(_("What comes back needs a day on which it does."))
    if values.get("due_date") and values["due_date"] < values["begins_date"]:
        raise InvalidTransferError(_("The day on which it comes back lies before the day on which it begins."))
    if values.get("due_date") and values["due_date"].year - values["begins_date"].year > MOST_YEARS:
        raise InvalidTransferError(
            _("What comes back does so within %(years)s years: with a later day it could never be late.")
            % {"years": MOST_YEARS}
        )
    draft = Draft({**values, "access": AccessLevel.COMMITTEE.value})
    check_right(actor, "transfer.create", _get_scopes(values))
    saved = save_drafts(Transfer, [draft], kind="transfer", actor=actor, at=at)
    made = Transfer.objects.select_related("giver", "taker").get(key=saved.keys[0])
    _pack(made, boxes, needs or {})
    return made


@transaction.atomic
def change_manifest(
    transfer: Transfer, boxes: Boxes, *, needs: Mapping[str, str] | None = None, actor: Actor, at: datetime
) -> None:
    """The whole manifest anew, by the giving side; what stands on a hand-over stays in the box that was written there."""
    check_right(actor, "transfer.update", transfer.giver)
    hold_transfer(transfer, at)
    if transfer.ended_at:
        raise InvalidTransferError(_("This transfer has ended."))
    written = {item["key"]: item["box"] for held in transfer.hand_overs.all() for item in held.statement["items"]}
    packed = {record.key: label for label, held in boxes.items() for record in held}
    moved = [key for key, label in written.items() if packed.get(key) != label]
    if moved:
        told = _name(CulturalObject.objects.filter(key__in=moved))
        raise InvalidTransferError(_("Stands on a hand-over, so that it stays in its box: %(objects)s.") % told)
    fresh = {label: [each for each in held if each.key not in written] for label, held in boxes.items()}
    _check_boxes(fresh, transfer.giver_id, may_be_empty=bool(written))
    before = list_packed(transfer)
    transfer.items.exclude(object__key__in=written).delete()
    transfer.boxes.filter(items__isnull=True).delete()
    _pack(transfer, fresh, needs or {})
    change = Change("transfer.change_manifest", transfer.key, {"boxes": before}, {"boxes": list_packed(transfer)})
    record_changes([change], actor=actor, at=at)
    announce("transfer", [transfer.key])


@transaction.atomic
def cancel_transfer(transfer: Transfer, reason: str, *, actor: Actor, at: datetime) -> None:
    """By the giving side, as long as nothing has changed hands."""
    check_right(actor, "transfer.update", transfer.giver)
    hold_transfer(transfer, at)
    if any(held.is_signed for held in transfer.hand_overs.all()):
        raise InvalidTransferError(_("Something has changed hands already: what both sides signed is not cancelled."))
    if not reason.strip():
        raise InvalidTransferError(_("Say why the transfer is cancelled."))
    withdraw_records(Transfer, [transfer.key], kind="transfer", actor=actor, at=at, reason=reason.strip()[:500])


def list_packed(transfer: Transfer) -> dict[str, list[str]]:
    """Keys by the label of their box."""
    packed: dict[str, list[str]] = {box.label: [] for box in transfer.boxes.all()}
    for key, label in transfer.items.values_list("object__key", "box__label"):
        packed.setdefault(label or "", []).append(key)
    return packed


def hold_transfer(transfer: Transfer, at: datetime) -> None:
    """Whoever writes first goes first: what is read after this is not changed by another until the transaction ends."""
    Transfer.objects.filter(pk=transfer.pk).update(changed_at=at)
    transfer.refresh_from_db()


def _pack(transfer: Transfer, boxes: Boxes, needs: Mapping[str, str]) -> None:
    for label, held in boxes.items():
        box = _get_box(transfer, label, needs.get(label, "")) if label else None
        TransferItem.objects.bulk_create(TransferItem(transfer=transfer, object=record, box=box) for record in held)


def _get_box(transfer: Transfer, label: str, needs: str) -> TransferBox:
    told = {"needs": needs[:300]}
    return TransferBox.objects.update_or_create(transfer=transfer, label=label[:60], defaults=told)[0]


def _check_boxes(boxes: Boxes, giver_id: int, *, may_be_empty: bool = False) -> None:
    objects = [record for held in boxes.values() for record in held]
    if not objects and not may_be_empty:
        raise InvalidTransferError(_("A transfer needs at least one object."))
    if any(record.museum_id != giver_id for record in objects):
        raise InvalidTransferError(_("Only what the giving museum holds can be handed over."))
    times = Counter(record.key for record in objects)
    if twice := [*dict.fromkeys(record for record in objects if times[record.key] > 1)]:
        raise InvalidTransferError(_("Packed twice, which nothing can be: %(objects)s.") % _name(twice))


def _name(records: Iterable[CulturalObject]) -> dict[str, str]:
    return {"objects": name_objects(list(records))}


def name_objects(records: Sequence[CulturalObject]) -> str:
    """As labels and lists call them; of many the first."""
    named = [record.inventory_number or str(record) for record in records[:MOST_NAMED]]
    return ", ".join([*named, "…"] if len(records) > MOST_NAMED else named)


def tell_out(found: Sequence[tuple[CulturalObject, Loan | Transfer]]) -> str:
    """A sentence for each loan or transfer that has something out."""
    held: dict[str, list[CulturalObject]] = {}
    for record, crossing in found:
        held.setdefault(getattr(crossing, "reference", "") or crossing.key, []).append(record)
    told = _("Out already with %(with)s: %(objects)s.")
    return " ".join(told % {"with": name, "objects": name_objects(records)} for name, records in held.items())


def _get_scopes(values: Mapping[str, Any]) -> tuple[str, ...]:
    museum = Museum.objects.select_related("national_committee").get(id=values["giver_id"])
    return museum.scope_keys()
