"""Many files described at once, on every core: what costs the time when a register is filled."""

import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import cv2

from museion.core.parents import end_with_parent
from museion.screening.matching.photos.decoding import PictureError, decode_picture
from museion.screening.matching.photos.embedding import Embedder
from museion.screening.matching.photos.installed import open_named
from museion.screening.matching.photos.segments import RegisteredPhoto
from museion.screening.matching.photos.writer import describe_photo

logger = logging.getLogger(__name__)
# Starting other processes costs more than describing a few pictures.
_FEW = 24
# What a process of the pool keeps for its life.
_KEPT: dict[str, Embedder | None] = {}


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A picture to register, and where it lies."""

    object_key: str
    photo_key: str
    path: Path


def describe_files(files: Sequence[PhotoFile], *, embedder: Embedder | None = None) -> Iterator[RegisteredPhoto]:
    """In the order of the files. A picture that cannot be compared is logged and left out: it must not hold up others."""
    workers = min(os.cpu_count() or 1, len(files) // _FEW)
    if workers < 2:
        described: Iterable[RegisteredPhoto | None] = (_describe(file, embedder) for file in files)
        yield from filter(None, described)
        return
    # Started anew, not forked: threads of OpenCV and of an index do not survive a fork.
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, context, _start_worker, (embedder.name if embedder else "",)) as pool:
        yield from filter(None, pool.map(_describe_in_worker, files, chunksize=4))


def _describe(file: PhotoFile, embedder: Embedder | None) -> RegisteredPhoto | None:
    try:
        picture = decode_picture(file.path)
    except PictureError as error:
        logger.warning("the photo %s of %s is not registered: %s", file.path.name, file.object_key, error)
        return None
    return describe_photo(file.object_key, file.photo_key, picture, embedder)


def _start_worker(descriptor: str) -> None:
    end_with_parent()
    # Whoever asks goes first.
    os.nice(5)
    cv2.setNumThreads(1)
    _KEPT["embedder"] = open_named(descriptor) if descriptor else None


def _describe_in_worker(file: PhotoFile) -> RegisteredPhoto | None:
    return _describe(file, _KEPT["embedder"])
