"""The one file that says what an index consists of. It is replaced whole, so a crash leaves the old index or the new one."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

FORMAT = 2
MANIFEST = "manifest.json"


class PhotoIndexError(Exception):
    """An index folder that cannot be used."""


class PhotoIndexBusyError(PhotoIndexError):
    """Another process writes this index."""


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment's folder, how much it holds, and which of its rows are deleted."""

    name: str
    photos: int
    features: int
    deleted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    generation: int = 0
    next_number: int = 1
    codebook: str | None = None
    trained_on: int = 0
    embedder: str | None = None
    segments: tuple[SegmentEntry, ...] = field(default_factory=tuple)
    format: int = FORMAT

    def advance(self, **changes: object) -> "Manifest":
        return replace(self, generation=self.generation + 1, **changes)  # type: ignore[arg-type]


def read_manifest(folder: Path) -> Manifest:
    """An empty folder, or none, is an empty index."""
    path = folder / MANIFEST
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Manifest()
    except (OSError, ValueError) as error:
        raise PhotoIndexError(f"The photo index's list of contents {path} cannot be read.") from error
    if values.get("format") != FORMAT:
        raise PhotoIndexError(
            f"The photo index {folder} has format {values.get('format')}; this program reads {FORMAT}."
        )
    entries = values.pop("segments")
    segments = tuple(SegmentEntry(**{**entry, "deleted": tuple(entry["deleted"])}) for entry in entries)
    return Manifest(**values, segments=segments)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    fresh = folder / f"{MANIFEST}.new"
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / MANIFEST)
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Bring a folder, and the files in it, safely to the disk."""
    for path in (*(entry for entry in folder.iterdir() if entry.is_file()), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def hold_writer_lock(folder: Path) -> Iterator[None]:
    """The system gives the lock back when the process ends, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "writer.lock").open("w") as file:
        try:
            flock(file, LOCK_EX | LOCK_NB)
        except BlockingIOError as error:
            raise PhotoIndexBusyError("Another process writes the photo index.") from error
        yield
