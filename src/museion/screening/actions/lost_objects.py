"""A held object that is gone becomes a loss in one act: described and pictured as its museum knew it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from museion.core.access import AccessLevel, Actor
from museion.core.models import Record
from museion.heritage.actions.picturing import NewPhotograph
from museion.heritage.lost import Lost
from museion.heritage.models import CulturalObject, ObjectDescription
from museion.heritage.pictures import KeptPicture
from museion.screening.actions.loss_photographs import attach_loss_photographs
from museion.screening.actions.losses import create_loss
from museion.screening.models import LossRecord
from museion.screening.terms import LossStatus


@transaction.atomic
def create_loss_of_object(lost: Lost, *, actor: Actor, at: datetime) -> str:
    """Read by the desk alone until it publishes. An object that is sought already keeps the record it has."""
    known = LossRecord.objects.current().filter(held_object=lost.object, status=LossStatus.MISSING).first()
    if known:
        return known.key
    values = _copy_description(lost.object) | {
        "access": AccessLevel.DESK.value,
        "status": LossStatus.MISSING.value,
        "held_object_id": lost.object.id,
        "circumstances": {lost.language: lost.circumstances},
        "loss_place": lost.place[:200],
        "loss_country": lost.country,
        "loss_date_text": lost.lost_text[:200],
        "owner": str(lost.object.museum or ""),
    }
    loss = create_loss(values, actor=actor, at=at, reason=lost.circumstances[:200])
    _copy_photographs(lost.object, loss, actor=actor, at=at)
    return loss.key


def _copy_description(held: CulturalObject) -> dict[str, Any]:
    """The fields of Object ID, which both tables have."""
    of_records = {field.name for field in Record._meta.local_fields}
    return {
        field.name: getattr(held, field.name)
        for field in ObjectDescription._meta.local_fields
        if field.name not in of_records
    }


def _copy_photographs(held: CulturalObject, loss: LossRecord, *, actor: Actor, at: datetime) -> None:
    photographs = [
        NewPhotograph(
            loss.id,
            KeptPicture(photo.file_name, photo.media_type, photo.width, photo.height),
            photo.view,
            dict(photo.captions),
            photo.position,
        )
        for photo in held.photographs.all()
    ]
    attach_loss_photographs(photographs, actor=actor, at=at)
