"""`python -m bench.screening.fit_descriptors`: which of a SIFT descriptor's 128 transformed numbers to keep, and their spread."""

import json
from pathlib import Path

import cv2
import numpy as np

from bench.screening.pictures import load, split_pictures
from museion.screening.matching.photos import descriptors

TARGET = Path(descriptors.__file__).with_name("descriptors.json")
PICTURES = 40
ABOUT = (
    "Which 64 of the 128 transformed numbers of a SIFT descriptor carry most, and how they spread. "
    "Statistics of photographs of paintings, by bench/screening/fit_descriptors.py; nothing of a picture is in them."
)


def main() -> None:
    detector = cv2.SIFT.create(500, contrastThreshold=0.01)
    paths = split_pictures().seen[:PICTURES]
    raw = np.vstack([detector.detectAndCompute(load(path).pixels, None)[1] for path in paths])
    values = np.sqrt(raw / raw.sum(axis=1, keepdims=True)) @ descriptors.make_full_transform().T
    kept = np.sort(np.argsort(-(values**2).mean(axis=0))[: descriptors.DIMENSIONS])
    share = float((values[:, kept] ** 2).sum() / (values**2).sum())
    chosen = values[:, kept] / np.linalg.norm(values[:, kept], axis=1, keepdims=True)
    statistics = {
        "about": ABOUT,
        "kept": kept.tolist(),
        "mean": [round(float(value), 5) for value in chosen.mean(axis=0)],
        "deviation": [round(float(value), 5) for value in chosen.std(axis=0)],
    }
    TARGET.write_text(json.dumps(statistics) + "\n", encoding="utf-8")
    print(f"{len(raw)} descriptors of {len(paths)} pictures; {share:.1%} of the energy kept")


if __name__ == "__main__":
    main()
