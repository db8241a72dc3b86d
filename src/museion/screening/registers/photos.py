"""The photo index in step with the table: what each loss shows now, put in and taken out at once."""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from django.conf import settings

from museion.core.environment import SettingError
from museion.screening.matching.photos import Embedder, EmbedderMissingError, PictureError, decode_picture, open_writer
from museion.screening.matching.photos.decoding import Pixels
from museion.screening.matching.photos.describing import PhotoFile, describe_files
from museion.screening.matching.photos.index import open_index
from museion.screening.matching.photos.installed import NONE, open_descriptor, open_named
from museion.screening.matching.photos.manifest import read_manifest
from museion.screening.matching.photos.redescribing import change_descriptor
from museion.screening.matching.photos.segments import KEY_BYTES

_DIGITS = 32


def make_photo_file(loss_key: str, path: Path) -> PhotoFile:
    """The photo's key names the loss and the bytes, so that the same photo is never described twice."""
    return PhotoFile(loss_key, f"{loss_key}/{path.name[:_DIGITS]}", path)


def split_photo_key(photo_key: str) -> tuple[str, str]:
    """The loss's key, and how the name of its photo in the store begins."""
    loss_key, _, digits = photo_key.partition("/")
    return loss_key, digits


def replace_photos(folder: Path, loss_keys: Sequence[str], photos: Iterable[PhotoFile]) -> None:
    """These losses have these photos and no others. What is registered already is not described again."""
    wanted = {photo.photo_key: photo for photo in photos}
    held = list_photo_keys(folder, loss_keys)
    new = [photo for key, photo in wanted.items() if key not in held]
    gone = held - wanted.keys()
    if not new and not gone:
        return
    embedder = choose_embedder(folder)
    with open_writer(folder, embedder=embedder) as writer:
        for key in gone:
            writer.remove_photo(key)
        for described in describe_files(new, embedder=embedder):
            writer.add_described(described)
        writer.commit()


def list_photo_keys(folder: Path, loss_keys: Sequence[str] | None = None) -> set[str]:
    """The photos registered under these losses, or all."""
    index = open_index(folder)
    found: set[str] = set()
    asked = None if loss_keys is None else np.array([key.encode() for key in loss_keys], f"S{KEY_BYTES}")
    for part in index.parts:
        photos = part.segment.photos
        chosen = index.alive[part.first_row : part.first_row + len(photos)]
        if asked is not None:
            chosen = chosen & np.isin(photos["object"], asked)
        found.update(key.decode() for key in photos["photo"][chosen])
    return found


def choose_embedder(folder: Path, wanted: str | None = None) -> Embedder | None:
    """The descriptor that the index was made with; a new index takes the one that is wanted, by the settings if not told."""
    manifest = read_manifest(folder)
    if not manifest.segments:
        return open_wanted(wanted)
    try:
        return open_named(manifest.embedder) if manifest.embedder else None
    except EmbedderMissingError:
        return None


def open_wanted(wanted: str | None = None) -> Embedder | None:
    """`MUSEION_PHOTO_DESCRIPTOR`, opened. Raises `SettingError` where it names what is not installed."""
    chosen = settings.PHOTO_DESCRIPTOR if wanted is None else wanted
    try:
        return open_descriptor(chosen)
    except EmbedderMissingError as error:
        needed = f"the extra that it needs, pip install 'museion[{chosen}]', or {NONE}"
        raise SettingError("MUSEION_PHOTO_DESCRIPTOR", chosen, needed) from error


def is_as_wanted(folder: Path) -> bool:
    """Whether the index was made with the descriptor that is wanted now; an empty one will be."""
    manifest, wanted = read_manifest(folder), open_wanted()
    return not manifest.segments or manifest.embedder == (wanted.name if wanted else None)


def take_wanted_descriptor(folder: Path, photos: Iterable[PhotoFile]) -> None:
    """An index that was made with another descriptor, or none, goes on with the one that is wanted. `photos`: all there are."""
    paths = {photo.photo_key: photo.path for photo in photos}

    def read_pixels(photo_key: str) -> Pixels | None:
        try:
            return decode_picture(paths[photo_key]).pixels
        except (KeyError, PictureError):
            return None

    change_descriptor(folder, open_wanted(), read_pixels)


def remove_index(folder: Path) -> None:
    """For an index that this program cannot read or go on with; the next one begun there is empty."""
    shutil.rmtree(folder, ignore_errors=True)
