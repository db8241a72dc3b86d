"""Words and photos weighed together: evidence is added in nats of odds, similarities are never averaged.

The photo matcher gives a probability, the text matcher a conditional logit over its candidates and "none of them". Points of
what was compared add up to a candidate's log odds. Words lift a photo to `PROBABLE` only where that is possible by itself
and many places agree: two portraits of one workshop share words and a few places. Otherwise the odds stay below, by a bound
that no two candidates reach together: words never assert, and never tie where they differ.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from museion.screening.matching.photos import PhotoMatch
from museion.screening.matching.photos.matches import (
    POSSIBLE_PROBABILITY,
    PROBABLE_PROBABILITY,
    SAME_INLIERS,
    SAME_PROBABILITY,
    weigh_likeness,
)
from museion.screening.matching.texts.matcher import TextMatch
from museion.screening.terms import Verdict

VERSION = "2"
TEXT_FOR, TEXT_AGAINST = 6.0, -3.0
"""Beside a photo, what sellers write moves the odds no further than this: it may be wrong, or meant to mislead.

Nothing need be added to a text's score to make it evidence: over seven kinds of question the true record scores 13 (one in
twenty below 5), another one of the same shortlist −10 (one in twenty above −4).
"""
PHOTO_UNMATCHED = -1.0
"""Both sides have photos and none agrees. Another side of a vase goes unrecognised in up to six cases of ten: ln 0.37."""
LIFTED_INLIERS = 15
"""Of 1,240 photos of unregistered pictures none agreed in more than 13 places with a registered one."""
JUDGED = 4.0
"""For each person who judged the same pair before, up to two."""
WORDS_BOUND = math.log(PROBABLE_PROBABILITY / (1 - PROBABLE_PROBABILITY))
_LEAST = 1e-12
_SILENT = 1e-9


@dataclass(frozen=True, slots=True)
class Candidate:
    """A loss that the text or a photo named. `judgements`: people who said it is the one, less those who said it is not."""

    key: str
    text: TextMatch | None = None
    photo: PhotoMatch | None = None
    has_photos: bool = False
    judgements: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What the question offered to compare. `none`: the text matcher's score of "not in the register"."""

    has_photos: bool
    none: float


@dataclass(frozen=True, slots=True)
class Fused:
    """`points` by what was compared; their sum are the log odds that `score` bounds. `evidence`: how many spoke."""

    candidate: Candidate
    score: float
    probability: float
    verdict: Verdict
    points: dict[str, float] = field(default_factory=dict)

    @property
    def evidence(self) -> int:
        return len(self.points)

    @property
    def order(self) -> tuple[bool, float, int, str]:
        """The most probable first, of equal ones the one with more evidence; look-alikes by how alike they are as a whole too."""
        is_look_alike = self.verdict == Verdict.LOOKALIKE
        likeness = self.candidate.photo.likeness if is_look_alike and self.candidate.photo else None
        return is_look_alike, -self.score - weigh_likeness(likeness), -self.evidence, self.candidate.key


def fuse(candidates: Iterable[Candidate], asked: Asked, *, limit: int) -> list[Fused]:
    return sorted((_weigh(candidate, asked) for candidate in candidates), key=lambda found: found.order)[:limit]


def _weigh(candidate: Candidate, asked: Asked) -> Fused:
    """By the photo with the words beside it, or by the words with the photo beside them: whichever says more."""
    points = max(_start_from_photo(candidate), _start_from_words(candidate, asked), key=_add_up)
    if candidate.judgements:
        points["judgement"] = JUDGED * max(-2, min(candidate.judgements, 2))
    score = _add_up(points)
    if score > 0 and not _may_assert(candidate.photo):
        score = WORDS_BOUND * score / (score + WORDS_BOUND)
    probability = 1 / (1 + math.exp(-max(score, -700.0)))
    return Fused(candidate, score, probability, judge(probability, candidate.photo), points)


def _may_assert(photo: PhotoMatch | None) -> bool:
    if photo is None or photo.probability < POSSIBLE_PROBABILITY:
        return False
    return photo.probability >= PROBABLE_PROBABILITY or photo.inliers >= LIFTED_INLIERS


def _start_from_photo(candidate: Candidate) -> dict[str, float]:
    """The text's points say nothing where the text does; more or less than the bounds they cannot move."""
    if candidate.photo is None:
        return {}
    points = {"photo": get_log_odds(candidate.photo.probability)}
    if candidate.text:
        points |= candidate.text.points
        points["bound"] = max(TEXT_AGAINST, min(candidate.text.score, TEXT_FOR)) - candidate.text.score
    return _drop_silent(points)


def _start_from_words(candidate: Candidate, asked: Asked) -> dict[str, float]:
    if candidate.text is None:
        return {}
    text = candidate.text
    points = {**text.points, "threshold": -asked.none}
    points["rivals"] = get_log_odds(text.probability) - (text.score - asked.none)
    if candidate.photo:
        points["photo"] = max(PHOTO_UNMATCHED, get_log_odds(candidate.photo.probability))
    elif candidate.has_photos and asked.has_photos:
        points["photo"] = PHOTO_UNMATCHED
    return _drop_silent(points)


def _drop_silent(points: dict[str, float]) -> dict[str, float]:
    return {name: value for name, value in points.items() if abs(value) > _SILENT}


def _add_up(points: dict[str, float]) -> float:
    return sum(points.values()) if points else -math.inf


def judge(probability: float, photo: PhotoMatch | None) -> Verdict:
    if photo and probability >= SAME_PROBABILITY and photo.inliers >= SAME_INLIERS:
        return Verdict.URGENT
    if photo and probability >= PROBABLE_PROBABILITY:
        return Verdict.PROBABLE
    return Verdict.POSSIBLE if probability >= POSSIBLE_PROBABILITY else Verdict.LOOKALIKE


def get_log_odds(probability: float) -> float:
    held = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(held / (1 - held))
