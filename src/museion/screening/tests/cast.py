"""Losses that tests look for: invented objects in several scripts, with drawn photos, in both registers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from museion.core.access import PUBLIC_VIEWER, Actor, Viewer
from museion.core.outbox import drain
from museion.heritage.actions.picturing import NewPhotograph
from museion.heritage.pictures import keep_picture
from museion.screening.actions.loss_photographs import attach_loss_photographs
from museion.screening.actions.losses import create_loss
from museion.screening.matching.photos import PhotoMatch, decode_picture
from museion.screening.models import LossRecord
from museion.screening.registers import keeping
from museion.screening.registers.asking import Registers
from museion.screening.tests.drawings import draw_painting, encode

BOATS: Mapping[str, Any] = {
    "title": {"fr": "Bateaux au port de Saint-Louis", "ar": "قوارب في ميناء سان لويس"},
    "object_type": {"en": "painting"},
    "materials_techniques": {"en": "oil on canvas"},
    "makers": [{"name": "Aïssatou Fall"}],
    "measurements": [{"dimension": "height", "value": 64, "unit": "cm", "normalised": 640.0}],
    "authority": "Police de Saint-Louis (inventé)",
    "owner": "Mme Fall, 3 rue du Fleuve",
}
ICON: Mapping[str, Any] = {
    "title": {"ru": "Богоматерь с младенцем", "en": "Mother of God with Child"},
    "object_type": {"en": "icon"},
    "materials_techniques": {"en": "tempera on wood"},
    "date_text": "17th century",
    "date_earliest": 16010101,
    "date_latest": 17001231,
}


def lose(values: Mapping[str, Any], *, actor: Actor, at: datetime, photo: int | None = None) -> LossRecord:
    """A loss in the table; `photo`: the number of the drawing that shows it. `catch_up` takes it into the registers."""
    loss = create_loss(dict(values), actor=actor, at=at)
    if photo is not None:
        picture = keep_picture(encode(draw_painting(photo)))
        attach_loss_photographs([NewPhotograph(loss.id, picture)], actor=actor, at=at)
    return loss


def catch_up() -> None:
    """Do what the worker does for the registers."""
    for topic in (keeping.TEXTS, keeping.PHOTOS):
        while drain(topic):
            pass


def match_photo(registers: Registers, photo: bytes, *, viewer: Viewer = PUBLIC_VIEWER) -> list[PhotoMatch]:
    return list(registers.screen_photos([decode_picture(photo)], viewer=viewer).matches)
