"""What readers look at: the live index as of its latest commit, looked after a few times a second, and at once after a write of one's own."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tantivy import Index, Schema, Searcher

from museion.search.engines.tantivy.counts import TermCounts
from museion.search.engines.tantivy.folders import LAYOUT_FILE, Folders
from museion.search.requests import SearchUnavailableError

_CHECK_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One commit of one index; `generation` names it."""

    index: Index
    searcher: Searcher
    counts: TermCounts
    schema: Schema
    folder: Path
    generation: str


class Snapshots:
    """Opens the index once a process and follows its commits. Safe from any thread."""

    def __init__(self, folders: Folders, fingerprint: str, expects_records: Callable[[], bool]) -> None:
        self.folders = folders
        self.fingerprint = fingerprint
        self.expects_records = expects_records
        self._lock = threading.Lock()
        self._held: Snapshot | None = None
        self._checked_at = 0.0
        self._seen_writes = 0

    def get(self) -> Snapshot | None:
        """None for a home that has neither index nor records; `SearchUnavailableError` for one that lost its index."""
        held, now, writes = self._held, time.monotonic(), self.folders.writes
        if held is not None and now - self._checked_at < _CHECK_SECONDS and writes == self._seen_writes:
            return held
        with self._lock:
            self._held = self._refresh()
            self._checked_at, self._seen_writes = now, writes
            return self._held

    def _refresh(self) -> Snapshot | None:
        folder = self.folders.get_live()
        if folder is None:
            if self.expects_records():
                raise SearchUnavailableError("there is no search index yet; run: museion reindex")
            return None
        generation = _read_generation(folder)
        held = self._held
        if held is not None and held.generation == generation:
            return held
        index = held.index if held is not None and held.folder == folder else self._open(folder)
        try:
            index.reload()
            searcher = index.searcher()
            return Snapshot(index, searcher, TermCounts(searcher), index.schema, folder, generation)
        except (ValueError, OSError) as error:
            raise SearchUnavailableError(
                f"the index {folder} cannot be read ({error}); run: museion reindex"
            ) from error

    def _open(self, folder: Path) -> Index:
        check_layout(folder, self.fingerprint)
        try:
            index = Index.open(str(folder))
        except (ValueError, OSError) as error:
            raise SearchUnavailableError(f"the index {folder} is damaged ({error}); run: museion reindex") from error
        index.config_reader("manual")
        return index


def check_layout(folder: Path, fingerprint: str) -> None:
    layout_file = folder / LAYOUT_FILE
    if not layout_file.exists() or layout_file.read_text() != fingerprint:
        raise SearchUnavailableError("the index was made for other fields than this version has; run: museion reindex")


def _read_generation(folder: Path) -> str:
    try:
        state = (folder / "meta.json").stat()
    except FileNotFoundError as error:
        raise SearchUnavailableError(f"the index {folder} is gone; run: museion reindex") from error
    return f"{folder.name.removeprefix('index-')}-{state.st_mtime_ns:x}-{state.st_ino:x}"
