"""One commit of one index, as the shared part of the engines asks it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tantivy import DocAddress, Query, Searcher
from tantivy import Order as Direction

from museion.search.engines.columns.index import Access, Order, Row, Rows
from museion.search.engines.columns.layout import KEY, KIND, TIE
from museion.search.engines.tantivy.counts import TermCounts
from museion.search.engines.tantivy.gates import read_access
from museion.search.engines.tantivy.heads import list_visible_terms
from museion.search.engines.tantivy.maker import TantivyMaker
from museion.search.engines.tantivy.schema import TantivyLayout
from museion.search.engines.tantivy.values import Counting
from museion.search.requests import FacetValue

Place = tuple[int, int]


@dataclass(frozen=True)
class TantivyIndex:
    layout: TantivyLayout
    searcher: Searcher
    counts: TermCounts
    generation: str = ""
    _names: dict[Place, tuple[str, str]] = field(default_factory=dict)
    """Keys and kinds that were read: many requests may find the same record."""

    @cached_property
    def make(self) -> TantivyMaker:
        return TantivyMaker(self.layout.schema)

    def count_holders(self, column: str, word: str) -> int:
        return self.counts.get(column, word)

    def has_prefix(self, column: str, prefix: str) -> bool:
        return bool(self.searcher.terms_with_prefix(column, prefix, limit=1))

    def list_terms(self, column: str, prefix: str, *, limit: int | None = None) -> Sequence[tuple[str, int]]:
        return self.searcher.terms_with_prefix(column, prefix, limit=limit)

    def list_visible_terms(self, column: str, prefix: str, access: Access, *, limit: int) -> Sequence[tuple[str, int]]:
        return list_visible_terms(column, prefix, access, self, limit=limit)

    def count(self, query: Query) -> int:
        return int(getattr(self.searcher.search(query, 1), "count", 0) or 0)

    def find(
        self,
        query: Query,
        limit: int,
        *,
        offset: int = 0,
        order: Order | None = None,
        is_weighed: bool = False,
        is_counted: bool = True,
    ) -> Rows:
        result = self.searcher.search(
            query,
            max(limit, 1),
            order_by_field=order.column if order else None,
            offset=offset,
            order=Direction.Asc if order and not order.is_descending else Direction.Desc,
            weight_by_field=TIE if is_weighed else None,
            count=is_counted,
        )
        rows = tuple(self._read_row(value, address) for value, address in result.hits[:limit])
        return Rows(int(getattr(result, "count", 0) or 0), rows)

    def aggregate(self, query: Query, asked: dict[str, Any]) -> dict[str, Any]:
        answered: dict[str, Any] = self.searcher.aggregate(query, asked)
        return answered

    def count_values(
        self, names: Sequence[str], query: Query, size: int, opened: Mapping[str, Sequence[str]]
    ) -> dict[str, tuple[FacetValue, ...]]:
        return Counting(self.layout, self.searcher, size, opened).count(names, query)

    def score(self, queries: Sequence[Query], rows: Sequence[Row]) -> list[dict[Any, float]]:
        """One small search for each query."""
        among = self.make.unscored(self.make.any_of(KEY, [row.key for row in rows]))
        return [self._score(self.make.both([among, query]), len(rows)) for query in queries]

    def open_access(self, tokens: Iterable[str]) -> Access:
        return read_access(tokens, self.layout.schema, self.searcher)

    def _score(self, query: Query, limit: int) -> dict[Any, float]:
        return {get_place(address): score for score, address in self.searcher.search(query, limit, count=False).hits}

    def _read_row(self, value: Any, address: DocAddress) -> Row:
        """Sorted by a column, the engine gives that column's value in the score's place."""
        place = get_place(address)
        if place not in self._names:
            document = self.searcher.doc(address)
            self._names[place] = str(document.get_first(KEY)), str(document.get_first(KIND))
        return Row(*self._names[place], value if isinstance(value, float) else 0.0, place)


def get_place(address: DocAddress) -> Place:
    return address.segment_ord, address.doc
