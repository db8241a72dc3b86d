"""Keeping the registers of words and photos in step with the table: what the outbox asks for, and making them anew.

A loss is in them as long as somebody looks for it: withdrawn, recovered or restituted ones leave.
"""

import fcntl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from museion.core.models.records import RecordQuerySet
from museion.core.outbox import Announcement
from museion.heritage.pictures import find_picture
from museion.screening.matching.photos import PhotoIndexBusyError, PhotoIndexError
from museion.screening.matching.photos.describing import PhotoFile
from museion.screening.matching.photos.shards import ShardUnavailableError
from museion.screening.matching.texts.records import ObjectText
from museion.screening.matching.texts.register import TextRegister, TextRegisterError, remove_register
from museion.screening.models import LossPhotograph, LossRecord
from museion.screening.registers.parts import (
    get_descriptor,
    get_parts,
    get_photos_folder,
    list_registered,
    replace_registered,
)
from museion.screening.registers.photos import (
    is_as_wanted,
    make_photo_file,
    remove_index,
    split_photo_key,
    take_wanted_descriptor,
)
from museion.screening.registers.words import describe_loss, get_canon
from museion.screening.terms import SOUGHT

TEXTS, PHOTOS = "loss-texts", "loss-photos"
BATCH = 1000
PHOTO_BATCH = 256

Progress = Callable[[str, int], None]


def get_texts_folder() -> Path:
    return Path(settings.HOME) / "screening" / "texts"


def get_sought() -> RecordQuerySet[LossRecord]:
    return LossRecord.objects.current().filter(status__in=SOUGHT)


def keep_texts(announcements: Sequence[Announcement]) -> None:
    """Handler of the outbox: these losses as they are now, in one commit. Twice gives the same register as once."""
    keys = {announced.key for announced in announcements}
    with _hold_lock("texts"):
        register = TextRegister(get_texts_folder(), get_canon())
        if not register.is_current:
            _fill_texts(register)
            return
        register.change(_describe(keys), gone=keys, as_of=_write_moment())


def open_texts() -> TextRegister:
    """The register of words, filled first where it was never filled or not by this version of the thesauri."""
    register = TextRegister(get_texts_folder(), get_canon())
    if not register.is_current:
        with _hold_lock("texts"):
            register.refresh()
            if not register.is_current:
                _fill_texts(register)
    return register


def keep_photos(announcements: Sequence[Announcement]) -> None:
    """Handler of the outbox: the photos of these losses as they are now; an index that cannot be read is made anew."""
    keys = sorted({announced.key for announced in announcements})
    with _hold_lock("photos"):
        try:
            replace_registered(keys, _list_photos(keys))
        except (PhotoIndexBusyError, ShardUnavailableError):
            raise
        except PhotoIndexError:
            _rebuild_photos(None)


def rebuild_registers(progress: Progress | None = None) -> int:
    """Both registers from the table; returns how many losses they hold.

    Photos are known by their bytes, so those that are described already are not described again.
    """
    with _hold_lock("texts"):
        try:
            register = TextRegister(get_texts_folder(), get_canon())
        except TextRegisterError:
            remove_register(get_texts_folder())
            register = TextRegister(get_texts_folder(), get_canon())
        count = _fill_texts(register)
    if progress:
        progress("loss", count)
    with _hold_lock("photos"):
        _rebuild_photos(progress)
    return count


def _fill_texts(register: TextRegister) -> int:
    return register.fill((text for keys in iterate_sought() for text in _describe(keys)), as_of=_write_moment())


def _rebuild_photos(progress: Progress | None) -> None:
    try:
        held = list_registered()
        if get_parts() is None and not is_as_wanted(get_photos_folder()):
            photos = (photo for keys in iterate_sought(PHOTO_BATCH) for photo in _list_photos(keys))
            take_wanted_descriptor(get_photos_folder(), photos)
    except ShardUnavailableError:
        raise
    except PhotoIndexError:
        remove_index(get_photos_folder())
        held = set()
    sought: set[str] = set()
    for keys in iterate_sought(PHOTO_BATCH):
        sought.update(keys)
        replace_registered(keys, _list_photos(keys))
        if progress:
            progress("loss with photos", len(keys))
    gone = sorted({split_photo_key(key)[0] for key in held} - sought)
    replace_registered(gone, [])


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many losses and photos are in the registers, and how many the table has. `descriptor`: see `get_descriptor`."""

    losses: int
    sought: int
    photos: int
    photographs: int
    is_current: bool
    descriptor: str | None

    @property
    def is_whole(self) -> bool:
        return self.losses == self.sought and self.photos == self.photographs


def compare_registers() -> Comparison:
    """Raises `TextRegisterError` or `PhotoIndexError` where one cannot be read."""
    register = TextRegister(get_texts_folder(), get_canon())
    return Comparison(
        losses=register.statistics.count,
        sought=get_sought().count(),
        photos=len(list_registered()),
        photographs=LossPhotograph.objects.filter(loss__in=get_sought()).count(),
        is_current=register.is_current,
        descriptor=get_descriptor(),
    )


def iterate_sought(batch: int = BATCH) -> Iterator[list[str]]:
    """The keys of the register's losses; each batch is a read of its own, so no lock is held."""
    last = 0
    rows = LossRecord.objects.order_by("id").values_list("id", "key", "status", "withdrawn_at")
    while part := list(rows.filter(id__gt=last)[:batch]):
        last = part[-1][0]
        yield [key for _, key, status, withdrawn_at in part if is_sought(status, withdrawn_at)]


def is_sought(status: str, withdrawn_at: datetime | None) -> bool:
    """Asked of rows that were read by key: given this as a condition too, SQLite reads most of the table."""
    return status in SOUGHT and withdrawn_at is None


def _describe(keys: Sequence[str] | set[str]) -> Iterator[ObjectText]:
    held = sorted(keys)
    for start in range(0, len(held), BATCH):
        for loss in LossRecord.objects.filter(key__in=held[start : start + BATCH]).prefetch_related("photographs"):
            if is_sought(loss.status, loss.withdrawn_at):
                yield describe_loss(loss, [photograph.file_name for photograph in loss.photographs.all()])


def _list_photos(keys: Sequence[str]) -> Iterator[PhotoFile]:
    columns = ("loss__key", "loss__status", "loss__withdrawn_at", "file_name")
    for start in range(0, len(keys), BATCH):
        rows = LossPhotograph.objects.filter(loss__key__in=keys[start : start + BATCH])
        ordered = rows.order_by("loss_id", "position", "id").values_list(*columns)
        for key, status, withdrawn_at, file_name in ordered:
            path = find_picture(file_name) if is_sought(status, withdrawn_at) else None
            if path:
                yield make_photo_file(key, path)


def _write_moment() -> str:
    return timezone.now().isoformat(timespec="seconds")


@contextmanager
def _hold_lock(name: str) -> Iterator[None]:
    """One process at a time reads losses and writes what it read, so no older state is put over a newer one."""
    folder = Path(settings.HOME) / "screening"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
