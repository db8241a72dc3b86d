"""Which pictures are registered and which are not, the same in every run."""

import csv
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.setting import DATA
from museion.screening.matching.photos import Picture, decode_picture

IMAGES = DATA / "images"
SEED = 4
REGISTERED, REGISTERED_SEEN = 400, 80
SEEN = 6
"""One picture in so many was looked at while settings were chosen, and is never asked about when results are measured."""


@dataclass(frozen=True, slots=True)
class Split:
    """`asked` and `unknown` are measured; `seen` stand beside in the register, `tried` are left for development."""

    asked: tuple[Path, ...]
    unknown: tuple[Path, ...]
    seen: tuple[Path, ...]
    tried: tuple[Path, ...]

    @property
    def registered(self) -> tuple[Path, ...]:
        return (*self.asked, *self.seen)


def split_pictures() -> Split:
    """Paintings, and one photo of each carved amber and each vase, shuffled once and cut."""
    paths = [*sorted((IMAGES / "paintings").glob("*.jpg")), *list_ambers(), *list_vases()]
    order = np.random.default_rng(SEED).permutation(len(paths))
    shuffled = [paths[place] for place in order]
    fresh = [path for path in shuffled if path.parent.name == "vases" or zlib.crc32(path.name.encode()) % SEEN]
    known = [path for path in shuffled if path not in fresh]
    return Split(
        tuple(fresh[:REGISTERED]),
        tuple(fresh[REGISTERED:]),
        tuple(known[:REGISTERED_SEEN]),
        tuple(known[REGISTERED_SEEN:]),
    )


def list_ambers() -> list[Path]:
    """One photo of each."""
    ambers: dict[str, Path] = {}
    for path in sorted((IMAGES / "ambers").glob("*.jpg")):
        ambers.setdefault(name_amber(path), path)
    return list(ambers.values())


def list_vases() -> list[Path]:
    vases: dict[str, Path] = {}
    with (IMAGES / "vases.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            vases.setdefault(row["catalogue_number"], IMAGES / row["file"])
    return list(vases.values())


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
