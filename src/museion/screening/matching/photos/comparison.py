"""The short list, compared point by point: geometry first, then what must not accuse, then the probability."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from museion.screening.matching.photos.context import Spread, find_shared_points, measure_spread, remove_points
from museion.screening.matching.photos.features import Features
from museion.screening.matching.photos.index import PhotoIndex
from museion.screening.matching.photos.recall import Candidate
from museion.screening.matching.photos.scoring import Measures, load_calibration, measure
from museion.screening.matching.photos.verification import NOTHING, Verification, verify

CONTEXT_CAP = 0.3
"""What only the surroundings or a mark agree on stays below 'possible'."""
REPEATED_CAP = 0.7
MOST_REPEATED = 10
"""The same picture under a few records may be one object in several registers; under many it is a placeholder."""
WHOLE_COVERAGE = 0.4


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
    def rank(self) -> float:
        """The probability, and between look-alikes the votes."""
        return self.probability + 1e-6 * self.candidate.vote / (1 + self.candidate.vote)


@dataclass(frozen=True, slots=True)
class _Checked:
    object_key: str
    candidate: Candidate
    registered: Features
    verification: Verification


def compare_candidates(
    index: PhotoIndex, query: Features, candidates: Sequence[Candidate], *, with_embedder: bool
) -> list[Compared]:
    checked = _check_geometry(index, query, candidates)
    shared = find_shared_points((entry.object_key, entry.verification) for entry in checked)
    repeated = _count_repeated(query, checked, shared)
    mirrored_query = query.mirror() if any(entry.verification.mirrored for entry in checked) else query
    return [
        _score(
            entry, mirrored_query if entry.verification.mirrored else query, checked, shared, repeated, with_embedder
        )
        for entry in checked
    ]


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


def _count_repeated(query: Features, checked: Sequence[_Checked], shared: frozenset[int]) -> frozenset[str]:
    """Objects under which the very same whole picture is registered, when there are too many to be chance."""
    objects = set()
    for entry in checked:
        verification = entry.verification
        lost = sum(point in shared for point in verification.query_points.tolist())
        if verification.inliers and lost > verification.inliers / 2:
            query_side = query.mirror() if verification.mirrored else query
            if measure_spread(query_side, entry.registered, verification).coverage >= WHOLE_COVERAGE:
                objects.add(entry.object_key)
    return frozenset(objects)


def _score(
    entry: _Checked,
    query: Features,
    checked: Sequence[_Checked],
    shared: frozenset[int],
    repeated: frozenset[str],
    with_embedder: bool,  # noqa: FBT001
) -> Compared:
    candidate, whole = entry.candidate, entry.verification
    is_repeated = entry.object_key in repeated
    verification = whole if is_repeated else remove_points(whole, shared)
    spread = measure_spread(query, entry.registered, verification)
    measures = measure(
        inliers=verification.inliers,
        pairs=verification.pairs,
        coverage=spread.coverage,
        lead=_measure_lead(entry, checked),
        hash_distance=candidate.hash_distance,
        cosine=candidate.cosine if with_embedder else None,
    )
    probability = load_calibration(with_embedder=with_embedder).estimate(measures)
    compared = Compared(
        entry.object_key, candidate, entry.registered, verification, spread, measures, probability,
        shared_points=whole.inliers - verification.inliers, repeated_under=len(repeated) if is_repeated else 0,
    )  # fmt: skip
    return replace(compared, probability=_cap(compared))


def _cap(compared: Compared) -> float:
    if compared.spread.surroundings_only or compared.spread.patch_only:
        return min(compared.probability, CONTEXT_CAP)
    if compared.repeated_under:
        return min(compared.probability, REPEATED_CAP if compared.repeated_under <= MOST_REPEATED else CONTEXT_CAP)
    return compared.probability


def _measure_lead(entry: _Checked, checked: Sequence[_Checked]) -> float:
    """This photo's share of the votes against the best photo of any other object."""
    rival = max((other.candidate.vote for other in checked if other.object_key != entry.object_key), default=0.0)
    own = entry.candidate.vote
    return own / (own + rival) if own else 0.0
