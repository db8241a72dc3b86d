"""Queries as Tantivy has them."""

from collections.abc import Sequence

from tantivy import FieldType, Occur, Query, Schema

from museion.search.engines.columns.index import Maker

_MOST_CHOICES = 300
"""Of more words the set becomes an automaton, which is dear to build."""


class TantivyMaker(Maker):
    """Queries of one schema."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def term(self, column: str, word: str, *, is_scored: bool = True) -> Query:
        return Query.term_query(self._schema, column, word, "position" if is_scored else "basic")

    def any_of(self, column: str, words: Sequence[str]) -> Query:
        if len(words) > _MOST_CHOICES:
            return Query.term_set_query(self._schema, column, list(words))
        choices: Query = self.either([self.term(column, word, is_scored=False) for word in words])
        return choices

    def phrase(self, column: str, words: Sequence[tuple[int, str]]) -> Query:
        return Query.phrase_query(self._schema, column, list(words))

    def prefix(self, column: str, prefix: str) -> Query:
        return Query.regex_query(self._schema, column, f"{prefix}.*")

    def span(self, column: str, least: int | None, most: int | None) -> Query:
        return Query.range_query(self._schema, column, FieldType.Integer, least, most)

    def between(self, column: str, least: float, most: float) -> Query:
        return Query.range_query(self._schema, column, FieldType.Float, least, most)

    def exists(self, column: str) -> Query:
        return Query.exists_query(column)

    def everything(self) -> Query:
        return Query.all_query()

    def nothing(self) -> Query:
        return Query.empty_query()

    def boost(self, query: Query, weight: float) -> Query:
        return Query.boost_query(query, weight)

    def constant(self, query: Query, score: float) -> Query:
        return Query.const_score_query(query, score)

    def best(self, queries: Sequence[Query]) -> Query:
        return queries[0] if len(queries) == 1 else Query.disjunction_max_query(list(queries))

    def join(self, *, musts: Sequence[Query] = (), shoulds: Sequence[Query] = (), nots: Sequence[Query] = ()) -> Query:
        parts = [(Occur.Must, query) for query in musts]
        parts += [(Occur.Should, query) for query in shoulds]
        return Query.boolean_query(parts + [(Occur.MustNot, query) for query in nots])
