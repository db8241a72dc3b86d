"""The live index of a cluster, as the shared part of the engines asks it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from museion.search.engines.columns.facets import MOST_BRANCHES, make_branch_pattern
from museion.search.engines.columns.index import Access, Order, Row, Rows
from museion.search.engines.columns.layout import ACCESS, KEY, KIND, TIE, WORDS, Layout
from museion.search.engines.opensearch.maker import Json, OpenSearchMaker
from museion.search.engines.opensearch.rounds import Rounds
from museion.search.requests import FacetValue

_MOST_TERMS = 65_000
_REPORTED_BY_SHARD = 10_000
# The embedded engine multiplies by the binary logarithm, this one by the common one.
_BINARY_LOGARITHM = 3.321928094887362
_SPARE_TERMS = 3
_LONGEST_PREFIX = 300
"""No column holds longer words."""
_GLOBAL_STATISTICS = {"search_type": "dfs_query_then_fetch"}
"""Words are as rare as they are in all shards together, so that a score does not depend on where a record lies."""
_SPECIAL = re.compile(r"[^0-9A-Za-z]")


@dataclass(frozen=True)
class TokenAccess:
    """Records say who may see them; every query carries the viewer's tokens. No tokens open nothing."""

    tokens: tuple[str, ...]
    make: OpenSearchMaker

    def narrow(self, queries: Iterable[Json] = ()) -> Json:
        return self.make.filter([self.make.any_of(ACCESS, self.tokens)], musts=list(queries))


@dataclass(frozen=True)
class OpenSearchIndex:
    layout: Layout
    rounds: Rounds
    generation: str

    @cached_property
    def make(self) -> OpenSearchMaker:
        return OpenSearchMaker()

    def count_holders(self, column: str, word: str) -> int:
        return self.rounds.count_word({"term": {column: word}})

    def has_prefix(self, column: str, prefix: str) -> bool:
        return self.rounds.count_word(self.make.prefix(column, prefix)) > 0

    def list_terms(self, column: str, prefix: str, *, limit: int | None = None) -> Sequence[tuple[str, int]]:
        """Words of texts cannot be listed by their field: those of the records that hold such a word there are."""
        if column.startswith("w_"):
            return self._list(WORDS, prefix, self.make.prefix(column, prefix), limit)
        return self._list(column, prefix, self.make.everything(), limit)

    def list_visible_terms(self, column: str, prefix: str, access: Access, *, limit: int) -> Sequence[tuple[str, int]]:
        return self._list(column, prefix, access.narrow(), limit * _SPARE_TERMS)

    def count(self, query: Json) -> int:
        return self.rounds.count(query)

    def find(
        self,
        query: Json,
        limit: int,
        *,
        offset: int = 0,
        order: Order | None = None,
        is_weighed: bool = False,
        is_counted: bool = True,
    ) -> Rows:
        body = {
            "query": _weigh(query) if is_weighed else query,
            "from": offset,
            "size": limit,
            "track_total_hits": is_counted,
            "sort": [_sort(order), {KEY: "asc"}],
            "_source": [KIND],
        }
        answered = self.rounds.search(body, **({} if order else _GLOBAL_STATISTICS))["hits"]
        rows = tuple(
            Row(hit["_id"], hit["_source"][KIND], hit["_score"] or 0.0, hit["_id"]) for hit in answered["hits"]
        )
        return Rows(answered["total"]["value"] if is_counted else 0, rows)

    def aggregate(self, query: Json, asked: Json) -> Json:
        body = {"size": 0, "track_total_hits": False, "query": query, "aggs": asked}
        answered: Json = self.rounds.search(body)["aggregations"]
        return answered

    def count_values(
        self, names: Sequence[str], query: Json, size: int, opened: Mapping[str, Sequence[str]]
    ) -> dict[str, tuple[FacetValue, ...]]:
        asked = {name: {"terms": self._ask_values(name, size, opened)} for name in names}
        answered = self.aggregate(query, asked)
        return {
            name: tuple(FacetValue(bucket["key"], bucket["doc_count"]) for bucket in answered[name]["buckets"])
            for name in names
        }

    def score(self, queries: Sequence[Json], rows: Sequence[Row]) -> list[dict[Any, float]]:
        """In one journey: each query has a name, and the engine says what each gave to each record."""
        named = [{"bool": {"must": [query], "_name": str(place)}} for place, query in enumerate(queries)]
        among = self.make.any_of(KEY, [row.key for row in rows])
        body = {"query": {"bool": {"filter": [among], "should": named}}, "size": len(rows), "_source": False}
        answered = self.rounds.search(body, include_named_queries_score="true", **_GLOBAL_STATISTICS)
        scores: list[dict[Any, float]] = [{} for _ in queries]
        for hit in answered["hits"]["hits"]:
            for place, score in hit.get("matched_queries", {}).items():
                scores[int(place)][hit["_id"]] = score
        return scores

    def open_access(self, tokens: Iterable[str]) -> Access:
        return TokenAccess(tuple(tokens), self.make)

    def _list(self, column: str, prefix: str, query: Json, limit: int | None) -> list[tuple[str, int]]:
        if len(prefix) > _LONGEST_PREFIX:
            return []
        asked: Json = {"field": column, "size": min(limit or _MOST_TERMS, _MOST_TERMS)}
        if prefix:
            asked["include"] = f"{escape_regex(prefix)}.*"
        answered = self.aggregate(query, {"terms": {"terms": asked}})["terms"]["buckets"]
        return [(bucket["key"], bucket["doc_count"]) for bucket in answered]

    def _ask_values(self, name: str, size: int, opened: Mapping[str, Sequence[str]]) -> Json:
        column = f"t_{name}"
        if self.layout.fields[name].is_tree:
            shown = make_branch_pattern(opened.get(name, ()), escape_regex)
            return {"field": column, "size": MOST_BRANCHES, "include": shown}
        return {"field": column, "size": max(size, 1), "shard_size": _REPORTED_BY_SHARD}


def escape_regex(text: str) -> str:
    """Every character that is no letter or digit of ASCII stands for itself."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _weigh(query: Json) -> Json:
    by_weight = {"field_value_factor": {"field": TIE, "modifier": "log2p", "missing": 2.0}}
    return {"function_score": {"query": query, "functions": [by_weight], "boost": _BINARY_LOGARITHM}}


def _sort(order: Order | None) -> Json:
    if order is None:
        return {"_score": "desc"}
    return {order.column: {"order": "desc" if order.is_descending else "asc", "missing": "_last"}}
