"""The short list, compared point by point: geometry first, then what must not accuse, then the probability."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from museion.screening.matching.photos.appearance import find_doubts
from museion.screening.matching.photos.context import Spread, find_shared_points, measure_spread, remove_points
from museion.screening.matching.photos.decoding import Pixels
from museion.screening.matching.photos.features import Features
from museion.screening.matching.photos.index import PhotoIndex
from museion.screening.matching.photos.matches import POSSIBLE_PROBABILITY, weigh_likeness
from museion.screening.matching.photos.recall import Candidate
from museion.screening.matching.photos.scoring import Measures, load_calibration, measure
from museion.screening.matching.photos.verification import LEAST_PAIRS, NOTHING, Verification, verify

CONTEXT_CAP = 0.3
"""What only the surroundings or a mark agree on stays below 'possible'."""
REPEATED_CAP = 0.7
MOST_REPEATED = 10
"""The same picture under a few records may be one object in several registers; under many it is a placeholder."""
OWN_SHARE, WHOLE_COVERAGE = 0.25, 0.4


@dataclass(frozen=True, slots=True)
class Compared:
    """A candidate after comparison; `registered` is None when no points agreed."""

    object_key: str
    candidate: Candidate
    registered: Features | None
    verification: Verification
    spread: Spread
    measures: Measures
    probability: float
    shared_points: int = 0
    repeated_under: int = 0

    @property
    def mirrored(self) -> bool:
        return self.verification.mirrored if self.verification.inliers else self.candidate.hash_mirrored

    @property
    def rank(self) -> tuple[float, float, float]:
        """What may be a match by its probability; then look-alikes, by likeness as a whole too; of equals the most voted for."""
        asserted = self.probability if self.probability >= POSSIBLE_PROBABILITY else 0.0
        odds = math.log(self.probability / (1 - self.probability)) if 0 < self.probability < 1 else 0.0
        return asserted, odds + weigh_likeness(self.candidate.cosine), self.candidate.vote


@dataclass(frozen=True, slots=True, eq=False)
class _Checked:
    object_key: str
    candidate: Candidate
    registered: Features
    verification: Verification


def compare_candidates(
    index: PhotoIndex, pixels: Pixels, query: Features, candidates: Sequence[Candidate], *, with_embedder: bool
) -> list[Compared]:
    """`pixels`: the photo, or the part of it, of which `query` are the points."""
    checked = _check_geometry(index, query, candidates)
    shared = find_shared_points(query, [(entry.object_key, entry.verification) for entry in checked])
    repeated = _find_repeated(query, checked, shared)
    mirrored_query = query.mirror() if any(entry.verification.mirrored for entry in checked) else query
    found = []
    for entry in checked:
        query_side = mirrored_query if entry.verification.mirrored else query
        scored = _score(entry, query_side, shared, repeated, with_embedder)
        found.append(_doubt_by_appearance(scored, index, pixels, query_side, entry.verification))
    return found


def _check_geometry(index: PhotoIndex, query: Features, candidates: Sequence[Candidate]) -> list[_Checked]:
    mirrored_query = query.mirror()
    checked = []
    for candidate in candidates:
        registered = index.read_features(candidate.row)
        best = NOTHING
        for mirrored in candidate.get_hypotheses():
            outcome = verify(mirrored_query if mirrored else query, registered, mirrored=mirrored)
            best = outcome if outcome.inliers > best.inliers else best
        checked.append(_Checked(index.get_object_key(candidate.row), candidate, registered, best))
    return checked


def _find_repeated(query: Features, checked: Sequence[_Checked], shared: frozenset[int]) -> frozenset[str]:
    """Objects under which the very same whole picture is registered.

    When one candidate agrees in much that the others do not have, the others only share its surroundings.
    """
    most = max((entry.verification.inliers for entry in checked), default=0)
    agreeing = [entry for entry in checked if entry.verification.inliers >= max(LEAST_PAIRS, OWN_SHARE * most)]
    own = {entry: remove_points(entry.verification, shared).inliers for entry in agreeing}
    if any(own[entry] > OWN_SHARE * entry.verification.inliers for entry in agreeing):
        return frozenset()
    repeated = set()
    for entry in agreeing:
        query_side = query.mirror() if entry.verification.mirrored else query
        if measure_spread(query_side, entry.registered, entry.verification).coverage >= WHOLE_COVERAGE:
            repeated.add(entry.object_key)
    return frozenset(repeated)


def _score(
    entry: _Checked,
    query: Features,
    shared: frozenset[int],
    repeated: frozenset[str],
    with_embedder: bool,  # noqa: FBT001
) -> Compared:
    candidate, whole = entry.candidate, entry.verification
    is_repeated = entry.object_key in repeated
    verification = whole if is_repeated else remove_points(whole, shared)
    spread = _measure_both_spreads(query, entry.registered, whole, verification)
    measures = measure(
        inliers=verification.inliers,
        pairs=verification.pairs,
        coverage=spread.coverage,
        hash_distance=candidate.hash_distance,
        cosine=candidate.cosine if with_embedder else None,
    )
    probability = load_calibration(with_embedder=with_embedder).estimate(measures)
    compared = Compared(
        entry.object_key, candidate, entry.registered, verification, spread, measures, probability,
        shared_points=whole.inliers - verification.inliers, repeated_under=len(repeated) if is_repeated else 0,
    )  # fmt: skip
    return replace(compared, probability=_cap(compared))


def _doubt_by_appearance(
    found: Compared, index: PhotoIndex, pixels: Pixels, query: Features, whole: Verification
) -> Compared:
    """Looked at only where the points would accuse."""
    registered = found.registered
    if found.probability <= CONTEXT_CAP or registered is None or whole.homography is None:
        return found
    doubts = find_doubts(index.read_shades(found.candidate.row), pixels, query, registered, whole)
    if not (doubts.is_surroundings or doubts.is_mark):
        return found
    spread = replace(found.spread, surroundings_only=doubts.is_surroundings, patch_only=doubts.is_mark)
    return replace(found, probability=CONTEXT_CAP, spread=spread)


def _measure_both_spreads(
    query: Features, registered: Features, whole: Verification, remaining: Verification
) -> Spread:
    """A few points of a shared backdrop always remain; only all of them together show that it is one."""
    spread = measure_spread(query, registered, remaining)
    if remaining is whole or remaining.inliers == whole.inliers:
        return spread
    before = measure_spread(query, registered, whole)
    return replace(
        spread,
        surroundings_only=spread.surroundings_only or before.surroundings_only,
        patch_only=spread.patch_only or before.patch_only,
    )


def _cap(compared: Compared) -> float:
    if compared.spread.surroundings_only or compared.spread.patch_only:
        return min(compared.probability, CONTEXT_CAP)
    if compared.repeated_under:
        return min(compared.probability, REPEATED_CAP if compared.repeated_under <= MOST_REPEATED else CONTEXT_CAP)
    return compared.probability
