"""`python -m bench.screening.growth 10000 100000 1000000`: what a question costs as the register of photos grows.

The asked pictures stand among replicas: real photos, seen in several ways, each copied with its points turned and enlarged
together and their signatures disturbed. A replica's words are those of the photo it copies, so that a million of them are
written in minutes instead of being described in a day; lists, votes and comparisons are as long as among real photos. What
is not measured here is how often real look-alikes mislead.
"""

import argparse
import resource
import time
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
from museion.screening.matching.photos.codebook import Codebook, choose_word_count, train_codebook
from museion.screening.matching.photos.descriptors import unpack
from museion.screening.matching.photos.index import get_postings_folder
from museion.screening.matching.photos.manifest import Manifest, SegmentEntry, write_manifest
from museion.screening.matching.photos.segments import Segment, build_segment, write_segment

SEED = 11
COPIED, SEEN_AS = 240, ("identity", "rot20", "persp20", "blur")
"""So many that their points make as many words as a million photos have: with fewer, each word's list would be longer than it is there."""
SEGMENTS = 7
"""One less than a register keeps before it merges the small ones."""
ASKED, ASKED_AS = 24, ("crop50", "combo", "wall", "mirror")
CODEBOOK = "codebook-000001"


@dataclass(frozen=True, slots=True)
class Pool:
    """Real photos, described, and their points in the order of the words: which they are, their words and signatures."""

    segment: Segment
    order: NDArray[np.intp]
    words: NDArray[np.int64]
    signatures: NDArray[np.uint64]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.screening.growth", description=__doc__)
    parser.add_argument("counts", type=int, nargs="+")
    parser.add_argument("--home", type=Path, default=Path(".cache/bench/growth"))
    parser.add_argument("--keep", action="store_true", help="leave the index on disk: 26 GB for a million photos")
    parser.add_argument("--again", action="store_true", help="ask what --keep left, say where memory is limited")
    asked = parser.parse_args()
    cv2.setNumThreads(2)
    faiss.omp_set_num_threads(2)
    folders = {count: asked.home / str(count) for count in sorted(asked.counts)}
    written = {} if asked.again else write_all(folders)
    rows = []
    for count, folder in folders.items():
        rows.append([f"{count:,}", written.get(count, ""), *measure(count, folder)])
        if not (asked.keep or asked.again):
            rmtree(folder)
    headings = (
        "photos",
        "writing s",
        "bytes a photo",
        "R@1 %",
        "P ≥ 0.9 %",
        "median s",
        "p95 s",
        "CPU s each",
        "peak MiB",
    )
    print_table(headings, rows)


def write_all(folders: Mapping[int, Path]) -> dict[int, float]:
    """Seconds that each took, by count."""
    described, written = describe_pool(), {}
    for count, folder in folders.items():
        rmtree(folder, ignore_errors=True)
        started = time.perf_counter()
        write_replicas(folder, described, count)
        with open_writer(folder) as writer:
            for path in list_asked():
                writer.add(object_key=get_key(path), photo_key=get_key(path), picture=load(path))
            writer.commit()
        written[count] = time.perf_counter() - started
    return written


def list_asked() -> Sequence[Path]:
    return split_pictures().asked[:ASKED]


def measure(count: int, folder: Path) -> Sequence[object]:
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    answers = _ask(list_asked(), PhotoMatcher(folder))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (size / count, *answers, peak)


def write_replicas(folder: Path, described: Segment, count: int, *, keys: Sequence[str] = ()) -> None:
    """An index of `count` photos at least. `keys`: whose they are; without, each replica is an object of its own."""
    features = len(described.codes) * count // len(described)
    descriptors = unpack(np.asarray(described.codes))
    codebook = train_codebook(descriptors, min(choose_word_count(features), len(descriptors) // 4))
    folder.mkdir(parents=True)
    (folder / CODEBOOK).mkdir()
    codebook.save(folder / CODEBOOK)
    pool = _file(described, descriptors, codebook)
    segments = min(SEGMENTS, max(1, count // len(described)))
    times = -(-count // (len(described) * segments))
    entries = []
    for number in range(segments):
        name = f"segment-{number + 2:06}"
        replicas = _replicate(described, times, number, keys)
        write_segment(folder / name, replicas)
        _write_postings(get_postings_folder(folder, name, CODEBOOK), pool, codebook, times, number)
        entries.append(SegmentEntry(name, len(replicas), len(replicas.codes)))
    total = sum(entry.features for entry in entries)
    write_manifest(
        folder, replace(Manifest(), segments=tuple(entries), codebook=CODEBOOK, trained_on=total, next_number=50)
    )


def describe_pool(count: int = COPIED) -> Segment:
    paths = split_pictures().unknown[-count:]
    return build_segment(
        [describe_photo("pool", "pool", _show(path, transform)) for path in paths for transform in SEEN_AS]
    )


def _file(described: Segment, descriptors: NDArray[np.float32], codebook: Codebook) -> Pool:
    words = codebook.find_words(descriptors)[:, 0]
    order = np.argsort(words, kind="stable")
    return Pool(described, order, words[order], codebook.sign(descriptors, words)[order])


def _replicate(described: Segment, times: int, number: int, keys: Sequence[str]) -> Segment:
    random = np.random.default_rng(SEED + number)
    count = len(described) * times
    photos = np.tile(np.asarray(described.photos), times)
    photos["start"] += np.repeat(np.arange(times, dtype=np.uint64) * np.uint64(len(described.codes)), len(described))
    first = number * count
    names = [keys[(first + place) % len(keys)] if keys else f"made-{first + place}" for place in range(count)]
    photos["object"], photos["photo"] = names, [f"{name}/{first + place}" for place, name in enumerate(names)]
    geometry = np.tile(np.asarray(described.geometry), times)
    for column in ("angle", "size"):
        moved = np.repeat(random.integers(0, 256 if column == "angle" else 24, times), len(described.codes))
        geometry[column] += moved.astype(np.uint8)
    hashes = random.integers(0, 2**63, (count, 4), np.int64).astype(np.uint64)
    shades = np.tile(np.asarray(described.shades), (times, 1, 1))
    return Segment(photos, geometry, np.tile(np.asarray(described.codes), (times, 1)), hashes, shades, None)


def _write_postings(folder: Path, pool: Pool, codebook: Codebook, times: int, number: int) -> None:
    """Lists are put together word by word, so nothing needs to be sorted."""
    described = pool.segment
    random = np.random.default_rng(SEED + number)
    counts = np.bincount(pool.words, minlength=len(codebook.centres)) * times
    owner = np.repeat(np.arange(len(described), dtype=np.uint32), described.photos["count"])
    steps = (np.arange(times, dtype=np.uint32) * np.uint32(len(described)))[None]
    bits = random.integers(0, 2**63, (4, 1 << 20), np.int64).astype(np.uint64)
    noise = np.resize(bits[0] & bits[1] & bits[2] & bits[3], len(pool.order) * times)
    folder.mkdir(parents=True)
    np.save(folder / "starts.npy", np.concatenate([[0], np.cumsum(counts)]).astype(np.uint64))
    np.save(folder / "signatures.npy", np.repeat(pool.signatures, times) ^ noise)
    np.save(folder / "rows.npy", (owner[pool.order][:, None] + steps).ravel())
    for name in ("angles", "sizes"):
        np.save(folder / f"{name}.npy", np.repeat(np.asarray(described.geometry[name[:-1]])[pool.order], times))


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


if __name__ == "__main__":
    main()
