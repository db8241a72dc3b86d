"""The words into which local features are sorted, computed from the user's own register, and a 64-bit signature inside a word.

Hamming embedding (Jégou, Douze and Schmid 2008): a feature is filed under its nearest word; the signature tells on which
side of 64 planes through the word it lies, so that two features of one word are compared by counting differing bits.
"""

from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from museion.screening.matching.photos.descriptors import DIMENSIONS

Floats = NDArray[np.float32]
Words = NDArray[np.int64]
Signatures = NDArray[np.uint64]

LEAST_WORDS, MOST_WORDS = 256, 65_536
MOST_EXACT_WORDS = 4_096
"""Above this the nearest word is found through a graph, not by comparing with all: among 16,384 it names the same in 98.7 % for
an eighth of the time."""
SAMPLE_PER_WORD = 40
MOST_FLAT_WORDS = 4_096
SEED = 20_260


@dataclass(frozen=True, slots=True)
class Codebook:
    centres: Floats
    planes: Floats
    quantizer: faiss.Index

    def find_words(self, descriptors: Floats, *, count: int = 1) -> Words:
        """The `count` nearest words of each descriptor, nearest first."""
        if not len(descriptors):
            return np.zeros((0, count), np.int64)
        _, words = self.quantizer.search(np.ascontiguousarray(descriptors), count)
        return np.asarray(np.maximum(words, 0), np.int64)

    def sign(self, descriptors: Floats, words: NDArray[np.integer]) -> Signatures:
        """One signature for each descriptor, as seen from its word."""
        above = (descriptors - self.centres[words]) @ self.planes > 0
        return np.ascontiguousarray(np.packbits(above, axis=1)).view(np.uint64).ravel()

    def save(self, folder: Path) -> None:
        np.save(folder / "centres.npy", self.centres)
        np.save(folder / "planes.npy", self.planes)
        faiss.write_index(self.quantizer, str(folder / "quantizer.faiss"))


def open_codebook(folder: Path) -> Codebook:
    return Codebook(
        np.load(folder / "centres.npy"),
        np.load(folder / "planes.npy"),
        faiss.read_index(str(folder / "quantizer.faiss")),
    )


def choose_word_count(feature_count: int) -> int:
    """About four times the root, as a power of two: lists stay short without words becoming arbitrary."""
    wanted = 2 ** round(np.log2(4 * np.sqrt(max(feature_count, 1))))
    return int(np.clip(wanted, LEAST_WORDS, MOST_WORDS))


def train_codebook(sample: Floats, word_count: int) -> Codebook:
    centres = _cluster(sample, word_count) if word_count <= MOST_FLAT_WORDS else _cluster_twice(sample, word_count)
    return Codebook(centres, _draw_planes(), _make_quantizer(centres))


def _cluster(sample: Floats, count: int) -> Floats:
    if len(sample) <= count:
        return np.ascontiguousarray(sample)
    means = faiss.Kmeans(DIMENSIONS, count, niter=10, seed=SEED, min_points_per_centroid=1, max_points_per_centroid=256)
    means.train(np.ascontiguousarray(sample))
    return np.asarray(means.centroids, np.float32)


def _cluster_twice(sample: Floats, count: int) -> Floats:
    """First a few large groups, then words inside each in proportion to its size: a hundred times cheaper than at once."""
    coarse = _cluster(sample, int(np.sqrt(count)))
    search = faiss.IndexFlatL2(DIMENSIONS)
    search.add(coarse)
    groups = search.search(np.ascontiguousarray(sample), 1)[1].ravel()
    parts = []
    for group in range(len(coarse)):
        members = sample[groups == group]
        share = max(1, round(count * len(members) / len(sample)))
        parts.append(_cluster(members, share) if len(members) else coarse[group : group + 1])
    return np.ascontiguousarray(np.vstack(parts))


def _draw_planes() -> Floats:
    random = np.random.default_rng(SEED).normal(size=(DIMENSIONS, DIMENSIONS))
    planes, _ = np.linalg.qr(random)
    return np.asarray(planes, np.float32)


def _make_quantizer(centres: Floats) -> faiss.Index:
    exact = len(centres) <= MOST_EXACT_WORDS
    index: faiss.Index = faiss.IndexFlatL2(DIMENSIONS) if exact else faiss.IndexHNSWFlat(DIMENSIONS, 32)
    index.add(np.ascontiguousarray(centres))
    return index
