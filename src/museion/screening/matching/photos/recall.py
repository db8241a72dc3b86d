"""Which registered photos are worth comparing point by point: a short list from three independent looks."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from museion.screening.matching.photos.decoding import Pixels
from museion.screening.matching.photos.embedding import Embedder
from museion.screening.matching.photos.features import Features
from museion.screening.matching.photos.hashing import LEAST_QUALITY, hash_picture, measure_distances
from museion.screening.matching.photos.index import PhotoIndex
from museion.screening.matching.photos.voting import vote

VOTED, VOTED_MIRRORED, HASHED, EMBEDDED = 20, 10, 5, 20
MIRRORED_POINTS = 600
HASH_LIMIT = 90


@dataclass(frozen=True, slots=True)
class Candidate:
    """A registered photo and what the quick looks say about it."""

    row: int
    upright_vote: float = 0.0
    mirrored_vote: float = 0.0
    hash_distance: int | None = None
    hash_mirrored: bool = False
    cosine: float | None = None

    @property
    def vote(self) -> float:
        return max(self.upright_vote, self.mirrored_vote)

    def get_hypotheses(self) -> tuple[bool, ...]:
        """Whether to compare as it is (False), mirrored (True), or both."""
        if self.upright_vote and self.mirrored_vote:
            return (False, True)
        if self.upright_vote or self.mirrored_vote:
            return (bool(self.mirrored_vote),)
        return (False, True)


def find_candidates(
    index: PhotoIndex, pixels: Pixels, query: Features, *, embedder: Embedder | None
) -> list[Candidate]:
    found: dict[int, Candidate] = {}
    if index.codebook is None:
        found = {int(row): Candidate(int(row)) for row in np.flatnonzero(index.alive)}
    _add_votes(found, index, query)
    _add_hashes(found, index, pixels)
    if embedder is not None:
        _add_cosines(found, index, pixels, embedder)
    return list(found.values())


def _add_votes(found: dict[int, Candidate], index: PhotoIndex, query: Features) -> None:
    upright = vote(index, query, limit=VOTED)
    for row, score in zip(upright.rows.tolist(), upright.scores.tolist(), strict=True):
        found[row] = replace(found.get(row, Candidate(row)), upright_vote=score)
    mirrored = vote(index, query.take(slice(MIRRORED_POINTS)).mirror(), limit=VOTED_MIRRORED)
    for row, score in zip(mirrored.rows.tolist(), mirrored.scores.tolist(), strict=True):
        found[row] = replace(found.get(row, Candidate(row)), mirrored_vote=score)


def _add_hashes(found: dict[int, Candidate], index: PhotoIndex, pixels: Pixels) -> None:
    """Hashes that PDQ itself calls unreliable are left out on both sides."""
    hashes, quality = hash_picture(pixels)
    if quality < LEAST_QUALITY or not index.row_count:
        return
    distances, mirrored = measure_distances(hashes, index.hashes)
    distances[(index.hash_qualities < LEAST_QUALITY) | ~index.alive] = 256
    for row in {*_nearest(distances, HASHED), *found}:
        distance = int(distances[row])
        if distance <= HASH_LIMIT or row in found:
            found[row] = replace(
                found.get(row, Candidate(row)), hash_distance=distance, hash_mirrored=bool(mirrored[row])
            )


def _add_cosines(found: dict[int, Candidate], index: PhotoIndex, pixels: Pixels, embedder: Embedder) -> None:
    cosines = index.measure_cosines(embedder.describe_query(pixels))
    cosines[~index.alive] = -1
    for row in {*_nearest(-cosines, EMBEDDED), *found}:
        found[row] = replace(found.get(row, Candidate(row)), cosine=float(cosines[row]))


def _nearest(values: NDArray[np.int64] | NDArray[np.float32], count: int) -> list[int]:
    if len(values) <= count:
        return list(range(len(values)))
    return [int(row) for row in np.argpartition(values, count)[:count]]
