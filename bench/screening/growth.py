"""`python -m bench.screening.growth 10000 20000`: what a question costs as the register of photos grows.

The asked pictures stand among photos that are made of real points: each takes its points at random from hundreds of real
pictures seen in several ways, and jitters them. So words, lists and votes are as long as in a register of real photos of that
size; what is not measured here is how often real look-alikes mislead.
"""

import argparse
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

import cv2
import faiss
import numpy as np
from numpy.typing import NDArray

from bench.screening.pictures import get_key, load, split_pictures
from bench.screening.transforms import TRANSFORMS
from bench.table import print_table
from museion.screening.matching.photos import PhotoMatcher, Picture, describe_photo, open_writer
from museion.screening.matching.photos.features import REGISTERED_COUNT, Features
from museion.screening.matching.photos.segments import RegisteredPhoto

SEED = 11
SEEN_AS = ("identity", "rot20", "persp20", "blur")
JITTER = 0.03
"""Of a descriptor's length of one; two photos of the same spot differ by about ten times as much."""
ASKED, ASKED_AS = 60, ("crop50", "combo", "wall", "mirror")


@dataclass(frozen=True, slots=True)
class Pool:
    """Points of real pictures, to be dealt anew."""

    sizes: NDArray[np.float32]
    angles: NDArray[np.float32]
    descriptors: NDArray[np.float32]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.screening.growth", description=__doc__)
    parser.add_argument("counts", type=int, nargs="+")
    parser.add_argument("--home", type=Path, default=Path(".cache/bench/growth"))
    parser.add_argument("--keep", action="store_true", help="ask an index that is there already")
    asked = parser.parse_args()
    pool = collect_pool() if not asked.keep else None
    rows = [[f"{count:,}", *measure(count, asked.home / str(count), pool)] for count in sorted(asked.counts)]
    print_table(
        ["photos", "filling s", "bytes a photo", "R@1 %", "P ≥ 0.9 %", "median s", "p95 s", "CPU s a question"], rows
    )


def collect_pool() -> Pool:
    cv2.setNumThreads(1)
    features = [
        describe_photo("pool", "pool", _show(path, transform)).features
        for path in split_pictures().unknown
        for transform in SEEN_AS
    ]
    return Pool(
        np.concatenate([each.sizes for each in features]),
        np.concatenate([each.angles for each in features]),
        np.concatenate([each.descriptors for each in features]),
    )


def measure(count: int, folder: Path, pool: Pool | None) -> Sequence[object]:
    chosen = split_pictures().asked[:ASKED]
    seconds: object = ""
    if pool:
        rmtree(folder, ignore_errors=True)
        started = time.perf_counter()
        with open_writer(folder) as writer:
            for path in chosen:
                writer.add(object_key=get_key(path), photo_key=get_key(path), picture=load(path))
            for photo in _make_photos(pool, count - len(chosen)):
                writer.add_described(photo)
            writer.commit()
        seconds = time.perf_counter() - started
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    cv2.setNumThreads(2)
    faiss.omp_set_num_threads(2)
    return (seconds, size / count, *_ask(chosen, PhotoMatcher(folder)))


def _ask(chosen: Sequence[Path], matcher: PhotoMatcher) -> tuple[float, float, float, float, float]:
    """On all cores, as one question is asked."""
    first, probable, took, worked = 0, 0, [], time.process_time()
    for number, path in enumerate(chosen):
        picture = _show(path, ASKED_AS[number % len(ASKED_AS)])
        started = time.perf_counter()
        answer = matcher.screen([picture])
        took.append(time.perf_counter() - started)
        ranked = [*answer.matches, *answer.look_alikes]
        right = bool(ranked) and ranked[0].object_key == get_key(path)
        first, probable = first + right, probable + (right and ranked[0].probability >= 0.9)
    cpu = (time.process_time() - worked) / len(chosen)
    took.sort()
    return (
        100 * first / len(chosen),
        100 * probable / len(chosen),
        took[len(took) // 2],
        took[len(took) * 95 // 100],
        cpu,
    )


def _show(path: Path, transform: str) -> Picture:
    rng = np.random.default_rng(zlib.crc32(f"{path.name} {transform}".encode()))
    pixels = np.ascontiguousarray(TRANSFORMS[transform](load(path).pixels, rng))
    return Picture(pixels, "", (pixels.shape[1], pixels.shape[0]))


def _make_photos(pool: Pool, count: int) -> Iterator[RegisteredPhoto]:
    random = np.random.default_rng(SEED)
    for number in range(count):
        chosen = random.integers(0, len(pool.sizes), REGISTERED_COUNT)
        descriptors = pool.descriptors[chosen] + random.normal(0, JITTER, (REGISTERED_COUNT, pool.descriptors.shape[1]))
        descriptors /= np.linalg.norm(descriptors, axis=1, keepdims=True)
        features = Features(
            places=random.uniform(0, 512, (REGISTERED_COUNT, 2)).astype(np.float32),
            sizes=pool.sizes[chosen],
            angles=pool.angles[chosen],
            descriptors=descriptors.astype(np.float32),
            width=512,
            height=512,
        )
        name = f"made-{number}"
        yield RegisteredPhoto(name, name, features, random.integers(0, 2**63, 4, np.int64).astype(np.uint64), 100)


if __name__ == "__main__":
    main()
