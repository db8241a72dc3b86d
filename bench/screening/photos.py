"""`python -m bench.screening.photos`: how well photos are found again, beside three fingerprints, in one run.

Every registered picture comes back through the 24 transforms; every unregistered one comes as it is and through three heavy
transforms, and whatever is then called a match is a false alarm. Each answer is written at once, so that an interrupted run
goes on where it stopped. `--sample 40` takes 40 pictures a transform.
"""

import argparse
import json
import time
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import cv2
import faiss
import numpy as np

from bench.screening.photo_peers import RegisteredPeers
from bench.screening.photo_tables import print_tables
from bench.screening.pictures import Split, get_key, load, split_pictures
from bench.screening.transforms import HARDER, HEAVY, TRANSFORMS
from museion.screening.matching.photos import Embedder, OnnxEmbedder, PhotoMatcher, Picture, open_writer

HEAVY_PER_PICTURE = 3
STRIDE = 7
"""Shares no factor with the number of registered pictures, so a transform meets each of them once."""


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
    parser.add_argument(
        "--model", type=Path, help="an ONNX copy-detection model; then the optional descriptor is measured"
    )
    parser.add_argument("--home", type=Path, default=Path(".cache/bench/photos"))
    parser.add_argument("--report", action="store_true", help="only print the tables of what has been measured")
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    faiss.omp_set_num_threads(1)
    embedder = OnnxEmbedder(asked.model, name=asked.model.stem) if asked.model else None
    home = asked.home / (embedder.name if embedder else "default")
    home.mkdir(parents=True, exist_ok=True)
    answers = home / "answers.jsonl"
    if not asked.report:
        measure(split_pictures(), home, answers, embedder, sample=asked.sample, negatives=asked.negatives)
    print_tables([json.loads(line) for line in answers.read_text().splitlines()], home)


def measure(
    split: Split, home: Path, answers: Path, embedder: Embedder | None, *, sample: int | None, negatives: int | None
) -> None:
    _register(split, home, embedder)
    matcher = PhotoMatcher(home / "index", embedder=embedder)
    peers = RegisteredPeers([load(path) for path in split.registered])
    keys = [get_key(path) for path in split.registered]
    done = {json.loads(line)["name"] for line in answers.read_text().splitlines()} if answers.exists() else set()
    with answers.open("a") as file:
        for query in _list_queries(split, sample, negatives):
            if query.name not in done:
                file.write(json.dumps(_ask(query, matcher, peers, keys)) + "\n")
                file.flush()


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


def _list_queries(split: Split, sample: int | None, negatives: int | None) -> Iterator[Query]:
    """Both kinds at an even pace, so that a run that is stopped has measured a little of everything."""
    known, unknown = _list_known(split, sample), _list_unknown(split, negatives)
    paced = [
        ((place + 0.5) / len(queries), query) for queries in (known, unknown) for place, query in enumerate(queries)
    ]
    return (query for _, query in sorted(paced, key=lambda entry: entry[0]))


def _list_known(split: Split, sample: int | None) -> list[Query]:
    """Other pictures for each transform: the same number of queries sees more of them."""
    count = len(split.registered)
    return [
        Query(split.registered[(place * STRIDE + offset * 17) % count], transform, registered=True)
        for place in range(min(sample or count, count))
        for offset, transform in enumerate((*TRANSFORMS, *HARDER))
    ]


def _list_unknown(split: Split, negatives: int | None) -> list[Query]:
    return [
        Query(path, transform, registered=False)
        for place, path in enumerate(split.unregistered[:negatives])
        for transform in ("identity", *(HEAVY[(place + step) % len(HEAVY)] for step in range(HEAVY_PER_PICTURE)))
    ]


def _ask(query: Query, matcher: PhotoMatcher, peers: RegisteredPeers, keys: list[str]) -> dict[str, Any]:
    seed = zlib.crc32(query.name.encode())
    pixels = (TRANSFORMS | HARDER)[query.transform](load(query.path).pixels, np.random.default_rng(seed))
    picture = Picture(np.ascontiguousarray(pixels), "", (pixels.shape[1], pixels.shape[0]))
    started = time.perf_counter()
    answer = matcher.screen([picture])
    seconds = time.perf_counter() - started
    return {
        "name": query.name,
        "transform": query.transform,
        "registered": query.registered,
        "object": get_key(query.path),
        "seconds": seconds,
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
        "peers": {name: (keys[place], distance) for name, (place, distance) in peers.find_nearest(pixels).items()},
    }


if __name__ == "__main__":
    main()
