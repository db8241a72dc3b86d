"""What readers look at: the live index as of its latest commit, looked after a few times a second, and at once after a write of one's own."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from tantivy import Index, Searcher

from museion.search.engines.tantivy.counts import TermCounts
from museion.search.engines.tantivy.folders import LAYOUT_FILE, Folders
from museion.search.engines.tantivy.schema import OlderLayout, TantivyLayout
from museion.search.requests import IndexMissingError, IndexUnusableError

_CHECK_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One commit of one index; `generation` names it. `layout`: what this version reads of it."""

    index: Index
    searcher: Searcher
    counts: TermCounts
    layout: TantivyLayout
    folder: Path
    generation: str


class Snapshots:
    """Opens the index once a process and follows its commits. Safe from any thread."""

    def __init__(self, folders: Folders, layout: TantivyLayout, expects_records: Callable[[], bool]) -> None:
        self.folders = folders
        self.layout = layout
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
                raise IndexMissingError("there is no search index yet; run: museion reindex")
            return None
        generation = _read_generation(folder)
        held = self._held
        if held is not None and held.generation == generation:
            return held
        is_open = held is not None and held.folder == folder
        index, layout = (held.index, held.layout) if held is not None and is_open else self._open(folder)
        try:
            index.reload()
            searcher = index.searcher()
            return Snapshot(index, searcher, TermCounts(searcher), layout, folder, generation)
        except (ValueError, OSError) as error:
            raise IndexUnusableError(f"the index {folder} cannot be read ({error}); run: museion reindex") from error

    def _open(self, folder: Path) -> tuple[Index, TantivyLayout]:
        """One that was made for other fields answers for those that it holds alike, until a new one takes its place."""
        told = read_description(folder)
        is_whole = told.get("layout") == self.layout.fingerprint
        readable = None if is_whole else self.layout.find_readable(told)
        if not is_whole and readable is None:
            raise IndexUnusableError(OTHER_FIELDS)
        try:
            index = Index.open(str(folder))
        except (ValueError, OSError) as error:
            raise IndexUnusableError(f"the index {folder} is damaged ({error}); run: museion reindex") from error
        index.config_reader("manual")
        return index, self.layout if readable is None else OlderLayout(readable, index.schema)


OTHER_FIELDS = "the index was made for other fields than this version has; run: museion reindex"


def read_description(folder: Path) -> dict[str, Any]:
    """Versions before this one kept the fingerprint alone."""
    try:
        written = (folder / LAYOUT_FILE).read_bytes()
        told = orjson.loads(written) if written.startswith(b"{") else {"layout": written.decode("ascii")}
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _read_generation(folder: Path) -> str:
    try:
        state = (folder / "meta.json").stat()
    except FileNotFoundError as error:
        raise IndexUnusableError(f"the index {folder} is gone; run: museion reindex") from error
    return f"{folder.name.removeprefix('index-')}-{state.st_mtime_ns:x}-{state.st_ino:x}"
