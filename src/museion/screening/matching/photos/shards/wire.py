"""What travels between parts: numpy's own file format, in which nothing can be run, and JSON.

A photo is never sent: who asks sends the picture to be looked for, parts send points, hashes and shades of what may be in it.
"""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from museion.screening.matching.photos.segments import RegisteredPhoto, Segment, decode_vectors

_COLUMNS = ("photos", "geometry", "codes", "hashes", "shades", "vectors")
_TOLD = "told"
Arrays = Mapping[str, NDArray[Any]]


class WireError(ValueError):
    """Bytes that are no message."""


def write_message(told: Mapping[str, Any], arrays: Arrays | None = None) -> bytes:
    file = io.BytesIO()
    text = np.frombuffer(json.dumps(dict(told)).encode(), np.uint8)
    columns: dict[str, Any] = {_TOLD: text, **(arrays or {})}
    np.savez(file, **columns)
    return file.getvalue()


def read_message(data: bytes) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as held:
            arrays = {name: held[name] for name in held.files}
        told = json.loads(arrays.pop(_TOLD).tobytes())
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise WireError(f"This is no message between parts of the index: {error}") from error
    if not isinstance(told, dict):
        raise WireError("This is no message between parts of the index.")
    return told, arrays


def read_keys(told: Mapping[str, Any], name: str) -> list[str]:
    """A list of keys that must be there."""
    keys = told.get(name)
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        raise WireError(f"{name}: a list of keys is expected.")
    return keys


def list_arrays(segment: Segment | None) -> dict[str, NDArray[Any]]:
    """A segment's columns by name; none for none."""
    held = {name: getattr(segment, name) for name in _COLUMNS} if segment is not None else {}
    return {name: np.asarray(array) for name, array in held.items() if array is not None}


def read_segment(arrays: Arrays) -> Segment | None:
    if "photos" not in arrays:
        return None
    try:
        return Segment(**{name: arrays.get(name) for name in _COLUMNS})  # type: ignore[arg-type]
    except TypeError as error:
        raise WireError(f"This is no segment: {error}") from error


def read_photos(segment: Segment) -> list[RegisteredPhoto]:
    """The photos of a segment as they were described; packed again, a hundredth of the points' bytes differ by one step of sixteen."""
    return [
        RegisteredPhoto(
            object_key=segment.photos["object"][row].decode(),
            photo_key=segment.photos["photo"][row].decode(),
            features=segment.read_features(row),
            hash=np.asarray(segment.hashes[row]),
            hash_quality=int(segment.photos["hash_quality"][row]),
            shades=np.asarray(segment.shades[row]),
            vectors=None if segment.vectors is None else decode_vectors(np.asarray(segment.vectors[row])),
        )
        for row in range(len(segment))
    ]
