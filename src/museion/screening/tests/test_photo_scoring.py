"""The probability grows with the evidence, never jumps, and its words stay information."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from museion.screening.matching.photos import PhotoMatch, Verdict
from museion.screening.matching.photos.scoring import Measures, load_calibration, measure

SHARE = st.floats(0, 1)
MEASURES = st.builds(Measures, SHARE, SHARE, SHARE, SHARE, SHARE)


@pytest.mark.parametrize("with_embedder", [False, True])
@given(measures=MEASURES, name=st.sampled_from(list(Measures.__slots__)), value=SHARE)
def test_more_evidence_never_counts_less(*, measures: Measures, name: str, value: float, with_embedder: bool) -> None:
    calibration = load_calibration(with_embedder=with_embedder)
    more = replace(measures, **{name: max(value, getattr(measures, name))})
    assert calibration.estimate(more) >= calibration.estimate(measures) - 1e-12


@given(
    st.integers(0, 2_000), st.integers(0, 2_000), SHARE, st.one_of(st.none(), st.integers(0, 256)), st.floats(-1, 1.01)
)
def test_every_measure_lies_between_nothing_and_all(
    inliers: int, more_pairs: int, coverage: float, distance: int | None, cosine: float
) -> None:
    measures = measure(
        inliers=inliers, pairs=inliers + more_pairs, coverage=coverage, hash_distance=distance, cosine=cosine
    )
    assert all(0 <= getattr(measures, name) <= 1 for name in Measures.__slots__)


def test_nothing_in_common_is_improbable_and_much_in_common_probable() -> None:
    calibration = load_calibration(with_embedder=False)
    nothing = measure(inliers=2, pairs=30, coverage=0.0, hash_distance=118, cosine=None)
    much = measure(inliers=40, pairs=60, coverage=0.5, hash_distance=None, cosine=None)
    copy = measure(inliers=30, pairs=40, coverage=0.9, hash_distance=2, cosine=None)
    assert calibration.estimate(nothing) < 0.05
    assert calibration.estimate(much) > 0.99
    assert calibration.estimate(copy) > 0.99


@pytest.mark.parametrize(
    ("probability", "inliers", "verdict"),
    [
        (0.995, 25, Verdict.SAME),
        (0.995, 24, Verdict.PROBABLE),
        (0.95, 300, Verdict.PROBABLE),
        (0.5, 8, Verdict.POSSIBLE),
        (0.49, 8, Verdict.LOOK_ALIKE),
    ],
)
def test_the_word_follows_from_probability_and_points(probability: float, inliers: int, verdict: Verdict) -> None:
    nothing = Measures(0, 0, 0, 0, 0)
    match = PhotoMatch(
        object_key="m1",
        photo_key="p1",
        query_number=0,
        probability=probability,
        inliers=inliers,
        mirrored=False,
        evidence=(),
        reasons=(),
        measures=nothing,
    )
    assert match.verdict is verdict


def test_no_word_accuses() -> None:
    assert not any(word in verdict.value for verdict in Verdict for word in ("stolen", "theft", "loot", "crime"))
