"""The files that people take home, made of the lines: CSV, JSON Lines and one SQLite database, each with its checksum and date.

Made a little at a time between the worker's other work, under names of their own; what is offered is put in its place at once.
A register that did not change keeps its files, to the byte.
"""

import csv
import gzip
import hashlib
import io
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import orjson

from museion.core.fields import LanguageMapField
from museion.core.kinds import KINDS
from museion.core.tables import make_cell_safe
from museion.exchange.formats.flat import Cell, Column, flatten, list_columns, observe
from museion.exchange.opendata.manifest import (
    DATABASE,
    DataFile,
    Register,
    describe_columns,
    read_manifest,
    write_manifest,
)
from museion.exchange.opendata.store import LineStore, get_folder

_AT_ONCE = 500
_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
_CHUNK = 1 << 20


def make_files(store: LineStore, kind: str, now: datetime) -> Iterator[None]:
    """Of one register; yields now and then, so that whoever makes them can do something else in between."""
    store.settle(kind)  # What changes while the files are made asks for them again.
    kinds: dict[str, str] = {}
    texts = _list_texts(kind)
    for place, line in enumerate(store.iterate_lines(kind), 1):
        observe(kinds, orjson.loads(line), texts)
        if not place % _AT_ONCE:
            yield
    yield from _write_all(store, kind, list_columns(kinds), now)


def _list_texts(kind: str) -> frozenset[str]:
    fields = KINDS[kind].model._meta.concrete_fields
    return frozenset(field.name for field in fields if isinstance(field, LanguageMapField))


def _write_all(store: LineStore, kind: str, columns: Sequence[Column], now: datetime) -> Iterator[None]:
    folder = get_folder()
    names = {ending: f"{kind}.{ending}" for ending in ("csv", "jsonl")}
    packed = {ending: folder / f"{name}.gz.new" for ending, name in names.items()}
    database = folder / f"{DATABASE}.new"
    count = 0
    with ExitStack() as stack:
        table = stack.enter_context(closing(_open_table(database, kind, columns)))
        files = {ending: stack.enter_context(PackedFile(path)) for ending, path in packed.items()}
        files["csv"].write(_write_rows([[column.name for column in columns]]))
        for lines in _batch(store.iterate_lines(kind)):
            rows = [flatten(orjson.loads(line), columns) for line in lines]
            files["jsonl"].write(b"".join(line + b"\n" for line in lines))
            files["csv"].write(_write_rows(rows))
            table.executemany(f'INSERT INTO "{kind}" VALUES ({",".join("?" * len(columns))})', rows)  # noqa: S608
            count += len(rows)
            yield
        table.commit()
    for path in (*packed.values(), database):
        path.replace(path.with_suffix(""))
    described = [files[ending].describe(names[ending]) for ending in names]
    register = Register(kind, now.isoformat(), count, describe_columns(kind, columns), tuple(described))
    write_manifest({**read_manifest(), kind: register})


class PackedFile:
    """A gzip file that knows its checksums; the same content gives the same bytes, so no time is in it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._plain = hashlib.sha256()
        self._size = 0

    def __enter__(self) -> "PackedFile":
        self._file: IO[bytes] = self._path.open("wb")
        self._packer = gzip.GzipFile("", "wb", 6, self._file, mtime=0)
        return self

    def __exit__(self, *_error: object) -> None:
        self._packer.close()
        self._file.close()

    def write(self, content: bytes) -> None:
        self._plain.update(content)
        self._size += len(content)
        self._packer.write(content)

    def describe(self, name: str) -> DataFile:
        """Once it stands in its place."""
        path = self._path.with_suffix("")
        return DataFile(name, self._size, self._plain.hexdigest(), path.stat().st_size, _digest(path))


def _open_table(path: Path, kind: str, columns: Sequence[Column]) -> sqlite3.Connection:
    """The database as it is, with this register's table empty. Names are those of kinds and fields, none of a visitor."""
    if path.with_suffix("").exists():
        shutil.copyfile(path.with_suffix(""), path)
    else:
        path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    shape = ", ".join(
        f'"{column.name}" {_TYPES.get(column.kind, "TEXT")}{" PRIMARY KEY" if column.name == "key" else ""}'
        for column in columns
    )
    database.executescript(f'PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; DROP TABLE IF EXISTS "{kind}";')
    if columns:
        database.execute(f'CREATE TABLE "{kind}" ({shape})')
    return database


def _batch(lines: Iterator[bytes]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    for line in lines:
        batch.append(line)
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _write_rows(rows: Sequence[Sequence[Cell]]) -> bytes:
    text = io.StringIO(newline="")
    writer: Any = csv.writer(text)
    writer.writerows([make_cell_safe(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return text.getvalue().encode()


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
