"""A segment: some registered photos with their features, written once and never changed.

`photos.npy` says whose each photo is and where its features lie; `geometry.npy` (6 bytes a feature) and `codes.npy`
(32 bytes) hold them; `hashes.npy` the PDQ hash; `shades.npy` a small grey copy; `vectors.npy`, if an embedder was used, its
vectors, as many of every photo, in one byte a number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from museion.screening.matching.photos.descriptors import CODE_BYTES, pack, unpack
from museion.screening.matching.photos.features import Features

KEY_BYTES = 48
PHOTO = np.dtype(
    [
        ("object", f"S{KEY_BYTES}"),
        ("photo", f"S{KEY_BYTES}"),
        ("width", "<u2"),
        ("height", "<u2"),
        ("hash_quality", "u1"),
        ("count", "<u2"),
        ("start", "<u8"),
    ]
)
GEOMETRY = np.dtype([("x", "<u2"), ("y", "<u2"), ("angle", "u1"), ("size", "u1")])
_PLACE_STEPS = 65_535.0
_ANGLE_STEPS = 256 / 360
_SIZE_STEPS = 24.0
"""Steps of one octave; a byte then reaches from a quarter of a pixel to four hundred."""
_VECTOR_STEPS = 127.0


@dataclass(frozen=True, slots=True)
class RegisteredPhoto:
    """What is kept of one photo."""

    object_key: str
    photo_key: str
    features: Features
    hash: NDArray[np.uint64]
    hash_quality: int
    shades: NDArray[np.uint8]
    vectors: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    photos: NDArray[np.void]
    geometry: NDArray[np.void]
    codes: NDArray[np.uint8]
    hashes: NDArray[np.uint64]
    shades: NDArray[np.uint8]
    vectors: NDArray[np.int8] | None

    def __len__(self) -> int:
        return len(self.photos)

    def read_features(self, row: int) -> Features:
        photo = self.photos[row]
        part = slice(int(photo["start"]), int(photo["start"]) + int(photo["count"]))
        geometry, width, height = np.asarray(self.geometry[part]), int(photo["width"]), int(photo["height"])
        places = np.stack([geometry["x"] * (width / _PLACE_STEPS), geometry["y"] * (height / _PLACE_STEPS)], axis=1)
        return Features(
            places=places.astype(np.float32),
            sizes=decode_sizes(geometry["size"]),
            angles=decode_angles(geometry["angle"]),
            descriptors=unpack(np.asarray(self.codes[part])),
            width=width,
            height=height,
        )


def encode_angles(angles: NDArray[np.float32]) -> NDArray[np.uint8]:
    return (np.round(angles * _ANGLE_STEPS) % 256).astype(np.uint8)


def decode_angles(codes: NDArray[np.uint8]) -> NDArray[np.float32]:
    return (codes / _ANGLE_STEPS).astype(np.float32)


def encode_sizes(sizes: NDArray[np.float32]) -> NDArray[np.uint8]:
    steps = (np.log2(np.maximum(sizes, 0.25)) + 2) * _SIZE_STEPS
    return np.clip(np.round(steps), 0, 255).astype(np.uint8)


def decode_sizes(codes: NDArray[np.uint8]) -> NDArray[np.float32]:
    return np.exp2(codes / _SIZE_STEPS - 2).astype(np.float32)


def encode_vectors(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    return np.round(vectors * _VECTOR_STEPS).astype(np.int8)


def decode_vectors(codes: NDArray[np.int8] | NDArray[np.float32]) -> NDArray[np.float32]:
    return codes.astype(np.float32) / _VECTOR_STEPS


def build_segment(photos: Sequence[RegisteredPhoto]) -> Segment:
    counts = [len(photo.features) for photo in photos]
    starts = np.concatenate([[0], np.cumsum(counts)])
    table = np.array(
        [
            (
                photo.object_key.encode(),
                photo.photo_key.encode(),
                photo.features.width,
                photo.features.height,
                photo.hash_quality,
                count,
                start,
            )
            for photo, count, start in zip(photos, counts, starts, strict=False)
        ],
        PHOTO,
    )
    codes = [pack(photo.features.descriptors) for photo in photos]
    vectors = [photo.vectors for photo in photos if photo.vectors is not None]
    return Segment(
        photos=table,
        geometry=np.concatenate([_encode_geometry(photo.features) for photo in photos]),
        codes=np.concatenate(codes) if codes else np.zeros((0, CODE_BYTES), np.uint8),
        hashes=np.stack([photo.hash for photo in photos]),
        shades=np.stack([photo.shades for photo in photos]),
        vectors=encode_vectors(np.stack(vectors)) if len(vectors) == len(photos) else None,
    )


def merge_segments(parts: Sequence[tuple[Segment, NDArray[np.bool_]]]) -> Segment:
    """One segment of the photos that are still alive in each."""
    tables, features, start = [], [], 0
    for segment, alive in parts:
        table = np.asarray(segment.photos)[alive]
        features.append(np.repeat(alive, segment.photos["count"]))
        table["start"] = start + np.concatenate([[0], np.cumsum(table["count"])])[:-1]
        start += int(table["count"].sum())
        tables.append(table)
    with_vectors = [segment.vectors[alive] for segment, alive in parts if segment.vectors is not None]
    return Segment(
        photos=np.concatenate(tables),
        geometry=np.concatenate([s.geometry[kept] for (s, _), kept in zip(parts, features, strict=True)]),
        codes=np.concatenate([s.codes[kept] for (s, _), kept in zip(parts, features, strict=True)]),
        hashes=np.concatenate([segment.hashes[alive] for segment, alive in parts]),
        shades=np.concatenate([segment.shades[alive] for segment, alive in parts]),
        vectors=np.concatenate(with_vectors) if len(with_vectors) == len(parts) else None,
    )


def write_segment(folder: Path, segment: Segment) -> None:
    folder.mkdir(parents=True)
    for name in ("photos", "geometry", "codes", "hashes", "shades", "vectors"):
        array = getattr(segment, name)
        if array is not None:
            np.save(folder / f"{name}.npy", array)


def open_segment(folder: Path) -> Segment:
    def map_array(name: str) -> Any:
        return np.load(folder / f"{name}.npy", mmap_mode="r")

    return Segment(
        photos=np.load(folder / "photos.npy"),
        geometry=map_array("geometry"),
        codes=map_array("codes"),
        hashes=map_array("hashes"),
        shades=map_array("shades"),
        vectors=map_array("vectors") if (folder / "vectors.npy").exists() else None,
    )


def _encode_geometry(features: Features) -> NDArray[np.void]:
    geometry = np.empty(len(features), GEOMETRY)
    scale = _PLACE_STEPS / np.array([features.width, features.height])
    places = np.clip(np.round(features.places * scale), 0, _PLACE_STEPS).astype(np.uint16)
    geometry["x"], geometry["y"] = places[:, 0], places[:, 1]
    geometry["angle"], geometry["size"] = encode_angles(features.angles), encode_sizes(features.sizes)
    return geometry
