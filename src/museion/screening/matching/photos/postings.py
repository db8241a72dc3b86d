"""For every word the features that are filed under it: plain arrays on disk, read through the page cache.

A posting takes 14 bytes: signature 8, photo 4, angle 1, size 1. Lists of one word lie together, so a query touches only the
pages of its own words.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from museion.screening.matching.photos.codebook import Codebook
from museion.screening.matching.photos.descriptors import unpack
from museion.screening.matching.photos.segments import Segment

BATCH = 200_000


@dataclass(frozen=True, slots=True)
class Postings:
    starts: NDArray[np.uint64]
    signatures: NDArray[np.uint64]
    rows: NDArray[np.uint32]
    angles: NDArray[np.uint8]
    sizes: NDArray[np.uint8]

    def locate(self, words: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where each word's list begins, and how long it is."""
        starts = self.starts[words].astype(np.int64)
        return starts, self.starts[words + 1].astype(np.int64) - starts


def open_postings(folder: Path) -> Postings:
    def map_array(name: str) -> Any:
        return np.load(folder / f"{name}.npy", mmap_mode="r")

    return Postings(
        np.load(folder / "starts.npy"),
        map_array("signatures"),
        map_array("rows"),
        map_array("angles"),
        map_array("sizes"),
    )


def write_postings(folder: Path, segment: Segment, codebook: Codebook) -> None:
    words, signatures = _file_features(segment, codebook)
    order = np.argsort(words, kind="stable")
    counts = np.bincount(words, minlength=len(codebook.centres))
    folder.mkdir(parents=True)
    np.save(folder / "starts.npy", np.concatenate([[0], np.cumsum(counts)]).astype(np.uint64))
    np.save(folder / "signatures.npy", signatures[order])
    rows = np.repeat(np.arange(len(segment.photos), dtype=np.uint32), segment.photos["count"])
    np.save(folder / "rows.npy", rows[order])
    np.save(folder / "angles.npy", segment.geometry["angle"][order])
    np.save(folder / "sizes.npy", segment.geometry["size"][order])


def _file_features(segment: Segment, codebook: Codebook) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    total = len(segment.codes)
    words, signatures = np.empty(total, np.int64), np.empty(total, np.uint64)
    for start in range(0, total, BATCH):
        part = slice(start, start + BATCH)
        descriptors = unpack(np.asarray(segment.codes[part]))
        words[part] = codebook.find_words(descriptors)[:, 0]
        signatures[part] = codebook.sign(descriptors, words[part])
    return words, signatures
