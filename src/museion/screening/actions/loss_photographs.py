"""Photos of what was lost: attached, and taken away again where they show something else."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from museion.core.access import Actor, check_right, may
from museion.heritage.actions.picturing import Album, NewPhotograph, add_photographs, remove_photographs
from museion.heritage.pictures import KeptPicture
from museion.screening.models import LossPhotograph, LossRecord

_ALBUM = Album("loss", LossRecord, LossPhotograph, "loss")
_AT_ONCE = 500


def attach_loss_photographs(
    photographs: Sequence[NewPhotograph], *, actor: Actor, at: datetime, reason: str = ""
) -> set[int]:
    """Add many pictures to many losses; returns the losses that have a new one. The same bytes are kept once a loss."""
    changed: set[int] = set()
    with transaction.atomic():
        for start in range(0, len(photographs), _AT_ONCE):
            changed |= _attach(photographs[start : start + _AT_ONCE], actor=actor, at=at, reason=reason)
    return changed


@transaction.atomic
def attach_reported_photographs(
    loss: LossRecord, pictures: Sequence[KeptPicture], *, actor: Actor, at: datetime
) -> None:
    """Pictures that came with a report; who may report may show what was lost."""
    # Whoever reports need not be allowed to read what the desk makes of it.
    check_right(actor, "loss.propose", loss.scope_keys())
    photographs = [NewPhotograph(loss.id, held, position=place) for place, held in enumerate(pictures)]
    add_photographs(_ALBUM, photographs, {loss.id: loss}, actor=actor, at=at)


@transaction.atomic
def detach_loss_photographs(
    loss: LossRecord, file_names: Iterable[str], *, actor: Actor, at: datetime, reason: str
) -> int:
    check_right(actor, "loss.update", loss)
    return remove_photographs(_ALBUM, loss, file_names, actor=actor, at=at, reason=reason)


def _attach(photographs: Sequence[NewPhotograph], *, actor: Actor, at: datetime, reason: str) -> set[int]:
    losses = LossRecord.objects.select_related("held_object").in_bulk({new.record_id for new in photographs})
    if not may(actor, "loss.import"):
        for loss in losses.values():
            check_right(actor, "loss.update", loss.scope_keys())
    added = add_photographs(_ALBUM, photographs, losses, actor=actor, at=at, reason=reason)
    return {photograph.record_id for photograph in added}
