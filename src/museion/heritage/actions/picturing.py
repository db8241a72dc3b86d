"""Kept pictures put under the records that they show, for every register that describes objects."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from museion.core.access import Actor
from museion.core.bulk import insert_rows, update_rows
from museion.core.journal import Change, record_changes
from museion.core.models import Record
from museion.core.outbox import announce
from museion.heritage.models.description import PictureOfObject
from museion.heritage.pictures import KeptPicture
from museion.heritage.terms import PhotographView

_COLUMNS = ("file_name", "media_type", "width", "height", "view", "captions", "position")


@dataclass(frozen=True, slots=True)
class NewPhotograph:
    """A kept picture that is to show the record of this number."""

    record_id: int
    picture: KeptPicture
    view: str = PhotographView.OVERALL
    captions: dict[str, str] = field(default_factory=dict)
    position: int = 0


@dataclass(frozen=True, slots=True)
class Album:
    """Where a register keeps its pictures. `kind`: what journal and outbox call its records; `owner`: the column that names them."""

    kind: str
    records: type[Record]
    pictures: type[PictureOfObject]
    owner: str


def add_photographs(
    album: Album,
    photographs: Iterable[NewPhotograph],
    records: Mapping[int, Record],
    *,
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> list[NewPhotograph]:
    """Those that are new; a record that has the same bytes already keeps one. Call it in a transaction, the right checked."""
    shown = album.pictures._default_manager.filter(**{f"{album.owner}_id__in": list(records)})
    held = set(shown.values_list(f"{album.owner}_id", "file_name"))
    new: dict[tuple[int, str], NewPhotograph] = {}
    for photograph in photographs:
        identity = (photograph.record_id, photograph.picture.file_name)
        if identity not in held:
            new.setdefault(identity, photograph)
    added = list(new.values())
    insert_rows(album.pictures, (album.owner, *_COLUMNS), [_make_row(photograph) for photograph in added])
    changes = [_make_change(album, records[photograph.record_id], photograph) for photograph in added]
    touched = [records[number] for number in dict.fromkeys(photograph.record_id for photograph in added)]
    note_changes(album, touched, changes, actor=actor, at=at, reason=reason)
    return added


def remove_photographs(
    album: Album, record: Record, file_names: Iterable[str], *, actor: Actor, at: datetime, reason: str = ""
) -> int:
    """Of those named that show the record; the file itself stays, others may show it. Call it in a transaction, the right checked."""
    shown = album.pictures._default_manager.filter(**{album.owner: record, "file_name__in": list(file_names)})
    changes = [
        Change(f"{album.kind}.detach_photograph", record.key, {"file_name": file_name, "view": view}, None)
        for file_name, view in shown.values_list("file_name", "view")
    ]
    if changes:
        shown.delete()
        note_changes(album, [record], changes, actor=actor, at=at, reason=reason)
    return len(changes)


def note_changes(
    album: Album, records: Sequence[Record], changes: list[Change], *, actor: Actor, at: datetime, reason: str
) -> None:
    """These records show something else than before."""
    update_rows(album.records, ("changed_at", "id"), [(at, record.id) for record in records])
    record_changes(changes, actor=actor, at=at, reason=reason)
    announce(album.kind, [record.key for record in records])


def _make_row(photograph: NewPhotograph) -> tuple[Any, ...]:
    picture = photograph.picture
    return (
        photograph.record_id,
        picture.file_name,
        picture.media_type,
        picture.width,
        picture.height,
        str(photograph.view),
        photograph.captions,
        photograph.position,
    )


def _make_change(album: Album, record: Record, photograph: NewPhotograph) -> Change:
    after = {"file_name": photograph.picture.file_name, "view": str(photograph.view)}
    return Change(f"{album.kind}.attach_photograph", record.key, None, after)
