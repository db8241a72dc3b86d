"""The registered photos as a matcher reads them: one unchanging snapshot of the folder, mapped into memory."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from museion.screening.matching.photos.codebook import Codebook, open_codebook
from museion.screening.matching.photos.features import Features
from museion.screening.matching.photos.manifest import Manifest, SegmentEntry, read_manifest
from museion.screening.matching.photos.postings import Postings, open_postings
from museion.screening.matching.photos.segments import Segment, decode_vectors, open_segment

OPEN_TRIES = 5
ROWS_AT_ONCE = 8_192


@dataclass(frozen=True, slots=True)
class IndexPart:
    """A segment within the index; its rows are counted on from `first_row`."""

    entry: SegmentEntry
    segment: Segment
    postings: Postings | None
    first_row: int


class PhotoIndex:
    """Rows are numbered through all segments; a number means nothing beyond this snapshot."""

    def __init__(self, folder: Path, manifest: Manifest, codebook: Codebook | None, parts: list[IndexPart]) -> None:
        self.folder, self.manifest, self.codebook, self.parts = folder, manifest, codebook, parts
        self._firsts = np.array([part.first_row for part in parts], np.int64)
        self.row_count = sum(len(part.segment) for part in parts)
        self.alive = np.ones(self.row_count, bool)
        for part in parts:
            self.alive[part.first_row + np.array(part.entry.deleted, np.int64)] = False

    def __len__(self) -> int:
        """Photos that have not been deleted."""
        return int(self.alive.sum())

    def is_current(self) -> bool:
        return read_manifest(self.folder).generation == self.manifest.generation

    def get_object_key(self, row: int) -> str:
        return str(self._get_photo(row)["object"].decode())

    def get_photo_key(self, row: int) -> str:
        return str(self._get_photo(row)["photo"].decode())

    @cached_property
    def feature_counts(self) -> NDArray[np.int64]:
        counts = [part.segment.photos["count"].astype(np.int64) for part in self.parts]
        return np.concatenate(counts) if counts else np.zeros(0, np.int64)

    @cached_property
    def hashes(self) -> NDArray[np.uint64]:
        hashes = [np.asarray(part.segment.hashes) for part in self.parts]
        return np.concatenate(hashes) if hashes else np.zeros((0, 4), np.uint64)

    @cached_property
    def hash_qualities(self) -> NDArray[np.uint8]:
        qualities = [part.segment.photos["hash_quality"] for part in self.parts]
        return np.concatenate(qualities) if qualities else np.zeros(0, np.uint8)

    def read_features(self, row: int) -> Features:
        part = self._find_part(row)
        return part.segment.read_features(row - part.first_row)

    def read_shades(self, row: int) -> NDArray[np.uint8]:
        part = self._find_part(row)
        return np.asarray(part.segment.shades[row - part.first_row])

    def measure_cosines(self, views: NDArray[np.float32]) -> NDArray[np.float32]:
        """For every row the largest cosine of its vectors and the query's; rows without a vector get -1."""
        best = np.full(self.row_count, -1.0, np.float32)
        # Decoded on the side that is small.
        asked = decode_vectors(views.T)
        for part in self.parts:
            vectors = part.segment.vectors
            if vectors is None:
                continue
            for start in range(0, len(vectors), ROWS_AT_ONCE):
                block = np.asarray(vectors[start : start + ROWS_AT_ONCE])
                first = part.first_row + start
                cosines = block.reshape(-1, block.shape[-1]).astype(np.float32) @ asked
                best[first : first + len(block)] = cosines.max(axis=1).reshape(len(block), -1).max(axis=1)
        return best

    def _get_photo(self, row: int) -> Any:
        part = self._find_part(row)
        return part.segment.photos[row - part.first_row]

    def _find_part(self, row: int) -> IndexPart:
        return self.parts[int(np.searchsorted(self._firsts, row, side="right")) - 1]


def open_index(folder: Path) -> PhotoIndex:
    """A writer may remove a merged segment between reading the list and opening it; then the list is read again."""
    for _ in range(OPEN_TRIES):
        manifest = read_manifest(folder)
        try:
            return _open_snapshot(folder, manifest)
        except FileNotFoundError:
            if read_manifest(folder).generation == manifest.generation:
                raise
    return _open_snapshot(folder, read_manifest(folder))


def get_postings_folder(folder: Path, segment: str, codebook: str) -> Path:
    return folder / segment / f"postings-{codebook}"


def _open_snapshot(folder: Path, manifest: Manifest) -> PhotoIndex:
    codebook = open_codebook(folder / manifest.codebook) if manifest.codebook else None
    parts, first_row = [], 0
    for entry in manifest.segments:
        segment = open_segment(folder / entry.name)
        postings = None
        if manifest.codebook:
            postings = open_postings(get_postings_folder(folder, entry.name, manifest.codebook))
        parts.append(IndexPart(entry, segment, postings, first_row))
        first_row += len(segment)
    return PhotoIndex(folder, manifest, codebook, parts)
