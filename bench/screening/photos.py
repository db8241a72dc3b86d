"""`python -m bench.screening.photos`: how well photos are found again, beside three fingerprints, in one run.

Every registered picture comes back through the 24 transforms and on a wall of pictures; every unregistered one comes as it
is, through heavy transforms and on a wall too, and whatever is then called a match is a false alarm. No picture that was
looked at while settings were chosen is asked about. Each answer is written at once, so that an interrupted run goes on where
it stopped. `--sample 40` takes 40 pictures a transform.
"""

import argparse
import json
import time
import zlib
from collections.abc import Container, Iterator, Sequence
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import cv2
import faiss
import numpy as np

from bench.screening.descriptors import add_descriptor, open_descriptor
from bench.screening.photo_peers import RegisteredPeers
from bench.screening.photo_tables import print_tables
from bench.screening.pictures import Split, get_key, load, split_pictures
from bench.screening.rooms import photograph_wall
from bench.screening.transforms import HARDER, HEAVY, TRANSFORMS, Pixels
from museion.screening.matching.photos import Embedder, PhotoMatcher, Picture, open_writer

HEAVY_PER_PICTURE = 3
DOUBLE_INLIERS = 20
WALL, BESIDE = "gallery", 3
KEPT: dict[str, Any] = {}
"""What a process of the pool keeps for its life."""


@dataclass(frozen=True, slots=True)
class Query:
    path: Path
    transform: str
    registered: bool

    @property
    def name(self) -> str:
        return f"{self.path.name}:{self.transform}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.screening.photos", description=__doc__)
    parser.add_argument("--sample", type=int, help="registered pictures per transform (all)")
    parser.add_argument("--negatives", type=int, help="unregistered pictures (all)")
    add_descriptor(parser)
    parser.add_argument(
        "--development", action="store_true", help="ask about the pictures that settings are chosen and fitted on"
    )
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--home", type=Path, default=Path(".cache/bench/photos"))
    parser.add_argument("--report", action="store_true", help="only print the tables of what has been measured")
    asked = parser.parse_args()
    home = asked.home / (asked.model.stem if asked.model else "default")
    home.mkdir(parents=True, exist_ok=True)
    answers = home / ("development.jsonl" if asked.development else "answers.jsonl")
    if not asked.report:
        split = split_pictures()
        _register(split, home, open_descriptor(asked.model))
        known, unknown = (split.seen, split.tried) if asked.development else (split.asked, split.unknown)
        known, unknown = known[: asked.sample], unknown[: asked.negatives]
        doubles = find_doubles([*known, *split.unknown, *unknown], home, processes=asked.processes)
        queries = list(_list_queries(_leave_out(known, doubles), _leave_out(unknown, doubles)))
        measure(queries, home, answers, asked.model, processes=asked.processes)
    print_tables([json.loads(line) for line in answers.read_text().splitlines()], home)


def find_doubles(paths: Sequence[Path], home: Path, *, processes: int) -> dict[str, str]:
    """Files that show what another registered file shows: neither finding that one nor missing it says anything.

    Found by the program's own count of agreeing points, as the measured table of the design note did; the list is printed, so
    that a person can see whether it hides a mistake. What has been looked at stays in `doubles.jsonl`.
    """
    kept = home / "doubles.jsonl"
    looked_at = _read_doubles(home)
    with kept.open("a") as file, get_context("spawn").Pool(processes, _open_matcher, (home, None)) as pool:
        left = [path for path in paths if path.name not in looked_at]
        for path, other in zip(left, pool.imap(_find_double, left, chunksize=8), strict=True):
            file.write(json.dumps([path.name, other]) + "\n")
            file.flush()
    doubles = {name: other for name, other in _read_doubles(home).items() if other}
    print("\n".join(f"left out: {name} shows what {other} shows" for name, other in sorted(doubles.items())))
    return doubles


def _read_doubles(home: Path) -> dict[str, str]:
    """Of each file that was looked at, what it shows again, or nothing."""
    kept = home / "doubles.jsonl"
    return dict(json.loads(line) for line in kept.read_text().splitlines()) if kept.exists() else {}


def _find_double(path: Path) -> str:
    answer = KEPT["matcher"].screen([load(path)])
    alike = [
        match.object_key
        for match in (*answer.matches, *answer.look_alikes)
        if match.object_key != get_key(path) and match.inliers >= DOUBLE_INLIERS
    ]
    return alike[0] if alike else ""


