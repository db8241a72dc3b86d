"""Every write of the loss register. Doors, imports and the sample call these; the registers of words and photos follow."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from museion.core.access import AccessLevel, Actor, check_right
from museion.core.bulk import update_rows
from museion.core.saving import Draft, Saved, save_drafts, withdraw_records
from museion.screening.models import LossRecord
from museion.screening.terms import LossStatus


def save_losses(drafts: Sequence[Draft], *, actor: Actor, at: datetime, reason: str = "") -> Saved:
    """Write many losses at once, as an import does."""
    check_right(actor, "loss.import")
    return _save(drafts, actor=actor, at=at, reason=reason)


def create_loss(values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> LossRecord:
    check_right(actor, "loss.create", [values["scope_key"]] if values.get("scope_key") else ())
    saved = _save([Draft(values)], actor=actor, at=at, reason=reason)
    return LossRecord.objects.get(key=saved.keys[0])


def report_loss(values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> LossRecord:
    """What an institution says it lost. Only the desk reads it until the desk certifies or publishes it."""
    check_right(actor, "loss.propose", [values["scope_key"]] if values.get("scope_key") else ())
    report = {**values, "access": AccessLevel.DESK, "is_certified": False}
    saved = _save([Draft(report)], actor=actor, at=at, reason=reason)
    return LossRecord.objects.get(key=saved.keys[0])


def update_loss(loss: LossRecord, values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> None:
    check_right(actor, "loss.update", loss)
    _save([Draft(values, id=loss.id)], actor=actor, at=at, reason=reason)


def change_loss_status(loss: LossRecord, status: LossStatus, *, actor: Actor, at: datetime, reason: str) -> None:
    """Recovered, restituted, found to be a fake…: what nobody looks for any more leaves the registers."""
    update_loss(loss, {"status": status}, actor=actor, at=at, reason=reason)


def publish_loss(loss: LossRecord, access: AccessLevel, *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Set who reads it: everybody, partners, or the desk."""
    check_right(actor, "loss.publish", loss)
    _save([Draft({"access": access}, id=loss.id)], actor=actor, at=at, reason=reason)


def certify_loss(loss: LossRecord, *, is_certified: bool, actor: Actor, at: datetime, reason: str = "") -> None:
    """Say, or no longer say, that a police authority confirmed it."""
    check_right(actor, "loss.publish", loss)
    _save([Draft({"is_certified": is_certified}, id=loss.id)], actor=actor, at=at, reason=reason)


@transaction.atomic
def withdraw_loss(loss: LossRecord, *, actor: Actor, at: datetime, reason: str) -> None:
    check_right(actor, "loss.withdraw", loss)
    _save([Draft({"withdrawn_reason": reason}, id=loss.id)], actor=actor, at=at, reason=reason)
    withdraw_records(LossRecord, [loss.key], kind="loss", actor=actor, at=at, reason=reason)


def restore_loss(loss: LossRecord, *, actor: Actor, at: datetime, reason: str = "") -> None:
    """It was withdrawn in error: it is sought again as it was."""
    check_right(actor, "loss.withdraw", loss)
    _save([Draft({"withdrawn_reason": ""}, id=loss.id)], actor=actor, at=at, reason=reason)


@transaction.atomic
def _save(drafts: Sequence[Draft], *, actor: Actor, at: datetime, reason: str) -> Saved:
    saved = save_drafts(LossRecord, drafts, kind="loss", actor=actor, at=at, reason=reason)
    _note_publication([draft.id for draft in drafts if draft.id], at)
    return saved


def _note_publication(numbers: Sequence[int], at: datetime) -> None:
    """The first moment at which everybody could read it stays, whatever happens later."""
    unpublished = LossRecord.objects.filter(access=AccessLevel.PUBLIC, published_at__isnull=True)
    for start in range(0, len(numbers), 500):
        fresh = list(unpublished.filter(id__in=numbers[start : start + 500]).values_list("id", flat=True))
        update_rows(LossRecord, ("published_at", "id"), [(at, number) for number in fresh])
