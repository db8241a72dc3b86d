"""Where the index lives, and how a new one takes the place of the old.

    index/current        a link to the folder that serves
    index/<name>/        one index; `museion-layout` in it says for which fields it was made
    index/<name>.changes keys that changed while that index was being built
    index/writer.lock    held by the one process that writes; rebuild.lock by the one that builds

Replacing a link is atomic, so a reader sees the old index or the new one and a crash leaves the old one serving.
"""

import fcntl
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson

from museion.search.engine import WriterBusyError
from museion.search.engines.columns.layout import Layout
from museion.search.requests import IndexUnusableError

LAYOUT_FILE = "museion-layout"
_BUILDING = "building-"
_POLL_SECONDS = 0.05


class Folders:
    """The paths under one root. `writes`: how often this process changed what serves."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.link = root / "current"
        self.writes = 0

    def note_write(self) -> None:
        self.writes += 1

    def get_live(self) -> Path | None:
        """The folder that serves; None while no index was ever made here. A link to nothing is an outage."""
        if not self.link.is_symlink():
            return None
        folder = self.root / self.link.readlink()
        if not (folder / "meta.json").exists():
            raise IndexUnusableError(f"the index {folder} is gone; run: museion reindex")
        return folder

    def make(self, layout: Layout, *, is_building: bool = False) -> Path:
        folder = self.root / f"{_BUILDING if is_building else 'index-'}{uuid.uuid4().hex[:12]}"
        folder.mkdir(parents=True)
        (folder / LAYOUT_FILE).write_bytes(orjson.dumps(layout.describe()))
        return folder

    def publish(self, folder: Path) -> Path:
        """Make this folder the live one; the one before it goes at the next publishing, when no reader opens it any more."""
        before = self.link.readlink().name if self.link.is_symlink() else ""
        final = self.root / folder.name.replace(_BUILDING, "index-")
        folder.rename(final)
        fresh_link = self.root / f"current-{uuid.uuid4().hex[:8]}"
        fresh_link.symlink_to(final.name)
        fresh_link.replace(self.link)
        self._remove_all_but({final.name, before})
        return final

    def remove_abandoned(self) -> None:
        """What a killed rebuild left behind."""
        for path in [*self.root.glob(f"{_BUILDING}*"), *self.root.glob("current-*")]:
            _remove(path)

    def list_change_files(self) -> list[Path]:
        """One for each rebuild under way; their writers must not be gone unnoticed, so leftovers are written to as well."""
        return list(self.root.glob(f"{_BUILDING}*.changes"))

    def get_change_file(self, folder: Path) -> Path:
        return self.root / f"{folder.name}.changes"

    def _remove_all_but(self, kept: set[str]) -> None:
        for path in self.root.glob("index-*"):
            if path.name not in kept:
                _remove(path)

    def is_locked(self, name: str) -> bool:
        """Looks without taking part: who wants the lock at this very moment waits for the fraction that it takes."""
        try:
            with (self.root / name).open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except FileNotFoundError:
            pass
        return False

    @contextmanager
    def hold_lock(self, name: str, *, wait_seconds: float) -> Iterator[None]:
        """Waits politely, then raises `WriterBusyError`. The system frees the lock of a process that dies."""
        descriptor = self.take_lock(name, wait_seconds=wait_seconds)
        try:
            yield
        finally:
            os.close(descriptor)

    def take_lock(self, name: str, *, wait_seconds: float) -> int:
        """A file descriptor; closing it frees the lock."""
        self.root.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.root / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        deadline = time.monotonic() + wait_seconds
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    os.close(descriptor)
                    raise WriterBusyError(f"another process holds {self.root / name}") from None
                time.sleep(_POLL_SECONDS)
            else:
                return descriptor


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
