"""`python -m bench.screening.other_views`: another side of the same thing, by the number of registered views.

Vases and carved ambers among paintings as distractors. Each photo is asked for while only some other views of its object are
registered. Reported apart from the recognition of pictures: another side is a candidate, not a match.
"""

import argparse
import csv
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import faiss
import numpy as np

from bench.screening.pictures import IMAGES, get_key, load, name_amber, split_pictures
from bench.table import print_table
from museion.screening.matching.photos import PhotoMatcher, describe_photo, open_writer
from museion.screening.matching.photos.segments import RegisteredPhoto

VIEWS = (1, 2, 3, 99)
DISTRACTORS = 200
PROBABLE = 0.9
SEED = 7


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.screening.other_views", description=__doc__)
    parser.add_argument("--distractors", type=int, default=DISTRACTORS)
    parser.add_argument("--queries", type=int, default=60, help="photos asked for, per kind and number of views")
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    faiss.omp_set_num_threads(1)
    paintings = [path for path in split_pictures().registered if path.parent.name == "paintings"]
    described = [describe_photo(get_key(path), get_key(path), load(path)) for path in paintings[: asked.distractors]]
    rows = [
        [kind, "all others" if views > 10 else views, *measure(objects, views, described, asked.queries)]
        for kind, objects in (("vases", group_vases()), ("ambers", group_ambers()))
        for views in VIEWS
    ]
    print_table(
        ["kind", "registered views", "queries", "recall@1 %", "recall@10 %", "P ≥ 0.9 right %", "P ≥ 0.9 wrong"], rows
    )


def group_vases() -> dict[str, list[Path]]:
    objects = defaultdict(list)
    with (IMAGES / "vases.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            objects[f"vase-{row['catalogue_number']}"].append(IMAGES / row["file"])
    return {name: paths for name, paths in objects.items() if len(paths) > 1}


def group_ambers() -> dict[str, list[Path]]:
    objects = defaultdict(list)
    for path in sorted((IMAGES / "ambers").glob("*.jpg")):
        objects[name_amber(path)].append(path)
    return {name: paths for name, paths in objects.items() if len(paths) > 1}


def measure(
    objects: dict[str, list[Path]], views: int, distractors: list[RegisteredPhoto], most: int
) -> tuple[int, float, float, float, int]:
    """Every object in turn loses the photo that is asked for and keeps at most `views` others."""
    random = np.random.default_rng(SEED)
    known = {path: describe_photo(name, path.stem, load(path)) for name, paths in objects.items() for path in paths}
    first, ten, right, wrong, count = 0, 0, 0, 0, 0
    rounds = max(len(paths) for paths in objects.values())
    for number in range(rounds):
        asked = {name: paths[number] for name, paths in objects.items() if number < len(paths)}
        with TemporaryDirectory() as folder:
            with open_writer(Path(folder)) as writer:
                for name, paths in objects.items():
                    others = [path for path in paths if path != asked.get(name)]
                    for place in random.permutation(len(others))[:views]:
                        writer.add_described(known[others[place]])
                for photo in distractors:
                    writer.add_described(photo)
                writer.commit()
            matcher = PhotoMatcher(Path(folder))
            for name, path in asked.items():
                if count >= most:
                    break
                answer = matcher.screen([load(path)])
                ranked = [match.object_key for match in (*answer.matches, *answer.look_alikes)][:10]
                count, first, ten = count + 1, first + (ranked[:1] == [name]), ten + (name in ranked)
                probable = [match.object_key for match in answer.matches if match.probability >= PROBABLE]
                right, wrong = right + (name in probable), wrong + any(key != name for key in probable)
    return count, 100 * first / count, 100 * ten / count, 100 * right / count, wrong


if __name__ == "__main__":
    main()
