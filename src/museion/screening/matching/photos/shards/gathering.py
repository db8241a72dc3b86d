"""One answer from many parts: what any of them found worth a look is put into one small index, and compared there once more.

What different objects share (a backdrop, a dealer's mark) is taken out by comparing candidates with one another, and a part sees only its
own. So the last word is spoken where all candidates lie together, by the same code that answers for an index on one machine.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from museion.screening.matching.photos.embedding import Embedder
from museion.screening.matching.photos.index import IndexPart, PhotoIndex
from museion.screening.matching.photos.manifest import Manifest, SegmentEntry
from museion.screening.matching.photos.matcher import PhotoMatcher
from museion.screening.matching.photos.matches import PhotoAnswer, PhotoMatch
from museion.screening.matching.photos.segments import Segment, merge_segments


class GatheredMatcher(PhotoMatcher):
    """Answers from segments in memory."""

    def __init__(self, segments: Sequence[Segment], *, generation: int, embedder: Embedder | None = None) -> None:
        self._gathered = merge_segments([(held, np.ones(len(held), bool)) for held in segments]) if segments else None
        self._generation = generation
        super().__init__(Path(), embedder=embedder)

    def refresh(self) -> None:
        """What was gathered for one question does not change."""

    def _open(self) -> PhotoIndex:
        held = self._gathered
        name = self._embedder.name if self._embedder else None
        manifest = Manifest(generation=self._generation, embedder=name)
        if held is None:
            return PhotoIndex(Path(), manifest, None, [])
        entry = SegmentEntry("gathered", len(held), len(held.codes))
        return PhotoIndex(Path(), manifest, None, [IndexPart(entry, held, None, 0)])


def pick_found(index: PhotoIndex, answer: PhotoAnswer) -> Segment | None:
    """What a part's index holds of the photos that its answer names."""
    wanted = {_name(match) for match in (*answer.matches, *answer.look_alikes)}
    chosen = []
    for part in index.parts:
        named = np.isin(part.segment.photos["photo"], np.array(sorted(wanted), part.segment.photos["photo"].dtype))
        alive = named & index.alive[part.first_row : part.first_row + len(part.segment)]
        if alive.any():
            chosen.append((part.segment, alive))
    return merge_segments(chosen) if chosen else None


def _name(match: PhotoMatch) -> bytes:
    return match.photo_key.encode()
