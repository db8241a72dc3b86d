"""SQLite's FTS5 with a GROUP BY for each facet."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from bench.peers.rows import FACETS, Row


class Fts5:
    """Folded words (`unicode61 remove_diacritics 2`); no typo search."""

    name = "SQLite FTS5"

    def __init__(self, folder: Path) -> None:
        self._path = folder / "fts5.sqlite3"

    def build(self, rows: Iterable[Row]) -> None:
        self._path.unlink(missing_ok=True)
        db = self._connect()
        db.execute("CREATE VIRTUAL TABLE words USING fts5(text, tokenize='unicode61 remove_diacritics 2', content='')")
        db.execute(
            f"CREATE TABLE rows (id INTEGER PRIMARY KEY, kind TEXT, {', '.join(f'{name} TEXT' for name in FACETS)})"
        )
        marks = ", ".join("?" * (len(FACETS) + 2))
        for row in rows:
            db.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (row.number, row.text))
            db.execute(f"INSERT INTO rows VALUES ({marks})", (row.number, row.kind, *row.facets))
        for name in ("kind", *FACETS):
            db.execute(f"CREATE INDEX rows_{name} ON rows ({name})")
        db.execute("INSERT INTO words (words) VALUES ('optimize')")
        db.commit()
        db.execute("ANALYZE")
        db.commit()

    def open(self) -> None:
        self._db = self._connect()

    def words(self, words: list[str], *, offset: int = 0) -> int:
        return self._ask(" ".join(f'"{word}"' for word in words), offset)

    def phrase(self, words: list[str]) -> int:
        return self._ask('"' + " ".join(words) + '"', 0)

    typo = None

    def facets(self, words: list[str]) -> int:
        """One word among the objects, first page, total and the counts of five facets."""
        match = " ".join(f'"{word}"' for word in words)
        base = "FROM words JOIN rows ON rows.id = words.rowid WHERE words MATCH ? AND kind = 'object'"
        self._db.execute(f"SELECT words.rowid {base} ORDER BY bm25(words) LIMIT 20", (match,)).fetchall()
        for name in FACETS:
            self._db.execute(
                f"SELECT {name}, count(*) {base} GROUP BY {name} ORDER BY 2 DESC LIMIT 12", (match,)
            ).fetchall()
        return int(self._db.execute(f"SELECT count(*) {base}", (match,)).fetchone()[0])

    def _ask(self, match: str, offset: int) -> int:
        self._db.execute(
            "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words) LIMIT 20 OFFSET ?", (match, offset)
        ).fetchall()
        return int(self._db.execute("SELECT count(*) FROM words WHERE words MATCH ?", (match,)).fetchone()[0])

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path)
        db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-256000;")
        return db
