"""From features to a probability that a record is the object asked about.

A conditional logit: of all candidates and "none of them" exactly one is true, so each one's probability is its share of the
exponentiated scores. Near rivals share the probability, silence leaves it at "none", and no score saturates. The weights are
fitted by `bench/screening/fit_texts.py` and kept with their version in `model.json`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import orjson

from museion.screening.matching.texts.evidence import FEATURES


@dataclass(frozen=True, slots=True)
class TextModel:
    """`none`: the score of "the object is not in the register"; grows with the register's size by `per_log_count`."""

    version: str
    weights: dict[str, float]
    none: float
    per_log_count: float
    fitted_count: int

    def score(self, values: dict[str, float]) -> float:
        return sum(self.weights[name] * value for name, value in values.items())

    def explain(self, values: dict[str, float]) -> dict[str, float]:
        """Points for (+) and against (−) by what was compared (title, maker, size…), in nats of odds."""
        points: dict[str, float] = {}
        for name, value in values.items():
            subject = name.split("_")[0]
            points[subject] = points.get(subject, 0.0) + self.weights[name] * value
        return {subject: total for subject, total in points.items() if total}

    def get_probabilities(self, scores: Sequence[float], *, count: int) -> list[float]:
        if not scores:
            return []
        none = self.none + self.per_log_count * math.log(max(count, 1) / self.fitted_count)
        highest = max(*scores, none) if len(scores) > 1 else max(scores[0], none)
        parts = [math.exp(score - highest) for score in scores]
        whole = sum(parts) + math.exp(none - highest)
        return [part / whole for part in parts]


@lru_cache(maxsize=1)
def get_text_model() -> TextModel:
    stored = orjson.loads(resources.files(__package__).joinpath("model.json").read_bytes())
    unknown = set(stored["weights"]) ^ set(FEATURES)
    if unknown:
        raise LookupError(f"model.json and the features differ in {', '.join(sorted(unknown))}")
    return TextModel(**stored)
