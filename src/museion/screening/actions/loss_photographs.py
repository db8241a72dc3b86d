"""Photos of what was lost: attached, and taken away again where they show something else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from museion.core.access import Actor, check_right, may
from museion.core.bulk import insert_rows, update_rows
from museion.core.journal import Change, record_changes
from museion.core.outbox import announce
from museion.heritage.pictures import KeptPicture
from museion.heritage.terms import PhotographView
from museion.screening.models import LossPhotograph, LossRecord

_COLUMNS = ("loss", "file_name", "media_type", "width", "height", "view", "captions", "position")
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class NewLossPhotograph:
    """A kept picture that is to show the loss of this number (`LossRecord.id`)."""

    loss_id: int
    picture: KeptPicture
    view: str = PhotographView.OVERALL
    captions: dict[str, str] = field(default_factory=dict)
    position: int = 0


def attach_loss_photographs(
    photographs: Sequence[NewLossPhotograph], *, actor: Actor, at: datetime, reason: str = ""
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
    check_right(actor, "loss.propose", loss.scope_keys())
    _add(
        [NewLossPhotograph(loss.id, held, position=place) for place, held in enumerate(pictures)],
        {loss.id: loss},
        actor=actor,
        at=at,
    )


@transaction.atomic
def detach_loss_photograph(
    loss: LossRecord, photograph: LossPhotograph, *, actor: Actor, at: datetime, reason: str
) -> None:
    check_right(actor, "loss.update", loss.scope_keys())
    before = {"file_name": photograph.file_name, "view": photograph.view}
    photograph.delete()
    _note_changes([loss], [Change("loss.detach_photograph", loss.key, before, None)], actor=actor, at=at, reason=reason)


def _attach(photographs: Sequence[NewLossPhotograph], *, actor: Actor, at: datetime, reason: str) -> set[int]:
    losses = LossRecord.objects.select_related("held_object").in_bulk({new.loss_id for new in photographs})
    if not may(actor, "loss.import"):
        for loss in losses.values():
            check_right(actor, "loss.update", loss.scope_keys())
    return _add(photographs, losses, actor=actor, at=at, reason=reason)


def _add(
    photographs: Sequence[NewLossPhotograph],
    losses: Mapping[int, LossRecord],
    *,
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> set[int]:
    held = set(LossPhotograph.objects.filter(loss_id__in=losses).values_list("loss_id", "file_name"))
    new: dict[tuple[int, str], NewLossPhotograph] = {}
    for photograph in photographs:
        identity = (photograph.loss_id, photograph.picture.file_name)
        if identity not in held:
            new.setdefault(identity, photograph)
    insert_rows(LossPhotograph, _COLUMNS, [_make_row(photograph) for photograph in new.values()])
    touched = {photograph.loss_id for photograph in new.values()}
    changes = [_make_change(losses[photograph.loss_id].key, photograph) for photograph in new.values()]
    _note_changes([losses[number] for number in sorted(touched)], changes, actor=actor, at=at, reason=reason)
    return touched


def _note_changes(
    losses: Iterable[LossRecord], changes: list[Change], *, actor: Actor, at: datetime, reason: str
) -> None:
    held = list(losses)
    update_rows(LossRecord, ("changed_at", "id"), [(at, loss.id) for loss in held])
    record_changes(changes, actor=actor, at=at, reason=reason)
    announce("loss", [loss.key for loss in held])


def _make_row(photograph: NewLossPhotograph) -> tuple[Any, ...]:
    picture = photograph.picture
    return (
        photograph.loss_id,
        picture.file_name,
        picture.media_type,
        picture.width,
        picture.height,
        str(photograph.view),
        photograph.captions,
        photograph.position,
    )


def _make_change(key: str, photograph: NewLossPhotograph) -> Change:
    after = {"file_name": photograph.picture.file_name, "view": str(photograph.view)}
    return Change("loss.attach_photograph", key, None, after)
