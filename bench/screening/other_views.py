"""`python -m bench.screening.other_views`: another side of the same thing, by the number of registered views.

Vases and carved ambers among paintings as distractors. Each photo is asked for while only some other views of its object are
registered. Reported apart from the recognition of pictures: another side is a candidate, not a match. Every third object was
looked at while settings were chosen (`--development`): it stands in the register, and is not asked about when results are measured.
"""

import argparse
import csv
import shutil
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import faiss
import numpy as np

from bench.screening.descriptors import add_descriptor, open_descriptor
from bench.screening.pictures import IMAGES, get_key, load, name_amber, split_pictures
from bench.table import print_table
from museion.screening.matching.photos import Embedder, PhotoAnswer, PhotoMatcher, open_writer

VIEWS = (1, 2, 3, 99)
DISTRACTORS = 200
PROBABLE = 0.9
FEW, MANY = 1, 10
SEED = 7
SEEN = 3
"""One object in so many was looked at while settings were chosen."""

Objects = dict[str, list[Path]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One photo that was asked for. `place`: of its object among those named; none where it was not named."""

    side: str
    place: int | None
    is_probable: bool
    accuses_another: bool


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.screening.other_views", description=__doc__)
    parser.add_argument("--distractors", type=int, default=DISTRACTORS)
    parser.add_argument("--development", action="store_true", help="ask about the objects that settings are chosen on")
    parser.add_argument("--views", type=int, nargs="+", default=VIEWS, help="how many others are registered")
    add_descriptor(parser)
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    faiss.omp_set_num_threads(1)
    embedder = open_descriptor(asked.model)
    paintings = [path for path in split_pictures().registered if path.parent.name == "paintings"][: asked.distractors]
    rows = []
    for kind, objects in (("vases", group_vases()), ("ambers", group_ambers())):
        wanted = {name for name in objects if is_tried(name) == asked.development}
        with TemporaryDirectory() as folder:
            register_all(Path(folder), objects, paintings, embedder)
            for views in asked.views:
                found = list(ask_all(Path(folder), objects, views, wanted, embedder))
                rows += list(_list_rows(kind, "all others" if views > MANY else str(views), found))
    print_table(
        [
            "kind",
            "side",
            "registered views",
            "queries",
            "recall@1 %",
            "recall@10 %",
            "P ≥ 0.9 right %",
            "P ≥ 0.9 wrong",
        ],
        rows,
    )


def is_tried(name: str) -> bool:
    return not zlib.crc32(name.encode()) % SEEN


def group_vases() -> Objects:
    objects = defaultdict(list)
    for row in _read_vases():
        objects[f"vase-{row['catalogue_number']}"].append(IMAGES / row["file"])
    return {name: paths for name, paths in objects.items() if len(paths) > 1}


def group_ambers() -> Objects:
    objects = defaultdict(list)
    for path in sorted((IMAGES / "ambers").glob("*.jpg")):
        objects[name_amber(path)].append(path)
    return {name: paths for name, paths in objects.items() if len(paths) > 1}


def name_sides() -> dict[Path, str]:
    """Of vases: front, back, side, top or detail."""
    return {IMAGES / row["file"]: row["view"].partition("-")[0] for row in _read_vases()}


def _read_vases() -> list[dict[str, str]]:
    with (IMAGES / "vases.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def register_all(folder: Path, objects: Objects, paintings: list[Path], embedder: Embedder | None) -> None:
    """Every photo there is; what must not be there is taken out again for each question."""
    with open_writer(folder, embedder=embedder) as writer:
        for name, paths in (*objects.items(), *((get_key(path), [path]) for path in paintings)):
            for path in paths:
                writer.add(object_key=name, photo_key=get_key(path), picture=load(path))
        writer.commit()


def ask_all(whole: Path, objects: Objects, views: int, wanted: set[str], embedder: Embedder | None) -> Iterator[Asked]:
    """Every object in turn loses the photo that is asked for and keeps at most `views` others."""
    random, sides = np.random.default_rng(SEED), name_sides()
    for number in range(max(len(objects[name]) for name in wanted)):
        asked = {name: paths[number] for name, paths in objects.items() if number < len(paths)}
        with TemporaryDirectory() as parent:
            folder = Path(shutil.copytree(whole, Path(parent) / "index"))
            with open_writer(folder, embedder=embedder) as writer:
                for name, paths in objects.items():
                    others = [path for path in paths if path != asked.get(name)]
                    kept = {others[place] for place in random.permutation(len(others))[:views]}
                    for path in paths:
                        if path not in kept:
                            writer.remove_photo(get_key(path))
                writer.commit()
            matcher = PhotoMatcher(folder, embedder=embedder)
            for name in sorted(wanted & asked.keys()):
                yield _judge(name, sides.get(asked[name], "any"), matcher.screen([load(asked[name])]))


def _judge(name: str, side: str, answer: PhotoAnswer) -> Asked:
    ranked = [match.object_key for match in (*answer.matches, *answer.look_alikes)]
    probable = [match.object_key for match in answer.matches if match.probability >= PROBABLE]
    place = ranked.index(name) if name in ranked else None
    return Asked(side, place, name in probable, any(key != name for key in probable))


def _list_rows(kind: str, views: str, found: list[Asked]) -> Iterator[list[object]]:
    for side in ["all", *sorted({asked.side for asked in found} - {"any"})]:
        chosen = [asked for asked in found if side in (asked.side, "all")]
        yield [
            kind,
            side,
            views,
            len(chosen),
            _share(asked.place is not None and asked.place < FEW for asked in chosen),
            _share(asked.place is not None and asked.place < MANY for asked in chosen),
            _share(asked.is_probable for asked in chosen),
            sum(asked.accuses_another for asked in chosen),
        ]


def _share(counted: Iterable[bool]) -> float:
    return 100 * float(np.mean(list(counted)))


if __name__ == "__main__":
    main()
