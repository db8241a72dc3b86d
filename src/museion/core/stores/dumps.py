"""The records themselves into a vault and back: SQLite as its file, PostgreSQL as the text that COPY writes, a table at a time."""

import hashlib
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connections, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from museion.core.schema import create_all_tables
from museion.core.stores.crossing import fill_sqlite, set_sequences
from museion.core.stores.measuring import Measure, Progress, measure_store
from museion.core.stores.snapshots import PIECE_BYTES, KeptFile, keep_file
from museion.core.stores.tables import get_key_column, list_fields, list_tables
from museion.core.stores.vault import Vault

FILE = "museion.sqlite3"
COPY_ALIAS = "copy"
_BROKEN = ".backup-"
_CUT = 512  # one row in so many ends a piece, always the same ones, so that a row which grew moves no later piece


def dump_store(vault: Vault, alias: str, progress: Progress | None = None) -> tuple[dict[str, KeptFile], Measure]:
    """Everything as of one moment, while others write."""
    if connections[alias].vendor == "postgresql":
        return _dump_postgresql(vault, alias, progress)
    return _dump_sqlite(vault, Path(connections[alias].settings_dict["NAME"]), progress)


def drop_broken_copies(home: Path) -> None:
    """What backups that were killed left of the database. Call it while no other backup is made."""
    for folder in home.glob(f"{_BROKEN}*"):
        shutil.rmtree(folder)


def list_applied(alias: str) -> tuple[str, ...]:
    applied = MigrationRecorder(connections[alias]).applied_migrations()
    return tuple(sorted(f"{app}.{name}" for app, name in applied))


def list_shipped() -> tuple[str, ...]:
    """The migrations of this version."""
    return tuple(sorted(f"{app}.{name}" for app, name in MigrationLoader(None).graph.nodes))


def load_postgresql(vault: Vault, database: dict[str, KeptFile], alias: str) -> None:
    """Into a database without tables. Call it in a transaction."""
    create_all_tables(using=alias)
    for model in list_tables():
        with connections[alias].cursor() as cursor, cursor.copy(f"COPY {_name(model, alias)} FROM STDIN") as copy:
            for piece in database[model._meta.db_table].pieces:
                copy.write(vault.get(piece))
    set_sequences(alias)


def load_sqlite(vault: Vault, database: dict[str, KeptFile], alias: str) -> None:
    """What PostgreSQL held, into a file without tables."""
    fill_sqlite(alias, lambda table: map(vault.get, database[table].pieces))


@contextmanager
def open_file(path: Path) -> Iterator[str]:
    """The alias of a SQLite file beside the home's own, for as long as it is looked at."""
    settings = {**connections.settings["default"], "NAME": path, "ENGINE": "django.db.backends.sqlite3"}
    connections.settings[COPY_ALIAS] = {**settings, "OPTIONS": {}}
    try:
        yield COPY_ALIAS
    finally:
        connections[COPY_ALIAS].close()
        del connections[COPY_ALIAS]
        del connections.settings[COPY_ALIAS]


def _dump_sqlite(vault: Vault, source: Path, progress: Progress | None) -> tuple[dict[str, KeptFile], Measure]:
    with tempfile.TemporaryDirectory(dir=source.parent, prefix=_BROKEN) as folder:
        copy = Path(folder) / FILE
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(copy)) as still:
            live.backup(still)
        with open_file(copy) as alias:
            measure = measure_store(alias, progress)
        return {FILE: keep_file(vault, copy)}, measure


def _dump_postgresql(vault: Vault, alias: str, progress: Progress | None) -> tuple[dict[str, KeptFile], Measure]:
    with transaction.atomic(using=alias):
        with connections[alias].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        held = {model._meta.db_table: _dump_table(vault, model, alias) for model in list_tables()}
        return held, measure_store(alias, progress)


def _dump_table(vault: Vault, model: type[models.Model], alias: str) -> KeptFile:
    digest, pieces, size = hashlib.sha256(), [], 0
    for content in _cut(_iterate_lines(model, alias)):
        digest.update(content)
        pieces.append(vault.put(content))
        size += len(content)
    return KeptFile(size, 0, 0o600, digest.hexdigest(), tuple(pieces))


def _iterate_lines(model: type[models.Model], alias: str) -> Iterator[bytes]:
    key = connections[alias].ops.quote_name(get_key_column(model))
    columns = _name(model, alias).partition(" ")[2][1:-1]
    table = connections[alias].ops.quote_name(model._meta.db_table)
    statement = f"COPY (SELECT {columns} FROM {table} ORDER BY {key}) TO STDOUT"  # noqa: S608 - names of our own
    with connections[alias].cursor() as cursor, cursor.copy(statement) as copy:
        for line in copy:
            yield bytes(line)


def _cut(lines: Iterator[bytes]) -> Iterator[bytes]:
    gathered, size = [], 0
    for line in lines:
        gathered.append(line)
        size += len(line)
        if zlib.crc32(line.partition(b"\t")[0]) % _CUT == 0 or size > PIECE_BYTES:
            yield b"".join(gathered)
            gathered, size = [], 0
    if gathered:
        yield b"".join(gathered)


def _name(model: type[models.Model], alias: str) -> str:
    quote: Any = connections[alias].ops.quote_name
    columns = ", ".join(quote(field.column) for field in list_fields(model))
    return f"{quote(model._meta.db_table)} ({columns})"
