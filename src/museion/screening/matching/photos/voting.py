"""Recall by local features: every point of the query votes for the photos that hold points like it.

A vote counts more the fewer others resemble the point as much, so a pattern that is everywhere says little. Votes of one
photo are added only where they agree on how far the query is turned and enlarged (weak geometric consistency, Jégou 2008).
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from museion.screening.matching.photos.codebook import Codebook
from museion.screening.matching.photos.features import Features
from museion.screening.matching.photos.index import IndexPart, PhotoIndex
from museion.screening.matching.photos.segments import decode_angles, decode_sizes

VOTING_POINTS = 2_500
PROBES = 4
RADIUS = 20
"""Bits of 64 that may differ; unrelated points of one word differ in 32 on average and 4 by chance."""
VOTES_PER_POINT = 10
MOST_POSTINGS = 12_000_000
"""Postings compared per query; in a very large register the weaker points' further words are left out."""
CHUNK = 2_000_000
TURNS, OCTAVES = 8, 16
LEAST_COUNT = 100

Integers = NDArray[np.int64]
Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Votes:
    """Candidate rows, best first, with their scores."""

    rows: Integers
    scores: Reals


@dataclass(frozen=True, slots=True)
class _Meetings:
    """Pairs of a query point and a registered point that look alike."""

    points: Integers
    rows: Integers
    distances: Integers
    angles: Reals
    sizes: Reals

    def take(self, chosen: NDArray[np.intp] | NDArray[np.bool_]) -> "_Meetings":
        return _Meetings(
            self.points[chosen], self.rows[chosen], self.distances[chosen], self.angles[chosen], self.sizes[chosen]
        )


def vote(index: PhotoIndex, query: Features, *, limit: int) -> Votes:
    """The rows that most points agree on; `query` may be the mirrored one."""
    strongest = query.take(slice(VOTING_POINTS))
    if index.codebook is None or not len(strongest):
        return Votes(np.zeros(0, np.int64), np.zeros(0))
    meetings = _gather(index, index.codebook, strongest)
    if not len(meetings.points):
        return Votes(np.zeros(0, np.int64), np.zeros(0))
    meetings, weights = _weigh(meetings)
    rows, scores = _add_up(meetings, weights)
    scores = scores / np.sqrt(np.maximum(index.feature_counts[rows], LEAST_COUNT))
    order = np.argsort(-scores)[:limit]
    return Votes(rows[order], scores[order])


def _gather(index: PhotoIndex, codebook: Codebook, query: Features) -> _Meetings:
    words = codebook.find_words(query.descriptors, count=min(PROBES, len(codebook.centres)))
    # Column by column: the nearest words of all points come before anybody's second nearest.
    points = np.tile(np.arange(len(query)), words.shape[1])
    flat = words.T.ravel()
    signatures = codebook.sign(query.descriptors[points], flat)
    found = [_search_part(part, query, points, flat, signatures) for part in index.parts if part.postings is not None]
    joined = _Meetings(
        np.concatenate([meeting.points for meeting in found]),
        np.concatenate([meeting.rows for meeting in found]),
        np.concatenate([meeting.distances for meeting in found]),
        np.concatenate([meeting.angles for meeting in found]),
        np.concatenate([meeting.sizes for meeting in found]),
    )
    return joined.take(index.alive[joined.rows])


def _search_part(
    part: IndexPart, query: Features, points: Integers, words: Integers, signatures: NDArray[np.uint64]
) -> _Meetings:
    postings = part.postings
    assert postings is not None  # noqa: S101  # The caller has asked.
    starts, lengths = postings.locate(words)
    used = int(np.searchsorted(np.cumsum(lengths), MOST_POSTINGS, side="right"))
    starts, lengths = starts[:used], lengths[:used]
    places, owners, distances = [], [], []
    for first, last in _split(lengths):
        at = _expand(starts[first:last], lengths[first:last])
        owner = np.repeat(np.arange(first, last), lengths[first:last])
        distance = np.bitwise_count(postings.signatures[at] ^ signatures[owner])
        near = distance <= RADIUS
        places.append(at[near])
        owners.append(owner[near])
        distances.append(distance[near].astype(np.int64))
    place = np.concatenate(places) if places else np.zeros(0, np.int64)
    asked = points[np.concatenate(owners)] if owners else np.zeros(0, np.int64)
    turned = decode_angles(postings.angles[place]) - query.angles[asked]
    enlarged = np.log2(decode_sizes(postings.sizes[place]) / query.sizes[asked])
    return _Meetings(
        asked,
        postings.rows[place].astype(np.int64) + part.first_row,
        np.concatenate(distances) if distances else np.zeros(0, np.int64),
        turned % 360.0,
        enlarged,
    )


def _split(lengths: Integers) -> list[tuple[int, int]]:
    """Runs of lists that together hold about `CHUNK` postings."""
    if not len(lengths):
        return []
    chunk_of = np.cumsum(lengths) // CHUNK
    edges = [0, *(np.flatnonzero(np.diff(chunk_of)) + 1), len(lengths)]
    return [(int(first), int(last)) for first, last in pairwise(edges)]


def _expand(starts: Integers, lengths: Integers) -> Integers:
    """Every place of every run, one after the other."""
    before = np.cumsum(lengths) - lengths
    return np.asarray(np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths), np.int64)


def _weigh(meetings: _Meetings) -> tuple[_Meetings, Reals]:
    """Each point's nearest photos, once each, weighed by how much nearer they are than the first one left out."""
    order = np.lexsort((meetings.distances, meetings.rows, meetings.points))
    ordered = meetings.take(order)
    first = np.ones(len(order), bool)
    first[1:] = (np.diff(ordered.points) != 0) | (np.diff(ordered.rows) != 0)
    single = ordered.take(first)
    single = single.take(np.lexsort((single.distances, single.points)))
    begins = np.flatnonzero(np.concatenate([[True], np.diff(single.points) != 0]))
    lengths = np.diff(np.concatenate([begins, [len(single.points)]]))
    rank = np.arange(len(single.points)) - np.repeat(begins, lengths)
    beyond = np.full(len(begins), RADIUS + 1)
    crowded = lengths > VOTES_PER_POINT
    beyond[crowded] = single.distances[begins[crowded] + VOTES_PER_POINT]
    weights = np.repeat(beyond, lengths) - single.distances
    counted = (rank < VOTES_PER_POINT) & (weights > 0)
    return single.take(counted), weights[counted].astype(np.float64)


def _add_up(meetings: _Meetings, weights: Reals) -> tuple[Integers, Reals]:
    """The best agreement of each row: each vote counts for the two nearest turns and the two nearest enlargements."""
    turn = meetings.angles / (360 / TURNS)
    octave = np.clip(meetings.sizes + OCTAVES / 2, 0, OCTAVES - 2)
    keys, shares = [], []
    for turn_step in (0, 1):
        for octave_step in (0, 1):
            cell = ((np.floor(turn).astype(np.int64) + turn_step) % TURNS) * OCTAVES
            keys.append((meetings.rows * TURNS * OCTAVES) + cell + np.floor(octave).astype(np.int64) + octave_step)
            shares.append(weights)
    cells, inverse = np.unique(np.concatenate(keys), return_inverse=True)
    sums = np.bincount(inverse, weights=np.concatenate(shares))
    rows, begins = np.unique(cells // (TURNS * OCTAVES), return_index=True)
    return rows, np.maximum.reduceat(sums, begins)
