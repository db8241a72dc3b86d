"""What the matcher answers: information for a person to judge, never an accusation."""

from dataclasses import dataclass, field
from enum import StrEnum

from museion.screening.matching.photos.scoring import Measures

Point = tuple[float, float]
"""A place in a picture, from (0, 0) at the top left to (1, 1)."""

SAME_PROBABILITY, SAME_INLIERS = 0.99, 25
PROBABLE_PROBABILITY = 0.9
POSSIBLE_PROBABILITY = 0.5
LIKENESS_WEIGHT = 30.0
"""In nats for a likeness of one, and only for the order of what cannot be told by points: chosen on other views of vases and
ambers that no measurement asks about."""


class Verdict(StrEnum):
    """How sure the program is. None of these says anything about whose the object is."""

    SAME = "same_image_or_object"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    LOOK_ALIKE = "look_alike"


class ReasonKind(StrEnum):
    POINTS = "points"
    COVERAGE = "coverage"
    HASH = "hash"
    DESCRIPTOR = "descriptor"
    MIRRORED = "mirrored"
    SHARED_POINTS = "shared_points"
    SURROUNDINGS_ONLY = "surroundings_only"
    PATCH_ONLY = "patch_only"
    REPEATED_PICTURE = "repeated_picture"


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence, with the number that belongs to it; `against` weakens the match."""

    kind: ReasonKind
    value: float
    against: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """Two places that show the same spot."""

    query: Point
    registered: Point


@dataclass(frozen=True, slots=True)
class PhotoMatch:
    object_key: str
    photo_key: str
    query_number: int
    probability: float
    inliers: int
    mirrored: bool
    evidence: tuple[Evidence, ...]
    reasons: tuple[Reason, ...]
    measures: Measures
    """What the probability was computed from, to be kept with the answer."""

    likeness: float | None = None
    """As a whole, by the optional descriptor, from -1 to 1; it asserts nothing."""

    @property
    def verdict(self) -> Verdict:
        if self.probability >= SAME_PROBABILITY and self.inliers >= SAME_INLIERS:
            return Verdict.SAME
        if self.probability >= PROBABLE_PROBABILITY:
            return Verdict.PROBABLE
        return Verdict.POSSIBLE if self.probability >= POSSIBLE_PROBABILITY else Verdict.LOOK_ALIKE


class UnusableReason(StrEnum):
    BLANK = "blank"
    TOO_LITTLE = "too_little_to_compare"


@dataclass(frozen=True, slots=True)
class UnusablePhoto:
    """A query photo that could not be compared; it must not be taken for one without a match."""

    query_number: int
    reason: UnusableReason


def weigh_likeness(likeness: float | None) -> float:
    """How far up among look-alikes it moves one, beside log odds."""
    return LIKENESS_WEIGHT * max(likeness or 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class PhotoAnswer:
    """`matches` are at least possible, best first; `look_alikes` are shown on request, those most alike as a whole first."""

    matches: tuple[PhotoMatch, ...]
    look_alikes: tuple[PhotoMatch, ...]
    unusable: tuple[UnusablePhoto, ...]
    registered_photos: int
    index_generation: int
    calibration_version: str
    embedder: str | None = field(default=None)
