"""Writing the index: new files first, then one swap of the list of contents.

What is added waits in memory until `commit`; until then readers see the old state. Nothing that is listed is ever changed:
segments are only written, merged into new ones, and removed once no list names them.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

from museion.screening.matching.photos.appearance import shade
from museion.screening.matching.photos.codebook import (
    SAMPLE_PER_WORD,
    SEED,
    Codebook,
    choose_word_count,
    open_codebook,
    train_codebook,
)
from museion.screening.matching.photos.decoding import Picture
from museion.screening.matching.photos.descriptors import unpack
from museion.screening.matching.photos.embedding import Embedder
from museion.screening.matching.photos.features import extract_registered
from museion.screening.matching.photos.hashing import hash_picture
from museion.screening.matching.photos.index import get_postings_folder
from museion.screening.matching.photos.manifest import (
    Manifest,
    PhotoIndexError,
    SegmentEntry,
    hold_writer_lock,
    read_manifest,
    sync_folder,
    write_manifest,
)
from museion.screening.matching.photos.postings import write_postings
from museion.screening.matching.photos.segments import (
    KEY_BYTES,
    RegisteredPhoto,
    Segment,
    build_segment,
    merge_segments,
    open_segment,
    write_segment,
)

LEAST_TRAINED = 128
"""With fewer photos every one is compared; there is nothing to look up."""
RETRAIN_GROWTH = 8
MOST_SEGMENTS = 8
LARGE_SEGMENTS_KEPT = 4
MOST_DELETED_SHARE = 0.3
MOST_WAITING = 4_000


def describe_photo(
    object_key: str, photo_key: str, picture: Picture, embedder: Embedder | None = None
) -> RegisteredPhoto:
    """The costly part of registering; it needs no index and can run anywhere."""
    for key in (object_key, photo_key):
        if not key or len(key.encode()) > KEY_BYTES:
            raise PhotoIndexError(f"A key has 1 to {KEY_BYTES} bytes; {key!r} has not.")
    hashes, quality = hash_picture(picture.pixels)
    return RegisteredPhoto(
        object_key=object_key,
        photo_key=photo_key,
        features=extract_registered(picture.pixels),
        hash=hashes[0],
        hash_quality=quality,
        shades=shade(picture.pixels),
        vectors=embedder.describe_registered(picture.pixels) if embedder else None,
    )


@contextmanager
def open_writer(folder: Path, *, embedder: Embedder | None = None) -> Iterator["PhotoIndexWriter"]:
    """The one writer; raises `PhotoIndexBusyError` while another process holds it."""
    with hold_writer_lock(folder):
        yield PhotoIndexWriter(folder, embedder)


class PhotoIndexWriter:
    """Use it through `open_writer`. A photo that is added under a known photo key takes the old one's place."""

    def __init__(self, folder: Path, embedder: Embedder | None) -> None:
        self._folder, self._embedder = folder, embedder
        self._manifest = read_manifest(folder)
        name = embedder.name if embedder else None
        if self._manifest.segments and self._manifest.embedder != name:
            raise PhotoIndexError(f"The index was made with the descriptor {self._manifest.embedder}, not with {name}.")
        self._manifest = replace(self._manifest, embedder=name)
        self._segments: dict[str, Segment] = {e.name: open_segment(folder / e.name) for e in self._manifest.segments}
        self._known = {bytes(key) for segment in self._segments.values() for key in segment.photos["photo"]}
        self._waiting: dict[str, RegisteredPhoto] = {}
        self._remove_unlisted(read_manifest(folder))

    def add(self, *, object_key: str, photo_key: str, picture: Picture) -> None:
        self.add_described(describe_photo(object_key, photo_key, picture, self._embedder))

    def add_described(self, photo: RegisteredPhoto) -> None:
        if photo.photo_key.encode() in self._known:
            self._delete(photo.photo_key)
        self._waiting[photo.photo_key] = photo
        if len(self._waiting) >= MOST_WAITING:
            self._write_waiting()

    def remove_photo(self, photo_key: str) -> None:
        self._waiting.pop(photo_key, None)
        self._delete(photo_key)

    def commit(self) -> None:
        """Make everything visible at once; a crash before the last line changes nothing."""
        self._write_waiting()
        self._merge_small()
        self._train_if_grown()
        self._manifest = self._manifest.advance()
        write_manifest(self._folder, self._manifest)
        self._remove_unlisted(self._manifest)

    def _delete(self, photo_key: str) -> None:
        encoded = photo_key.encode()
        entries = []
        for entry in self._manifest.segments:
            rows = np.flatnonzero(self._segments[entry.name].photos["photo"] == encoded)
            deleted = tuple(sorted({*entry.deleted, *(int(row) for row in rows)})) if len(rows) else entry.deleted
            entries.append(replace(entry, deleted=deleted))
        self._manifest = replace(self._manifest, segments=tuple(entries))

    def _write_waiting(self) -> None:
        if self._waiting:
            segment = build_segment(list(self._waiting.values()))
            self._known.update(key.encode() for key in self._waiting)
            self._waiting = {}
            self._add_segment(segment, self._open_codebook())

    def _add_segment(self, segment: Segment, codebook: Codebook | None) -> None:
        name = self._take_name("segment")
        write_segment(self._folder / name, segment)
        sync_folder(self._folder / name)
        if codebook and self._manifest.codebook:
            self._write_postings(name, segment, codebook, self._manifest.codebook)
        self._segments[name] = open_segment(self._folder / name)
        entry = SegmentEntry(name, len(segment), len(segment.codes))
        self._manifest = replace(self._manifest, segments=(*self._manifest.segments, entry))

    def _write_postings(self, name: str, segment: Segment, codebook: Codebook, codebook_name: str) -> None:
        target = get_postings_folder(self._folder, name, codebook_name)
        shutil.rmtree(target, ignore_errors=True)
        write_postings(target, segment, codebook)
        sync_folder(target)

    def _merge_small(self) -> None:
        """Few segments answer faster; the large ones are left alone, so a photo is rewritten only a few times."""
        entries = sorted(self._manifest.segments, key=lambda entry: -entry.photos)
        crowded = entries[LARGE_SEGMENTS_KEPT:] if len(entries) > MOST_SEGMENTS else []
        holey = [e for e in entries if len(e.deleted) > MOST_DELETED_SHARE * e.photos and e not in crowded]
        merged = [*crowded, *holey]
        if not merged:
            return
        parts = []
        for entry in merged:
            alive = np.ones(entry.photos, bool)
            alive[list(entry.deleted)] = False
            parts.append((self._segments.pop(entry.name), alive))
        remaining = tuple(entry for entry in self._manifest.segments if entry not in merged)
        self._manifest = replace(self._manifest, segments=remaining)
        if any(alive.any() for _, alive in parts):
            self._add_segment(merge_segments(parts), self._open_codebook())

    def _open_codebook(self) -> Codebook | None:
        return open_codebook(self._folder / self._manifest.codebook) if self._manifest.codebook else None

    def _train_if_grown(self) -> None:
        photos = sum(entry.photos - len(entry.deleted) for entry in self._manifest.segments)
        features = sum(entry.features for entry in self._manifest.segments)
        if photos < LEAST_TRAINED or features < RETRAIN_GROWTH * self._manifest.trained_on:
            return
        codebook = train_codebook(*self._draw_sample(features))
        name = self._take_name("codebook")
        (self._folder / name).mkdir()
        codebook.save(self._folder / name)
        sync_folder(self._folder / name)
        for entry in self._manifest.segments:
            self._write_postings(entry.name, self._segments[entry.name], codebook, name)
        self._manifest = replace(self._manifest, codebook=name, trained_on=features)

    def _draw_sample(self, features: int) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.float32]], int]:
        words = choose_word_count(features)
        share = min(1.0, words * SAMPLE_PER_WORD / features)
        random = np.random.default_rng(SEED)
        parts = []
        for entry in self._manifest.segments:
            chosen = np.sort(random.choice(entry.features, int(entry.features * share), replace=False))
            parts.append(unpack(np.asarray(self._segments[entry.name].codes[chosen])))
        return np.concatenate(parts), words

    def _take_name(self, kind: str) -> str:
        """Numbers are never used twice, not even those of an interrupted writer."""
        number = self._manifest.next_number
        while (self._folder / f"{kind}-{number:06}").exists():
            number += 1
        self._manifest = replace(self._manifest, next_number=number + 1)
        return f"{kind}-{number:06}"

    def _remove_unlisted(self, listed: Manifest) -> None:
        """What an interrupted writer left behind, and what has been merged. Open maps of it stay readable."""
        names = {entry.name for entry in listed.segments} | {listed.codebook}
        for path in self._folder.iterdir():
            if path.is_dir() and path.name not in names and path.name.startswith(("segment-", "codebook-")):
                shutil.rmtree(path)
        for name in names - {listed.codebook, None}:
            for path in (self._folder / str(name)).glob("postings-*"):
                if path.name != f"postings-{listed.codebook}":
                    shutil.rmtree(path)
