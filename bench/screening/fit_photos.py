"""`python -m bench.screening.fit_photos ANSWERS…`: fit the photo matcher's probability to measured answers.

A ridge logistic regression with non-negative weights, fitted to `python -m bench.screening.photos --development`: pictures
that are never asked about when results are measured. Cut in two halves by name, each half is predicted by the weights of the
other, and those figures are printed; the weights written are those of all together.
"""

import argparse
import json
import zlib
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bench.table import print_table
from museion.screening.matching.photos import scoring
from museion.screening.matching.photos.scoring import Measures

TARGET = Path(scoring.__file__).with_name("calibration.json")
NAMES = [field.name for field in fields(Measures)]
TWIN_INLIERS = 20
RIDGE = 0.05
"""The two kinds lie so far apart that without it the weights would grow for ever."""
CONTEXT = {"surroundings_only", "patch_only", "repeated_picture"}

Rows = NDArray[np.float64]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.screening.fit_photos", description=__doc__)
    parser.add_argument("answers", type=Path)
    parser.add_argument("--model", choices=("local_features_only", "with_descriptor"), default="local_features_only")
    parser.add_argument("--version", required=True)
    asked = parser.parse_args()
    answers = [json.loads(line) for line in asked.answers.read_text().splitlines()]
    rows, right, half = collect(answers)
    predicted = np.empty(len(rows))
    for tested in (0, 1):
        predicted[half == tested] = predict(rows[half == tested], fit(rows[half != tested], right[half != tested]))
    print_held_out(predicted, right)
    save(fit(rows, right), asked.model, asked.version)


def collect(answers: list[dict[str, Any]]) -> tuple[Rows, NDArray[np.bool_], NDArray[np.int64]]:
    """Of each query the right object, if it was found, and the strongest wrong one."""
    rows, right, half = [], [], []
    twins = find_twins(answers)
    print(f"left out as the same picture under two names: {sorted(twins)}\n")
    for answer in answers:
        usable = [
            found
            for found in answer["found"]
            if not CONTEXT & set(found["against"]) and (answer["object"], found["object"]) not in twins
        ]
        own = [found for found in usable if answer["registered"] and found["object"] == answer["object"]]
        wrong = [found for found in usable if found not in own]
        for found in (*own[:1], *wrong[:1]):
            rows.append([found["measures"][name] for name in NAMES])
            right.append(found in own)
            half.append(zlib.crc32(answer["object"].encode()) % 2)
    return np.array(rows), np.array(right), np.array(half)


def find_twins(answers: list[dict[str, Any]]) -> set[tuple[str, str]]:
    """Pairs of files that show the same print or page: no geometry can or should tell them apart."""
    return {
        (answer["object"], found["object"])
        for answer in answers
        for found in answer["found"]
        if found["object"] != answer["object"]
        and found["inliers"] >= TWIN_INLIERS
        and not CONTEXT & set(found["against"])
    }


def fit(rows: Rows, right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Intercept and weights; no weight may fall below zero."""
    inputs = np.column_stack([np.ones(len(rows)), rows])
    ridge = np.r_[0.0, np.full(rows.shape[1], RIDGE)]

    def lose(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = inputs @ weights
        loss = np.logaddexp(0, scores) - right * scores
        slope = inputs.T @ (predict(rows, weights) - right)
        return float(loss.sum() + (ridge * weights**2).sum() / 2), slope + ridge * weights

    bounds = [(None, None), *[(0.0, None)] * rows.shape[1]]
    return np.asarray(minimize(lose, np.zeros(inputs.shape[1]), jac=True, bounds=bounds, method="L-BFGS-B").x)


def predict(rows: Rows, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-(weights[0] + rows @ weights[1:])))


def print_held_out(predicted: NDArray[np.float64], right: NDArray[np.bool_]) -> None:
    rows = []
    for level in (0.5, 0.9, 0.99):
        above = predicted >= level
        rows.append([f"≥ {level}", 100 * float(above[right].mean()), int(above[~right].sum()), int((~right).sum())])
    print_table(["probability, held-out half", "right candidates above, %", "wrong ones above", "of"], rows)


def save(weights: NDArray[np.float64], model: str, version: str) -> None:
    stored = json.loads(TARGET.read_text(encoding="utf-8"))
    stored["version"] = version
    values = Measures(*(round(float(weight), 3) for weight in weights[1:]))
    stored[model] = {
        "intercept": round(float(weights[0]), 3),
        "weights": dict(zip(NAMES, astuple(values), strict=True)),
    }
    TARGET.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(stored[model]))


if __name__ == "__main__":
    main()
