"""Queries as OpenSearch has them: plain JSON."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from museion.search.engines.columns.index import Maker

Json = dict[str, Any]


class OpenSearchMaker(Maker):
    """Knows nothing of any cluster: the same question makes the same JSON."""

    def term(self, column: str, word: str, *, is_scored: bool = True) -> Json:
        query: Json = {"term": {column: {"value": word}}}
        return query if is_scored else self.constant(query, 1.0)

    def any_of(self, column: str, words: Sequence[str]) -> Json:
        return {"terms": {column: list(words)}}

    def phrase(self, column: str, words: Sequence[tuple[int, str]]) -> Json:
        """With a gap where the question left a position out, which `match_phrase` cannot say."""
        if all(second - first == 1 for (first, _), (second, _) in pairwise(words)):
            return {"match_phrase": {column: {"query": " ".join(word for _, word in words)}}}
        clauses: list[Json] = [{"span_term": {column: words[0][1]}}]
        for (first, _), (second, word) in pairwise(words):
            if second - first > 1:
                clauses.append({"span_gap": {column: second - first - 1}})
            clauses.append({"span_term": {column: word}})
        return {"span_near": {"clauses": clauses, "slop": 0, "in_order": True}}

    def prefix(self, column: str, prefix: str) -> Json:
        return {"prefix": {column: {"value": prefix}}}

    def span(self, column: str, least: int | None, most: int | None) -> Json:
        bounds = {name: value for name, value in (("gte", least), ("lte", most)) if value is not None}
        return {"range": {column: bounds}}

    def between(self, column: str, least: float, most: float) -> Json:
        return {"range": {column: {"gte": least, "lte": most}}}

    def exists(self, column: str) -> Json:
        return {"exists": {"field": column}}

    def everything(self) -> Json:
        return {"match_all": {}}

    def nothing(self) -> Json:
        return {"match_none": {}}

    def boost(self, query: Json, weight: float) -> Json:
        return {"bool": {"must": [query], "boost": weight}}

    def constant(self, query: Json, score: float) -> Json:
        return {"constant_score": {"filter": query, "boost": score}}

    def best(self, queries: Sequence[Json]) -> Json:
        return queries[0] if len(queries) == 1 else {"dis_max": {"queries": list(queries)}}

    def join(self, *, musts: Sequence[Json] = (), shoulds: Sequence[Json] = (), nots: Sequence[Json] = ()) -> Json:
        parts = {"must": musts, "should": shoulds, "must_not": nots}
        return {"bool": {name: list(queries) for name, queries in parts.items() if queries}}

    def filter(self, queries: Sequence[Json], *, musts: Sequence[Json] = ()) -> Json:
        """Those of `musts` that also match all the queries, which a cluster remembers from one question to the next."""
        return {"bool": {"filter": list(queries), "must": list(musts)}}
