"""From measurements to a probability: a logistic model with non-negative weights, so more evidence never counts less.

The weights are in `calibration.json` with their version; bench/screening fits them on pictures whose other half it tests.
"""

import json
import math
from dataclasses import astuple, dataclass
from functools import cache
from importlib.resources import files

HASH_REACH = 80
"""Unrelated pictures differ in 128 of PDQ's 256 bits, and hardly ever in fewer than 80."""
LEAST_COSINE = 0.3
MOST_INLIERS = 60
ENOUGH_COVERAGE = 0.15
"""A coin on a plain ground fills no more of its photo."""
DOUBTED_PAIRS = 5
"""As many pairs are taken to disagree unseen: four that agree of four are little, forty of forty are much."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Everything the probability depends on, each from 0 (nothing) to 1 (all)."""

    points: float
    agreement: float
    coverage: float
    hash: float
    descriptor: float


@dataclass(frozen=True, slots=True)
class Calibration:
    version: str
    intercept: float
    weights: Measures

    def estimate(self, measures: Measures) -> float:
        weighed = (weight * value for weight, value in zip(astuple(self.weights), astuple(measures), strict=True))
        return 1 / (1 + math.exp(-(self.intercept + sum(weighed))))


def measure(*, inliers: int, pairs: int, coverage: float, hash_distance: int | None, cosine: float | None) -> Measures:
    return Measures(
        points=math.log1p(min(inliers, MOST_INLIERS)) / math.log1p(MOST_INLIERS),
        agreement=inliers / (pairs + DOUBTED_PAIRS),
        coverage=math.sqrt(min(coverage / ENOUGH_COVERAGE, 1.0)),
        hash=max(0.0, (HASH_REACH - hash_distance) / HASH_REACH) if hash_distance is not None else 0.0,
        descriptor=min(1.0, max(0.0, (cosine - LEAST_COSINE) / (1 - LEAST_COSINE))) if cosine is not None else 0.0,
    )


@cache
def load_calibration(*, with_embedder: bool) -> Calibration:
    stored = json.loads(files(__package__).joinpath("calibration.json").read_text(encoding="utf-8"))
    model = stored["with_descriptor" if with_embedder else "local_features_only"]
    return Calibration(stored["version"], model["intercept"], Measures(**model["weights"]))
