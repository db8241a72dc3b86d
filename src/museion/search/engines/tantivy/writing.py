"""Writing the live index, and building a new one beside it.

One process writes at a time (a file lock that the system frees when its holder dies). While a rebuild is under way, every
writer also notes its documents in the rebuild's file of changes, which the rebuild reads again before it publishes: a change
that arrives in between is in the live index at once and in the new one from its first moment. Where the live index was made for
other fields, what changed only leaves it: its answers may lack a record, but never show what nobody may see any more.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson
from tantivy import Index, IndexWriter

from museion.search.documents import Document, Text
from museion.search.engines.columns.layout import KEY
from museion.search.engines.tantivy.folders import Folders
from museion.search.engines.tantivy.rows import make_row
from museion.search.engines.tantivy.schema import TantivyLayout
from museion.search.engines.tantivy.snapshots import OTHER_FIELDS, read_description
from museion.search.requests import IndexUnusableError

# One thread and much memory make few segments, which makes every later question quicker.
_WRITER_HEAP, _REBUILD_HEAP = 128_000_000, 256_000_000
WRITER_LOCK, REBUILD_LOCK = "writer.lock", "rebuild.lock"
LOCK_WAIT_SECONDS = 15.0
# Whoever only looks whether a rebuild is under way holds its lock for a moment.
_LOOK_SECONDS = 0.2
_NOTES_AT_ONCE = 2000


class LiveWriter:
    """`Writer` of the live index; makes an empty one where there is none. One of other fields is written only while a new one is built."""

    def __init__(self, folders: Folders, layout: TantivyLayout, *, wait_seconds: float = LOCK_WAIT_SECONDS) -> None:
        self._lock = folders.take_lock(WRITER_LOCK, wait_seconds=wait_seconds)
        try:
            self._folders, self._layout = folders, layout
            self._changes = folders.list_change_files()
            self._index, self._is_whole = _open_or_make(folders, layout)
            if not self._is_whole and not self._changes:
                raise IndexUnusableError(OTHER_FIELDS)
            self._writer = _open_writer(self._index, _WRITER_HEAP, threads=1)
        except BaseException:
            os.close(self._lock)
            raise

    def replace(self, documents: Iterable[Document], *, gone: Sequence[str] = ()) -> None:
        held = list(documents)
        for path in self._changes:
            _note_changes(path, held, gone)
        if self._is_whole:
            _replace(self._writer, self._layout, held, gone)
        else:
            _replace(self._writer, self._layout, (), [*gone, *(document.key for document in held)])

    def commit(self) -> None:
        self._writer.commit()
        self._folders.note_write()

    def close(self) -> None:
        """What was not committed is dropped. Waits for merges, which would be lost otherwise."""
        try:
            self._writer.wait_merging_threads()
        finally:
            os.close(self._lock)


class NewIndex:
    """`Rebuild`: a new index that nobody sees before `publish`."""

    def __init__(self, folders: Folders, layout: TantivyLayout) -> None:
        self._folders, self._layout = folders, layout
        self._lock = folders.take_lock(REBUILD_LOCK, wait_seconds=_LOOK_SECONDS)
        try:
            # With the writer's lock held, no writer is between reading records and noting what it read.
            with folders.hold_lock(WRITER_LOCK, wait_seconds=LOCK_WAIT_SECONDS):
                folders.remove_abandoned()
                self._folder = folders.make(layout, is_building=True)
                self._changes = folders.get_change_file(self._folder)
                self._changes.touch()
            self._index = Index(layout.schema, str(self._folder))
            self._writer = _open_writer(self._index, _REBUILD_HEAP, threads=1)
        except BaseException:
            os.close(self._lock)
            raise

    def replace(self, documents: Iterable[Document], *, gone: Sequence[str] = ()) -> None:
        _replace(self._writer, self._layout, documents, gone)

    def add(self, documents: Iterable[Document]) -> int:
        """Like `replace`, for keys that are not in the new index yet: the quicker way to fill it."""
        count = 0
        for document in documents:
            self._writer.add_document(make_row(document, self._layout))
            count += 1
        return count

    def commit(self) -> None:
        self._writer.commit()

    def publish(self) -> None:
        self._writer.commit()
        with self._folders.hold_lock(WRITER_LOCK, wait_seconds=LOCK_WAIT_SECONDS):
            for documents, gone in _read_changes(self._changes):
                _replace(self._writer, self._layout, documents, gone)
            self._writer.commit()
            self._writer.wait_merging_threads()
            self._folders.publish(self._folder)
            self._folders.note_write()
            self._changes.unlink()

    def close(self) -> None:
        """Without `publish` the new index is left to the next rebuild to remove."""
        os.close(self._lock)


def _replace(writer: IndexWriter, layout: TantivyLayout, documents: Iterable[Document], gone: Sequence[str]) -> None:
    """Keys are raw text on purpose: deleting by a number deletes nothing in this version of the engine."""
    for key in gone:
        writer.delete_documents_by_term(KEY, key)
    for document in documents:
        row = make_row(document, layout)
        writer.delete_documents_by_term(KEY, document.key)
        writer.add_document(row)


def _open_or_make(folders: Folders, layout: TantivyLayout) -> tuple[Index, bool]:
    """The index, and whether it was made for these fields."""
    folder = folders.get_live()
    if folder is None:
        folder = folders.make(layout, is_building=True)
        Index(layout.schema, str(folder))
        folder = folders.publish(folder)
    try:
        return Index.open(str(folder)), read_description(folder).get("layout") == layout.fingerprint
    except (ValueError, OSError) as error:
        raise IndexUnusableError(f"the index {folder} is damaged ({error}); run: museion reindex") from error


def _open_writer(index: Index, heap: int, *, threads: int) -> IndexWriter:
    return index.writer(heap, threads)


def _note_changes(path: Path, documents: list[Document], gone: Sequence[str]) -> None:
    if not path.exists():
        return
    with path.open("ab") as file:
        for start in range(0, max(len(documents), 1), _NOTES_AT_ONCE):
            part = documents[start : start + _NOTES_AT_ONCE]
            note = {"documents": [asdict(document) for document in part], "gone": list(gone) if start == 0 else []}
            file.write(orjson.dumps(note, default=list) + b"\n")


def _read_changes(path: Path) -> Iterable[tuple[list[Document], list[str]]]:
    with path.open("rb") as file:
        for line in file:
            note = orjson.loads(line)
            yield [_read_document(held) for held in note["documents"]], note["gone"]


def _read_document(held: dict[str, Any]) -> Document:
    return Document(
        key=held["key"],
        kind=held["kind"],
        access_tokens=tuple(held["access_tokens"]),
        texts={name: [Text(*text) for text in texts] for name, texts in held["texts"].items()},
        terms=held["terms"],
        numbers=held["numbers"],
        years={name: (first, last) for name, (first, last) in held["years"].items()},
        points={name: (latitude, longitude) for name, (latitude, longitude) in held["points"].items()},
        weight=held["weight"],
    )
