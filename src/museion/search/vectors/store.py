"""Vectors of records on disk: an approximate index of nearest neighbours, and beside it which number is which record.

Written by one process, read by all: a new index takes the place of the old one at once, and readers look for it by its date.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from museion.search.vectors.model import DIMENSIONS, Vectors


class Held(NamedTuple):
    """`digest`: of the text that the vector was made of."""

    number: int
    key: str
    kind: str
    digest: str


class Neighbour(NamedTuple):
    key: str
    kind: str
    similarity: float


class VectorStore:
    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "vectors.usearch"
        self._names = folder / "names.sqlite3"
        self._loaded: tuple[int, Any] | None = None
        with self._open() as database:
            database.execute(
                "CREATE TABLE IF NOT EXISTS held (number INTEGER PRIMARY KEY, key TEXT UNIQUE, kind TEXT, digest TEXT)"
            )

    def find(self, vector: Vectors, count: int) -> list[Neighbour]:
        """The nearest first; cosine similarity."""
        index = self._read_index()
        if index is None:
            return []
        matches = index.search(vector, count)
        similarities = {int(match.key): 1.0 - float(match.distance) for match in matches}
        with self._open() as database:
            marks = ",".join("?" * len(similarities))
            rows = database.execute(
                f"SELECT number, key, kind FROM held WHERE number IN ({marks})",  # noqa: S608
                list(similarities),
            ).fetchall()
        found = [Neighbour(key, kind, similarities[number]) for number, key, kind in rows]
        return sorted(found, key=lambda neighbour: -neighbour.similarity)

    def read_held(self, keys: Sequence[str]) -> dict[str, Held]:
        with self._open() as database:
            marks = ",".join("?" * len(keys))
            rows = database.execute(f"SELECT * FROM held WHERE key IN ({marks})", list(keys))  # noqa: S608
            return {held.key: held for held in map(Held._make, rows)}

    def iterate_keys(self) -> Iterator[str]:
        with self._open() as database:
            yield from (key for (key,) in database.execute("SELECT key FROM held").fetchall())

    def add(self, rows: Sequence[tuple[str, str, str]], vectors: Vectors) -> None:
        """Key, kind and digest of each vector; what stood under a key is replaced. Seen by readers after `save`."""
        index = self._get_writable()
        self.remove([key for key, _kind, _digest in rows])
        with self._open() as database:
            first = database.execute("SELECT coalesce(max(number), 0) + 1 FROM held").fetchone()[0]
            held = [(first + place, *row) for place, row in enumerate(rows)]
            database.executemany("INSERT INTO held VALUES (?, ?, ?, ?)", held)
        for (number, *_row), vector in zip(held, vectors, strict=True):
            index.add(number, vector)

    def remove(self, keys: Sequence[str]) -> None:
        index = self._get_writable()
        for held in self.read_held(keys).values():
            if held.number in index:
                index.remove(held.number)
        with self._open() as database:
            database.executemany("DELETE FROM held WHERE key = ?", [[key] for key in keys])

    def save(self) -> None:
        index = self._get_writable()
        new = self._path.with_suffix(".new")
        index.save(str(new))
        new.replace(self._path)

    def _open(self) -> closing[sqlite3.Connection]:
        return closing(sqlite3.connect(self._names, timeout=20, isolation_level=None))

    def _read_index(self) -> Any:
        """As it stands on disk; None before the first one was saved."""
        if not self._path.exists():
            return None
        stamp = self._path.stat().st_mtime_ns
        if self._loaded is None or self._loaded[0] != stamp:
            self._loaded = (stamp, _make_index())
            self._loaded[1].load(str(self._path))
        return self._loaded[1]

    def _get_writable(self) -> Any:
        if self._loaded is None:
            index = self._read_index()
            self._loaded = self._loaded or (0, index or _make_index())
        return self._loaded[1]


def _make_index() -> Any:
    # An extra: whoever does without it must be able to import this file.
    return import_module("usearch.index").Index(ndim=DIMENSIONS, metric="cos", dtype="f16")
