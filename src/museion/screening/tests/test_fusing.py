"""Words and photos weighed together: never averaged, never saturated, never an assertion by words alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from museion.screening.matching.photos import PhotoMatch
from museion.screening.matching.photos.scoring import Measures
from museion.screening.matching.texts.matcher import TextMatch
from museion.screening.runs.fusion import Asked, Candidate, Fused, fuse
from museion.screening.terms import Verdict

ASKED = Asked(has_photos=True, none=5.0)


def make_photo(probability: float, inliers: int = 60) -> PhotoMatch:
    measures = Measures(*([0.5] * len(Measures.__dataclass_fields__)))
    return PhotoMatch(
        "l1", "l1/aa", 0, probability, inliers, mirrored=False, evidence=(), reasons=(), measures=measures
    )


def make_text(score: float, probability: float) -> TextMatch:
    return TextMatch("l1", probability, score, {"title": score - 1.0, "size": 1.0})


def fuse_one(candidate: Candidate, asked: Asked = ASKED) -> Fused:
    return fuse([candidate], asked, limit=10)[0]


@given(st.floats(-30, 60), st.floats(1e-9, 1 - 1e-9))
def test_words_alone_say_no_more_than_possible(score: float, probability: float) -> None:
    found = fuse_one(Candidate("l1", text=make_text(score, probability)))
    assert found.probability < 0.9
    assert found.verdict in {Verdict.POSSIBLE, Verdict.LOOKALIKE}


def test_words_never_tie_where_they_differ() -> None:
    strong = [fuse_one(Candidate("l1", text=make_text(30.0 + step, 0.999))).score for step in range(5)]
    certain = [fuse_one(Candidate("l1", text=make_text(9.0, 1 - 10.0**-power))).score for power in range(1, 9)]
    assert len(set(certain)) == len(certain)
    assert certain == sorted(certain)
    assert strong == sorted(strong)


def test_words_beside_a_photo_move_it_within_bounds() -> None:
    alone = fuse_one(Candidate("l1", photo=make_photo(0.7)))
    agreeing = fuse_one(Candidate("l1", photo=make_photo(0.7), text=make_text(40.0, 0.99)))
    differing = fuse_one(Candidate("l1", photo=make_photo(0.7), text=make_text(-40.0, 1e-9)))
    assert agreeing.score - alone.score == pytest.approx(6.0)
    assert alone.score - differing.score == pytest.approx(3.0)


@pytest.mark.parametrize(
    ("inliers", "verdict"), [(12, Verdict.POSSIBLE), (15, Verdict.PROBABLE)], ids=["few places", "many places"]
)
def test_words_lift_a_possible_photo_only_where_many_places_agree(inliers: int, verdict: Verdict) -> None:
    candidate = Candidate("l1", photo=make_photo(0.8, inliers=inliers), text=make_text(40.0, 0.99))
    assert fuse_one(candidate).verdict == verdict


def test_a_certain_photo_stays_urgent_whatever_the_seller_writes() -> None:
    found = fuse_one(Candidate("l1", photo=make_photo(0.99999), text=make_text(-40.0, 1e-9)))
    assert found.verdict == Verdict.URGENT


def test_few_matching_points_are_not_urgent() -> None:
    assert fuse_one(Candidate("l1", photo=make_photo(0.999, inliers=24))).verdict == Verdict.PROBABLE


def test_a_photo_outranks_words() -> None:
    by_words = Candidate("l1", text=make_text(25.0, 0.9999))
    by_photo = Candidate("l2", photo=make_photo(0.95))
    assert [found.candidate.key for found in fuse([by_words, by_photo], ASKED, limit=2)] == ["l2", "l1"]


def test_equal_scores_go_to_the_one_with_more_evidence() -> None:
    few = Candidate("l1", text=TextMatch("l1", 0.5, 5.0, {"title": 5.0}))
    many = Candidate("l2", text=TextMatch("l2", 0.5, 5.0, {"title": 3.0, "size": 1.0, "maker": 1.0}))
    assert [found.candidate.key for found in fuse([few, many], ASKED, limit=2)] == ["l2", "l1"]


@given(st.floats(-20, 30), st.floats(0.001, 0.999), st.integers(-3, 3), st.booleans())
def test_points_add_up_to_the_log_odds(score: float, probability: float, judgements: int, pictured: bool) -> None:  # noqa: FBT001 - hypothesis fills it by its name
    candidate = Candidate("l1", make_text(score, probability), None, has_photos=pictured, judgements=judgements)
    found = fuse_one(candidate)
    whole = sum(found.points.values())
    assert found.score == pytest.approx(whole) if whole <= 0 else 0 < found.score <= whole


def test_registered_photos_that_do_not_agree_speak_against() -> None:
    text = make_text(9.0, 0.9)
    with_photos = fuse_one(Candidate("l1", text=text, has_photos=True))
    without = fuse_one(Candidate("l1", text=text, has_photos=False))
    assert with_photos.score < without.score


def test_what_people_judged_before_re_ranks() -> None:
    judged = Candidate("l1", text=make_text(7.0, 0.6), judgements=-1)
    other = Candidate("l2", text=TextMatch("l2", 0.3, 6.0, {"title": 6.0}))
    assert [found.candidate.key for found in fuse([judged, other], ASKED, limit=2)] == ["l2", "l1"]