def measure(queries: list[Query], home: Path, answers: Path, model: Path | None, *, processes: int) -> None:
    done = {json.loads(line)["name"] for line in answers.read_text().splitlines()} if answers.exists() else set()
    left = [query for query in queries if query.name not in done]
    with (
        answers.open("a") as file,
        get_context("spawn").Pool(processes, _start, (home, model)) as pool,
    ):
        for answer in pool.imap(_ask, left, chunksize=4):
            file.write(json.dumps(answer) + "\n")
            file.flush()


def _start(home: Path, model: Path | None) -> None:
    _open_matcher(home, model)
    KEPT["split"] = split_pictures()
    KEPT["doubles"] = {name for name, other in _read_doubles(home).items() if other}
    KEPT["peers"] = RegisteredPeers([load(path) for path in KEPT["split"].registered])


def _open_matcher(home: Path, model: Path | None) -> None:
    cv2.setNumThreads(1)
    faiss.omp_set_num_threads(1)
    KEPT["matcher"] = PhotoMatcher(home / "index", embedder=open_descriptor(model))


def _leave_out(paths: Sequence[Path], doubles: Container[str]) -> list[Path]:
    return [path for path in paths if path.name not in doubles]


def _register(split: Split, home: Path, embedder: Embedder | None) -> None:
    if (home / "registering.json").exists():
        return
    started = time.perf_counter()
    with open_writer(home / "index", embedder=embedder) as writer:
        for path in split.registered:
            writer.add(object_key=get_key(path), photo_key=get_key(path), picture=load(path))
        described = time.perf_counter()
        writer.commit()
    size = sum(path.stat().st_size for path in (home / "index").rglob("*") if path.is_file())
    cost = {
        "photos": len(split.registered),
        "seconds_per_photo": (described - started) / len(split.registered),
        "commit_seconds": time.perf_counter() - described,
        "bytes_per_photo": size / len(split.registered),
    }
    (home / "registering.json").write_text(json.dumps(cost))


def _list_queries(known: Sequence[Path], unknown: Sequence[Path]) -> Iterator[Query]:
    """Both kinds at an even pace, so that a run that is stopped has measured a little of everything."""
    kinds = (_list_known(known), _list_unknown(unknown))
    paced = [((place + 0.5) / len(queries), query) for queries in kinds for place, query in enumerate(queries)]
    return (query for _, query in sorted(paced, key=lambda entry: entry[0]))


def _list_known(known: Sequence[Path]) -> list[Query]:
    return [Query(path, transform, registered=True) for path in known for transform in (*TRANSFORMS, WALL, *HARDER)]


def _list_unknown(unknown: Sequence[Path]) -> list[Query]:
    return [
        Query(path, transform, registered=False)
        for place, path in enumerate(unknown)
        for transform in ("identity", WALL, *(HEAVY[(place + step) % len(HEAVY)] for step in range(HEAVY_PER_PICTURE)))
    ]


def _photograph(query: Query) -> Pixels:
    """The same in every run."""
    rng = np.random.default_rng(zlib.crc32(query.name.encode()))
    pixels = load(query.path).pixels
    if query.transform == WALL:
        unknown = _leave_out(KEPT["split"].unknown, KEPT["doubles"])
        others = [unknown[place] for place in rng.choice(len(unknown), BESIDE, replace=False)]
        return photograph_wall([pixels, *(load(path).pixels for path in others if path != query.path)], rng)
    return (TRANSFORMS | HARDER)[query.transform](pixels, rng)


def _ask(query: Query) -> dict[str, Any]:
    split, matcher, peers = KEPT["split"], KEPT["matcher"], KEPT["peers"]
    pixels = _photograph(query)
    picture = Picture(np.ascontiguousarray(pixels), "", (pixels.shape[1], pixels.shape[0]))
    started, worked = time.perf_counter(), time.process_time()
    answer = matcher.screen([picture])
    seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - worked
    return {
        "name": query.name,
        "transform": query.transform,
        "registered": query.registered,
        "object": get_key(query.path),
        "seconds": seconds,
        "cpu_seconds": cpu_seconds,
        "side": max(pixels.shape[:2]),
        "unusable": [entry.reason for entry in answer.unusable],
        "found": [
            {
                "object": match.object_key,
                "probability": match.probability,
                "inliers": match.inliers,
                "measures": asdict(match.measures),
                "against": [reason.kind for reason in match.reasons if reason.against],
            }
            for match in (*answer.matches, *answer.look_alikes)[:5]
        ],
        "peers": {
            name: (get_key(split.registered[place]), distance)
            for name, (place, distance) in peers.find_nearest(pixels).items()
        },
    }


if __name__ == "__main__":
    main()
