"""A loss as an institution tells it in a form: read by the mapping that imports read, reported to the desk with its photos."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from museion.core.access import Actor
from museion.core.imports.mapping import load_mapping
from museion.heritage.sent_pictures import SentPictures
from museion.screening.actions.loss_photographs import attach_reported_photographs
from museion.screening.actions.losses import report_loss
from museion.screening.imports import IMPORTERS
from museion.screening.incoming.losses import read_loss
from museion.screening.models import LossRecord

_MAPPING = "object-id"
_OF_IMPORTS = frozenset({"source", "source_id"})


@dataclass(frozen=True, slots=True)
class Told:
    """`fields`: by the columns of the mapping object-id. `scope_key`: in whose name."""

    fields: Mapping[str, str]
    pictures: SentPictures = field(default_factory=SentPictures)
    scope_key: str = ""


@transaction.atomic
def report_loss_told(told: Told, *, actor: Actor, at: datetime) -> LossRecord:
    """Raises `FieldError` for what cannot be kept or says nothing; then nothing is. Dates and sizes that cannot be read stay as written."""
    loss = report_loss(_read(told), actor=actor, at=at)
    attach_reported_photographs(loss, told.pictures.keep(), actor=actor, at=at)
    return loss


def _read(told: Told) -> dict[str, Any]:
    mapped = load_mapping(_MAPPING, IMPORTERS[0]).map_row(dict(told.fields))
    row = read_loss(mapped)
    values = {name: value for name, value in row.draft.values.items() if name not in _OF_IMPORTS}
    return {**values, "scope_key": told.scope_key}
