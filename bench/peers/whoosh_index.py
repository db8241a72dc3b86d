"""Whoosh, the pure-Python engine, with its faceted grouping."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh import fields, index, query
from whoosh.analysis import CharsetFilter, LowercaseFilter, RegexTokenizer
from whoosh.support.charset import accent_map

from bench.peers.rows import FACETS, Row


class Whoosh:
    """Folded words; facets by sorting the matching documents into groups."""

    name = "Whoosh"

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "whoosh"

    def build(self, rows: Iterable[Row]) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        analyzer = RegexTokenizer(r"\w+") | LowercaseFilter() | CharsetFilter(accent_map)
        schema = fields.Schema(
            number=fields.STORED,
            text=fields.TEXT(analyzer=analyzer),
            kind=fields.ID(sortable=True),
            **{name: fields.ID(sortable=True) for name in FACETS},
        )
        writer = index.create_in(self._folder, schema).writer(limitmb=1024)
        for row in rows:
            facets = dict(zip(FACETS, row.facets, strict=True))
            writer.add_document(number=row.number, text=row.text, kind=row.kind, **facets)
        writer.commit()

    def open(self) -> None:
        self._searcher = index.open_dir(self._folder).searcher()

    def words(self, words: list[str], *, offset: int = 0) -> int:
        return self._ask(query.And([query.Term("text", word) for word in words]), offset)

    def phrase(self, words: list[str]) -> int:
        return self._ask(query.Phrase("text", words), 0)

    def typo(self, words: list[str]) -> int:
        return self._ask(query.FuzzyTerm("text", words[0], maxdist=1, prefixlength=1), 0)

    def facets(self, words: list[str]) -> int:
        asked = query.And([query.Term("text", word) for word in words])
        found = self._searcher.search(asked, limit=20, filter=query.Term("kind", "object"), groupedby=list(FACETS))
        for name in FACETS:
            found.groups(name)
        return len(found)

    def _ask(self, asked: Any, offset: int) -> int:
        found = self._searcher.search(asked, limit=offset + 20)
        return len(found)
