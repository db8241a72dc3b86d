"""Rows about losses: Object ID, what became of the object, and its photos as files beside the imported one.

A photo that cannot be used costs the photo, not the loss; which and why is told.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from museion.core.access import AccessLevel, Actor
from museion.core.dates import HistoricalDate
from museion.core.imports import fields
from museion.core.imports.references import Reference, ReferringRow, resolve_references
from museion.core.imports.registry import FieldError, Resolved
from museion.core.saving import Draft, Saved
from museion.core.wording import Wording, get_message
from museion.heritage.actions.picturing import NewPhotograph
from museion.heritage.incoming import descriptions
from museion.heritage.incoming.cleaning import clean_line, clean_texts
from museion.heritage.models import CulturalObject
from museion.heritage.pictures import MOST_BYTES, KeptPicture, UnusablePictureError, check_picture, keep_picture
from museion.screening.actions.loss_photographs import attach_loss_photographs
from museion.screening.actions.losses import save_losses
from museion.screening.incoming.cells import spread_cells
from museion.screening.incoming.withdrawn import refuse_withdrawn
from museion.screening.models import LossRecord
from museion.screening.terms import LossStatus

TEXTS = descriptions.TEXTS | {"circumstances"}
OTHERS = descriptions.OTHERS | {
    "access",
    "identifiers",
    "date_period",
    "status",
    "authority",
    "reference_number",
    "is_certified",
    "loss_date_text",
    "loss_date_from",
    "loss_date_to",
    "loss_place",
    "loss_country",
    "owner",
    "held_object_source_id",
    "photo",
}
FILES = frozenset({"photo"})
_REFERENCES = (Reference("held_object_source_id", "held_object_id", CulturalObject),)


@dataclass(slots=True)
class LossRow(ReferringRow):
    """With its photos."""

    pictures: list[KeptPicture] = field(default_factory=list)


def read_loss(values: dict[str, Any]) -> LossRow:
    return _read(values, keep_picture)


def check_loss(values: dict[str, Any]) -> LossRow:
    """As `read_loss` reads it, but no picture is kept."""
    return _read(values, check_picture)


def _read(values: dict[str, Any], take: Callable[[bytes], KeptPicture]) -> LossRow:
    warnings: list[FieldError] = []
    spread_cells(values)
    pictures = _take_pictures(values, warnings, take)
    description = descriptions.read_description(values, warnings)
    if not pictures and not any(description.values()):
        raise FieldError("title", "", Wording("at least one answer of Object ID, or a photo"))
    draft = Draft(
        {
            **fields.read_origin(values),
            **_read_stated(values),
            "identifiers": fields.read_identifiers(values),
            **description,
            "authority": clean_line(values, "authority", 200),
            "reference_number": clean_line(values, "reference_number", 100),
            "is_certified": bool(values.get("is_certified", False)),
            **_read_loss_dates(values, warnings),
            "loss_place": clean_line(values, "loss_place", 200),
            "loss_country": fields.read_country(values, "loss_country"),
            "circumstances": clean_texts(values, "circumstances"),
            "owner": clean_line(values, "owner"),
        }
    )
    held = fields.read_text(values, "held_object_source_id")
    return LossRow(draft, {"held_object_source_id": [held]} if held else {}, warnings, pictures)


def _read_stated(values: Mapping[str, Any]) -> dict[str, str]:
    """Status and level of publication, where the row states them: what the desk set since is not undone by silence.

    One that cannot be read costs the row. Any guess would accuse somebody, hide a loss, or publish what is for the desk.
    """
    read = {"status": fields.read_choice(values, "status", LossStatus)}
    read["access"] = fields.read_choice(values, "access", AccessLevel)
    return {name: text for name, text in read.items() if text}


def resolve_losses(rows: Sequence[LossRow], is_final: bool) -> Sequence[Resolved]:  # noqa: FBT001 - the importer's call
    resolved = resolve_references(_REFERENCES, rows, is_final=True)
    return refuse_withdrawn(LossRecord, rows, resolved, _expect)


def _expect(reason: str) -> Wording:
    return Wording("a loss that the desk did not withdraw; this one was: %(reason)s", reason=reason)


def save_loss_rows(rows: Sequence[LossRow], actor: Actor, at: datetime, reason: str) -> Saved:
    """Pictures that earlier imports or people attached stay; a loss that only gained a picture counts as updated."""
    saved = save_losses([row.draft for row in rows], actor=actor, at=at, reason=reason)
    photographs = [
        NewPhotograph(row.draft.id, picture, position=position)
        for row in rows
        for position, picture in enumerate(row.pictures)
        if row.draft.id
    ]
    pictured = attach_loss_photographs(photographs, actor=actor, at=at, reason=reason)
    gained = min(len(pictured), saved.unchanged) if not saved.created and not saved.updated else 0
    saved.updated, saved.unchanged = saved.updated + gained, saved.unchanged - gained
    return saved


def _take_pictures(
    values: Mapping[str, Any], warnings: list[FieldError], take: Callable[[bytes], KeptPicture]
) -> list[KeptPicture]:
    kept: dict[str, KeptPicture] = {}
    for path in values.get("photo", ()):
        try:
            picture = take(_read_file(Path(path)))
        except UnusablePictureError as error:
            warnings.append(FieldError("photo", Path(path).name, Wording("a picture: %(why)s", why=get_message(error))))
        else:
            kept.setdefault(picture.file_name, picture)
    return list(kept.values())


def _read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            size = str(MOST_BYTES // 1_000_000)
            raise UnusablePictureError(Wording("the file is larger than %(size)s MB", size=size))
        return path.read_bytes()
    except OSError as error:
        raise UnusablePictureError(
            Wording("the file cannot be read (%(why)s)", why=error.strerror or str(error))
        ) from error
    except ValueError as error:
        raise UnusablePictureError(Wording("this is no name of a file (%(why)s)", why=str(error))) from error


def _read_loss_dates(values: Mapping[str, Any], warnings: list[FieldError]) -> dict[str, Any]:
    """The day or days of the loss; what cannot be read stays as written."""
    text = clean_line(values, "loss_date_text", 200)
    first, last = (
        fields.read_historical_date(values, name, 200, warnings) for name in ("loss_date_from", "loss_date_to")
    )
    if first.is_undated and last.is_undated:
        first = last = fields.read_historical_date(values, "loss_date_text", 200, warnings)
    text = text or " – ".join(dict.fromkeys(date.text for date in (first, last) if date.text))
    earliest, latest = _get_bounds(first, last)
    return {"loss_date_text": text[:200], "loss_earliest": earliest, "loss_latest": latest}


def _get_bounds(first: HistoricalDate, last: HistoricalDate) -> tuple[int | None, int | None]:
    days = [day for date in (first, last) for day in (date.earliest, date.latest) if day is not None]
    return (min(days), max(days)) if days else (None, None)
