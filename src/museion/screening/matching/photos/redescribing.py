"""Another descriptor for an index that is in use: vectors alone are made anew, and swapped in with the list of contents.

Points, hashes and words stay as they are, in the same files under another name; who reads keeps the old list until it is swapped.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from museion.screening.matching.photos.decoding import Pixels
from museion.screening.matching.photos.embedding import Embedder
from museion.screening.matching.photos.manifest import (
    Manifest,
    SegmentEntry,
    hold_writer_lock,
    read_manifest,
    sync_folder,
    write_manifest,
)
from museion.screening.matching.photos.segments import encode_vectors, open_segment
from museion.screening.matching.photos.writer import open_writer

ReadPixels = Callable[[str], Pixels | None]
"""A registered photo by its key; None where it is gone or cannot be read."""


def change_descriptor(folder: Path, embedder: Embedder | None, read_pixels: ReadPixels) -> None:
    """`None` goes on without; vectors that are there already are then left, and not looked at."""
    with hold_writer_lock(folder):
        manifest = read_manifest(folder)
        if embedder is not None:
            manifest = _describe_anew(folder, manifest, embedder, read_pixels)
        write_manifest(folder, manifest.advance(embedder=embedder.name if embedder else None))
    with open_writer(folder, embedder=embedder) as writer:
        # Removes what is listed no more.
        writer.commit()


def _describe_anew(folder: Path, manifest: Manifest, embedder: Embedder, read_pixels: ReadPixels) -> Manifest:
    entries = []
    for number, entry in enumerate(manifest.segments, start=manifest.next_number):
        name = f"segment-{number:06}"
        shutil.rmtree(folder / name, ignore_errors=True)
        shutil.copytree(folder / entry.name, folder / name, copy_function=os.link)
        (folder / name / "vectors.npy").unlink(missing_ok=True)
        np.save(folder / name / "vectors.npy", _describe_segment(folder, entry, embedder, read_pixels))
        sync_folder(folder / name)
        entries.append(replace(entry, name=name))
    return replace(manifest, next_number=manifest.next_number + len(entries), segments=tuple(entries))


def _describe_segment(
    folder: Path, entry: SegmentEntry, embedder: Embedder, read_pixels: ReadPixels
) -> NDArray[np.int8]:
    """A photo that is deleted, or cannot be read any more, is like nothing."""
    nothing = np.zeros_like(embedder.describe_registered(np.zeros((32, 32, 3), np.uint8)))
    deleted = frozenset(entry.deleted)
    rows = []
    for row, photo in enumerate(open_segment(folder / entry.name).photos):
        pixels = None if row in deleted else read_pixels(photo["photo"].decode())
        rows.append(encode_vectors(nothing if pixels is None else embedder.describe_registered(pixels)))
    return np.stack(rows)
