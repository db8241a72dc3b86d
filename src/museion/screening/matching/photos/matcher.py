"""One question, one answer: which registered objects do these photos show, how sure is that, and by what evidence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path

import numpy as np

from museion.screening.matching.photos.comparison import CONTEXT_CAP, Compared, compare_candidates
from museion.screening.matching.photos.context import stands_apart
from museion.screening.matching.photos.decoding import Picture, Pixels
from museion.screening.matching.photos.embedding import Embedder
from museion.screening.matching.photos.features import (
    LARGE_SIDES,
    LEAST_LARGE_SIDE,
    REGISTERED_SIDES,
    Features,
    extract_query,
)
from museion.screening.matching.photos.index import PhotoIndex, open_index
from museion.screening.matching.photos.manifest import PhotoIndexError
from museion.screening.matching.photos.matches import (
    POSSIBLE_PROBABILITY,
    Evidence,
    PhotoAnswer,
    PhotoMatch,
    Reason,
    ReasonKind,
    UnusablePhoto,
    UnusableReason,
)
from museion.screening.matching.photos.recall import Candidate, find_candidates
from museion.screening.matching.photos.regions import WHOLE, Region, find_regions
from museion.screening.matching.photos.scoring import load_calibration

LEAST_POINTS = 8
MOST_LOOK_ALIKES = 10
_Best = dict[str, tuple[tuple[float, float, float], PhotoMatch]]
"""By object: its best photo, and how that ranks."""


@dataclass(frozen=True, slots=True)
class _View:
    """A query photo, or a part of it."""

    number: int
    region: Region
    features: Features


class PhotoMatcher:
    """Answers from one snapshot of the index until `refresh` is called."""

    def __init__(self, folder: Path, *, embedder: Embedder | None = None) -> None:
        self._folder, self._embedder = folder, embedder
        self._index = self._open()

    @property
    def _is_weighed(self) -> bool:
        return self._embedder is not None and self._embedder.weighs

    def refresh(self) -> None:
        if not self._index.is_current():
            self._index = self._open()

    def screen(self, pictures: Sequence[Picture]) -> PhotoAnswer:
        """Each photo, and each picture on a page, is compared; an object counts with its best one."""
        best: _Best = {}
        unusable = []
        for number, picture in enumerate(pictures):
            reason = self._screen_one(number, picture, best)
            if reason:
                unusable.append(UnusablePhoto(number, reason))
        ranked = [match for _, match in sorted(best.values(), key=itemgetter(0), reverse=True)]
        matches = [match for match in ranked if match.probability >= POSSIBLE_PROBABILITY]
        return PhotoAnswer(
            matches=tuple(matches),
            look_alikes=tuple(ranked[len(matches) :][:MOST_LOOK_ALIKES]),
            unusable=tuple(unusable),
            registered_photos=len(self._index),
            index_generation=self._index.manifest.generation,
            calibration_version=load_calibration(with_embedder=self._is_weighed).version,
            embedder=self._embedder.name if self._embedder else None,
        )

    def _screen_one(self, number: int, picture: Picture, best: _Best) -> UnusableReason | None:
        if picture.blank:
            return UnusableReason.BLANK
        closer = (region for region in find_regions(picture.pixels) if _deserves_closer_look(region, picture))
        most = [self._look(number, region, picture, best) for region in (WHOLE, *closer)]
        return None if max(most) >= 0 else UnusableReason.TOO_LITTLE

    def _look(self, number: int, region: Region, picture: Picture, best: _Best) -> float:
        """The largest probability of a match; -1 when that part of the photo shows too little."""
        pixels = region.cut(picture.pixels)
        view = _View(number, region, extract_query(pixels))
        if len(view.features) < LEAST_POINTS:
            return -1.0
        candidates = find_candidates(self._index, pixels, view.features, embedder=self._embedder)
        return self._compare(view, pixels, candidates, best)

    def _compare(self, view: _View, pixels: Pixels, candidates: Sequence[Candidate], best: _Best) -> float:
        compared = compare_candidates(self._index, pixels, view.features, candidates, with_embedder=self._is_weighed)
        if view.region != WHOLE:
            compared = [_doubt_piece(view, found) for found in compared]
        for found in compared:
            self._keep_best(best, view, found)
        return max((found.probability for found in compared), default=0.0)

    def _keep_best(self, best: _Best, view: _View, found: Compared) -> None:
        known = best.get(found.object_key)
        if known is None or found.rank > known[0]:
            best[found.object_key] = (found.rank, _make_match(self._index, view, found))

    def _open(self) -> PhotoIndex:
        index = open_index(self._folder)
        name = self._embedder.name if self._embedder else None
        if index.row_count and index.manifest.embedder != name and name is not None:
            raise PhotoIndexError(f"The index was made with the descriptor {index.manifest.embedder}, not with {name}.")
        return index


def _deserves_closer_look(region: Region, picture: Picture) -> bool:
    """In a large photo, looked at with twice as many points, a piece may be as large already as registered photos are."""
    height, width = picture.pixels.shape[:2]
    side = max(region.width * width, region.height * height) / max(width, height)
    return bool(max(width, height) < LEAST_LARGE_SIDE or side * LARGE_SIDES[1] < REGISTERED_SIDES[0])


def _doubt_piece(view: _View, found: Compared) -> Compared:
    query = view.features.mirror() if found.verification.mirrored else view.features
    if found.registered is None or not stands_apart(
        view.region.frame(query.width, query.height), query, found.registered, found.verification
    ):
        return found
    doubtful = replace(found.spread, patch_only=True)
    return replace(found, probability=min(found.probability, CONTEXT_CAP), spread=doubtful)


def _make_match(index: PhotoIndex, view: _View, found: Compared) -> PhotoMatch:
    return PhotoMatch(
        object_key=found.object_key,
        photo_key=index.get_photo_key(found.candidate.row),
        query_number=view.number,
        probability=found.probability,
        inliers=found.verification.inliers,
        mirrored=found.mirrored,
        evidence=_make_evidence(view, found),
        reasons=_make_reasons(found),
        likeness=found.candidate.cosine,
        measures=found.measures,
    )


def _make_evidence(view: _View, found: Compared) -> tuple[Evidence, ...]:
    query, registered = view.features, found.registered
    if registered is None:
        return ()
    asked = query.places[found.verification.query_points] / np.array([query.width, query.height])
    shown = registered.places[found.verification.registered_points] / np.array([registered.width, registered.height])
    return tuple(
        Evidence(view.region.locate(float(x), float(y)), (float(there_x), float(there_y)))
        for (x, y), (there_x, there_y) in zip(asked, shown, strict=True)
    )


def _make_reasons(found: Compared) -> tuple[Reason, ...]:
    candidate = found.candidate
    reasons = [
        Reason(ReasonKind.POINTS, found.verification.inliers),
        Reason(ReasonKind.COVERAGE, found.spread.coverage),
    ]
    if found.measures.hash:
        reasons.append(Reason(ReasonKind.HASH, float(candidate.hash_distance or 0)))
    if candidate.cosine is not None:
        reasons.append(Reason(ReasonKind.DESCRIPTOR, candidate.cosine))
    if found.mirrored:
        reasons.append(Reason(ReasonKind.MIRRORED, 1.0))
    if found.shared_points:
        reasons.append(Reason(ReasonKind.SHARED_POINTS, found.shared_points, against=True))
    if found.spread.surroundings_only:
        reasons.append(Reason(ReasonKind.SURROUNDINGS_ONLY, 1.0, against=True))
    if found.spread.patch_only:
        reasons.append(Reason(ReasonKind.PATCH_ONLY, 1.0, against=True))
    if found.repeated_under:
        reasons.append(Reason(ReasonKind.REPEATED_PICTURE, found.repeated_under, against=True))
    return tuple(reasons)
