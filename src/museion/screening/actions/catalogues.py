"""Catalogues come in here, are read into lots, screened, and screened again whenever what they are compared with changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.db import transaction

from museion.core.access import AccessLevel, Actor, check_right
from museion.core.files import FileStore
from museion.core.journal import Change, record_changes
from museion.core.outbox import announce
from museion.core.saving import Draft, save_drafts, withdraw_records
from museion.screening.catalogues.reading import ReadCatalogue, read_catalogue
from museion.screening.models import Catalogue, Lot
from museion.screening.terms import CatalogueState

TOPIC, WORK = "catalogues", "catalogue_screening"
"""The worker's topic, and what is announced in it: writing a catalogue alone asks for no screening."""

_LONGEST_SUFFIX = 6


@dataclass(frozen=True, slots=True)
class Upload:
    """A catalogue as it came. `pictures`: an archive of them, where they are not in the file itself."""

    file_name: str
    content: bytes
    pictures: bytes = b""
    title: str = ""
    seller: str = ""
    sale_date: date | None = None
    language: str = "en"


@transaction.atomic
def upload_catalogue(upload: Upload, *, actor: Actor, at: datetime, is_promised: bool = True) -> Catalogue:
    """Keep the files and promise that the worker screens it, unless the caller does so itself.

    Only whoever uploaded it, by their account, and the desk see it.
    """
    if actor.account_id is None:
        check_right(actor, "loss.screen")
    store = FileStore(Path(settings.MEDIA_ROOT))
    suffix = _read_suffix(upload.file_name)
    values: dict[str, Any] = {
        "access": AccessLevel.DESK,
        "title": (upload.title or PurePosixPath(upload.file_name).name)[:300],
        "seller": upload.seller[:200],
        "sale_date": upload.sale_date,
        "file_name": upload.file_name[:300],
        "stored_file": store.keep(upload.content, suffix),
        "stored_pictures": store.keep(upload.pictures, ".zip") if upload.pictures else "",
        "language": upload.language,
        "account_id": actor.account_id,
    }
    saved = save_drafts(Catalogue, [Draft(values)], kind="catalogue", actor=actor, at=at)
    if is_promised:
        announce(WORK, saved.keys, topics=[TOPIC])
    return Catalogue.objects.get(key=saved.keys[0])


def _read_suffix(name: str) -> str:
    """What somebody calls a file becomes part of a name in the store only where it is short and plain."""
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if suffix[1:].isalnum() and suffix.isascii() and len(suffix) <= _LONGEST_SUFFIX else ".bin"


@transaction.atomic
def request_screening(catalogues: Sequence[Catalogue], *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Have them screened again: by hand, or because a register changed."""
    for catalogue in catalogues:
        _check_owner(catalogue, actor)
    keys = [catalogue.key for catalogue in catalogues]
    Catalogue.objects.filter(key__in=keys).update(state=CatalogueState.WAITING, screened_count=0)
    record_changes([Change("catalogue.screen", key, None, None) for key in keys], actor=actor, at=at, reason=reason)
    announce(WORK, keys, topics=[TOPIC])


def take_catalogue_away(catalogue: Catalogue, *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Whoever uploaded it wants it neither shown nor screened again; sealed records of its lots stay what they are."""
    _check_owner(catalogue, actor)
    withdraw_records(Catalogue, [catalogue.key], kind="catalogue", actor=actor, at=at, reason=reason)


def bring_catalogue_back(catalogue: Catalogue, *, actor: Actor, at: datetime) -> None:
    _check_owner(catalogue, actor)
    save_drafts(Catalogue, [Draft({}, id=catalogue.id)], kind="catalogue", actor=actor, at=at)
    announce(WORK, [catalogue.key], topics=[TOPIC])


def _check_owner(catalogue: Catalogue, actor: Actor) -> None:
    if catalogue.account_id is None or catalogue.account_id != actor.account_id:
        check_right(actor, "loss.screen", catalogue)


def save_lots(catalogue: Catalogue, read: ReadCatalogue) -> None:
    """The catalogue's lots, once; their pictures come when they are screened."""
    rows = [
        Lot(catalogue=catalogue, number=lot.number, text=lot.text, fields=lot.fields, problem="\n".join(lot.problems))
        for lot in read.lots
    ]
    with transaction.atomic():
        Lot.objects.bulk_create(rows, batch_size=500)
        Catalogue.objects.filter(id=catalogue.id).update(lot_count=len(rows))
    catalogue.lot_count = len(rows)


def load_catalogue(catalogue: Catalogue) -> ReadCatalogue:
    """From the kept files. Raises `UnreadableCatalogueError`."""
    store = FileStore(Path(settings.MEDIA_ROOT))
    pictures = store.read(catalogue.stored_pictures) if catalogue.stored_pictures else None
    return read_catalogue(store.read(catalogue.stored_file), catalogue.file_name, pictures)
