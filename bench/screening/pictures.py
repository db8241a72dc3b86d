"""Which pictures are registered and which are not, the same in every run."""

import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.setting import DATA
from museion.screening.matching.photos import Picture, decode_picture

IMAGES = DATA / "images"
SEED = 4
REGISTERED = 480


@dataclass(frozen=True, slots=True)
class Split:
    registered: tuple[Path, ...]
    unregistered: tuple[Path, ...]


def split_pictures() -> Split:
    """Paintings, and one photo of each carved amber, shuffled once and cut in two."""
    ambers: dict[str, Path] = {}
    for path in sorted((IMAGES / "ambers").glob("*.jpg")):
        ambers.setdefault(name_amber(path), path)
    paths = [*sorted((IMAGES / "paintings").glob("*.jpg")), *ambers.values()]
    order = np.random.default_rng(SEED).permutation(len(paths))
    shuffled = [paths[place] for place in order]
    return Split(tuple(shuffled[:REGISTERED]), tuple(shuffled[REGISTERED:]))


def name_amber(path: Path) -> str:
    """A file's first six digits name the object."""
    digits = "".join(character for character in path.stem if character.isdigit())
    return f"amber-{digits[:6]}"


def get_key(path: Path) -> str:
    """A key of at most 48 bytes; of a long name its beginning and a checksum."""
    stem = path.stem.encode()
    return path.stem if len(stem) <= 46 else f"{stem[:37].decode(errors='ignore')}~{zlib.crc32(stem):08x}"


def load(path: Path) -> Picture:
    return decode_picture(path)
