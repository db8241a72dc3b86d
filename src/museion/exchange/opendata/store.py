"""The public records as they go out, one line of JSON each, kept in step with the registers by the worker.

A file of its own beside the database: it holds what everybody may read and nothing else, and can be thrown away and made anew.
Do not let anything write to it but `keeping`, which asks each record's room what the public may see.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from django.conf import settings

_SCHEMA = """
CREATE TABLE IF NOT EXISTS lines (kind TEXT, key TEXT, line BLOB, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS changed (kind TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS marks (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""
_BATCH = 1000


def get_folder() -> Path:
    folder = Path(settings.HOME) / "open-data"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class LineStore:
    """`changed` names the registers whose files no longer say what the lines say."""

    def __init__(self) -> None:
        self._database = sqlite3.connect(get_folder() / "lines.sqlite3", timeout=20, isolation_level=None)
        self._database.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; {_SCHEMA}")

    def close(self) -> None:
        self._database.close()

    def read_mark(self, name: str) -> str:
        row = self._database.execute("SELECT value FROM marks WHERE name = ?", [name]).fetchone()
        return str(row[0]) if row else ""

    def write_mark(self, name: str, value: str) -> None:
        self._database.execute("INSERT OR REPLACE INTO marks VALUES (?, ?)", [name, value])

    def replace(self, kind: str, lines: dict[str, bytes], *, gone: Iterable[str] = ()) -> int:
        """Put these lines in the place of what stood under their keys; returns how many differ from it."""
        held = self._read_held(kind, [*lines, *gone])
        packed = {key: zlib.compress(line, 1) for key, line in lines.items()}
        new = [(kind, key, line) for key, line in packed.items() if held.get(key) != line]
        old = [(kind, key) for key in gone if key in held]
        if new or old:
            self._database.execute("BEGIN IMMEDIATE")
            self._database.executemany("INSERT OR REPLACE INTO lines VALUES (?, ?, ?)", new)
            self._database.executemany("DELETE FROM lines WHERE kind = ? AND key = ?", old)
            self._database.execute("INSERT OR IGNORE INTO changed VALUES (?)", [kind])
            self._database.execute("COMMIT")
        return len(new) + len(old)

    def list_changed(self) -> list[str]:
        return [kind for (kind,) in self._database.execute("SELECT kind FROM changed ORDER BY kind")]

    def settle(self, kind: str) -> None:
        self._database.execute("DELETE FROM changed WHERE kind = ?", [kind])

    def iterate_lines(self, kind: str) -> Iterator[bytes]:
        """In the order of the keys, so that a file changes only where its records do. Each batch is a read of its own."""
        last = ""
        while True:
            rows = self._database.execute(
                "SELECT key, line FROM lines WHERE kind = ? AND key > ? ORDER BY key LIMIT ?", [kind, last, _BATCH]
            ).fetchall()
            if not rows:
                return
            last = rows[-1][0]
            yield from (zlib.decompress(line) for _key, line in rows)

    def has_lines(self, kind: str) -> bool:
        return self._database.execute("SELECT 1 FROM lines WHERE kind = ? LIMIT 1", [kind]).fetchone() is not None

    def _read_held(self, kind: str, keys: Sequence[str]) -> dict[str, bytes]:
        held: dict[str, bytes] = {}
        for start in range(0, len(keys), 500):
            part = keys[start : start + 500]
            marks = ",".join("?" * len(part))
            asked = f"SELECT key, line FROM lines WHERE kind = ? AND key IN ({marks})"  # noqa: S608
            with closing(self._database.execute(asked, [kind, *part])) as rows:
                held.update(rows.fetchall())
        return held
