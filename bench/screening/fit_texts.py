"""Fit the weights of text matching: `python -m bench.screening.fit_texts`, writes `model.json`.

The questions are made of real records by the same kinds as the measurement, but of other records. Maximum likelihood of the
conditional logit, by gradient ascent with momentum, small quadratic penalty.
"""

import random
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import orjson

from bench.screening.text_records import KINDS, drop_copies, make_question, split_register
from bench.screening.text_setting import make_register, make_vocabulary
from museion.screening.matching.texts import evidence
from museion.screening.matching.texts.matcher import compare_all
from museion.screening.matching.texts.reading import complete
from museion.screening.matching.texts.records import ObjectText, prepare
from museion.screening.matching.texts.register import TextRegister

KEPT = 40
# What agrees is said, even where the fit finds that it tells candidates hardly apart.
LEAST_POINTS = 0.1
NUMBERED = 0.05
"""So many questions state the inventory number, so that its agreement gets a weight; those of the measurement do not."""
MODEL = Path(evidence.__file__).parent / "model.json"


def main(count: int, questions: int) -> None:
    chance = random.Random(31)
    register, rest = split_register(count, chance)
    folder = make_register(register)
    unknown = drop_copies(rest[: questions * 2], register)
    examples = _gather(folder, register, unknown, questions, chance)
    weights, none = fit(examples)
    model = {
        "version": f"{len(examples)}-questions",
        "weights": {name: round(float(value), 4) for name, value in zip(evidence.FEATURES, weights, strict=True)},
        "none": round(none, 4),
        "per_log_count": 0.5,
        "fitted_count": len(register),
    }
    MODEL.write_bytes(orjson.dumps(model, option=orjson.OPT_INDENT_2) + b"\n")
    print(orjson.dumps(model, option=orjson.OPT_INDENT_2).decode())


Example = tuple[np.ndarray, int]
"""Candidates' features, and which is true; −1 for none."""


def _gather(
    folder: TextRegister, register: list[ObjectText], unknown: list[ObjectText], questions: int, chance: random.Random
) -> list[Example]:
    vocabulary = make_vocabulary()
    examples: list[Example] = []
    # The measurement takes its questions from the other half.
    known = register[: len(register) // 2]
    for turn in range(questions):
        kind = KINDS[turn % len(KINDS)]
        for records, is_known in ((known, True), (unknown, False)):
            record = chance.choice(records)
            asked = make_question(kind, record, vocabulary, chance)
            if asked and chance.random() < NUMBERED:
                asked = replace(asked, inventory_number=record.inventory_number)
            if asked:
                example = make_example(folder, asked, record.id if is_known else None)
                if example:
                    examples.append(example)
    return examples


def make_example(folder: TextRegister, asked: ObjectText, true_id: str | None) -> Example | None:
    compared = compare_all(prepare(complete(replace(asked, id="")), folder.canon), folder)
    place = next((place for place, (candidate, _) in enumerate(compared) if candidate.id == true_id), -1)
    if not compared or (true_id and place < 0):
        return None
    chosen = compared[:KEPT] + ([compared[place]] if place >= KEPT else [])
    matrix = np.array([[values.get(name, 0.0) for name in evidence.FEATURES] for _, values in chosen])
    return matrix, min(place, len(chosen) - 1) if place >= 0 else -1


def fit(
    examples: list[Example], *, rounds: int = 600, rate: float = 0.3, penalty: float = 1e-3
) -> tuple[np.ndarray, float]:
    """Weights and the score of "none". Features are scaled to one spread while fitting."""
    width = len(evidence.FEATURES)
    spread = np.concatenate([matrix for matrix, _ in examples]).std(axis=0)
    scale = np.where(spread > 1e-6, spread, 1.0)
    longest = max(len(matrix) for matrix, _ in examples) + 1
    stacked = np.zeros((len(examples), longest, width + 1))
    absent = np.full((len(examples), longest), -np.inf)
    truth = np.zeros(len(examples), dtype=int)
    for number, (matrix, place) in enumerate(examples):
        stacked[number, 1 : len(matrix) + 1, :width] = matrix / scale
        stacked[number, 0, width] = 1.0
        absent[number, : len(matrix) + 1] = 0.0
        truth[number] = place + 1
    weights = np.zeros(width + 1)
    moment, spread2 = np.zeros_like(weights), np.zeros_like(weights)
    order = np.arange(len(examples))
    against = np.array([name.endswith(("differs", "differ", "error", "distance")) for name in evidence.FEATURES])
    for turn in range(1, rounds + 1):
        scores = stacked @ weights + absent
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(axis=1, keepdims=True)
        expected = np.einsum("nk,nkf->f", shares, stacked)
        gradient = (stacked[order, truth].sum(axis=0) - expected) / len(examples) - penalty * weights
        moment = 0.9 * moment + 0.1 * gradient
        spread2 = 0.99 * spread2 + 0.01 * gradient**2
        weights += rate * (1 - turn / (rounds + 1)) * moment / (np.sqrt(spread2) + 1e-6) / 3
        # What agrees may only speak for, what differs only against: a reader must be able to follow the points.
        weights[:width] = np.where(against, np.minimum(weights[:width], 0.0), np.maximum(weights[:width], 0.0))
        if turn % 100 == 0:
            loss = -np.log(shares[order, truth] + 1e-12).mean()
            print(f"round {turn}: loss {loss:.4f}", file=sys.stderr, flush=True)
    unscaled = weights[:width] / scale
    return np.where(against, unscaled, np.maximum(unscaled, LEAST_POINTS)), float(weights[width])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 80_000, int(sys.argv[2]) if len(sys.argv) > 2 else 3_000)
