"""The photo index spread over machines, where `MUSEION_PHOTO_PARTS` names its parts; else the one folder of the home."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from museion.screening.matching.photos import PhotoMatcher
from museion.screening.matching.photos.describing import PhotoFile, describe_files
from museion.screening.matching.photos.manifest import read_manifest
from museion.screening.matching.photos.shards import ShardedPhotos
from museion.screening.registers.photos import choose_embedder, list_photo_keys, replace_photos


def get_photos_folder() -> Path:
    return Path(settings.HOME) / "screening" / "photos"


def get_parts() -> ShardedPhotos | None:
    """None where the index is one folder of the home."""
    names = tuple(settings.PHOTO_PARTS)
    return _open_parts(names, settings.PHOTO_PARTS_TOKEN) if names else None


def open_photos() -> PhotoMatcher | ShardedPhotos:
    folder = get_photos_folder()
    parts = get_parts()
    return PhotoMatcher(folder, embedder=choose_embedder(folder)) if parts is None else parts


def list_registered(loss_keys: Sequence[str] | None = None) -> set[str]:
    """The photos registered under these losses, or all."""
    parts = get_parts()
    return list_photo_keys(get_photos_folder(), loss_keys) if parts is None else parts.list_photo_keys(loss_keys)


def replace_registered(loss_keys: Sequence[str], photos: Iterable[PhotoFile]) -> None:
    """These losses have these photos and no others. What is registered already is not described again."""
    parts = get_parts()
    if parts is None:
        replace_photos(get_photos_folder(), loss_keys, photos)
        return
    wanted = {photo.photo_key: photo for photo in photos}
    held = parts.list_photo_keys(loss_keys)
    new = [photo for key, photo in wanted.items() if key not in held]
    gone = sorted(held - wanted.keys())
    if new or gone:
        parts.change(describe_files(new, embedder=parts.open_embedder()), gone=gone)


def get_descriptor() -> str | None:
    """The name of the descriptor by which photos that share no point are put in order; None without."""
    parts = get_parts()
    embedder = choose_embedder(get_photos_folder()) if parts is None else parts.open_embedder()
    return embedder.name if embedder else None


def get_generation() -> int:
    """Changes whenever the registered photos do."""
    parts = get_parts()
    return read_manifest(get_photos_folder()).generation if parts is None else parts.get_generation()


@lru_cache(maxsize=2)
def _open_parts(names: tuple[str, ...], token: str) -> ShardedPhotos:
    return ShardedPhotos(names, token)
