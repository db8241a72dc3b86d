"""Thinking a question through in rounds.

What reads a question asks its index hundreds of small things: is there such a word in this field, how many records hold that form.
Embedded, each costs a microsecond; over a network each would cost a journey. So small things are noted and answered with none, the
first great one stops the thinking while any is open, all that were noted are fetched in one journey, and the question is thought through
anew with what is known by then. Two or three rounds settle it.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import orjson

from museion.core.bulk import chunk
from museion.search.engines.columns.recent import Recent
from museion.search.engines.opensearch.cluster import Cluster
from museion.search.requests import SearchUnavailableError

Json = dict[str, Any]
T = TypeVar("T")
_MOST_ROUNDS = 60
_MOST_AT_ONCE = 800


class NotYetError(Exception):
    """Something must be known before this can be asked."""


class Rounds:
    """One question's thinking. `counts`: what is known of words already, kept from question to question."""

    def __init__(self, cluster: Cluster, index: str, generation: str, counts: Recent[int]) -> None:
        self._cluster, self._index, self._generation = cluster, index, generation
        self._counts = counts
        self._known: dict[bytes, Any] = {}
        self._words: dict[bytes, Json] = {}
        self._queries: dict[bytes, Json] = {}

    def settle(self, think: Callable[[], T]) -> T:
        for _ in range(_MOST_ROUNDS):
            try:
                result = think()
            except NotYetError:
                result = None
            if not self._words and not self._queries:
                return result  # type: ignore[return-value]  # an unsettled round has left something open
            self._fetch()
        raise SearchUnavailableError("the question does not settle")

    def count_word(self, query: Json) -> int:
        """How many records the small query matches; none while it is not known."""
        return self._note(query, self._words)

    def count(self, query: Json) -> int:
        if self._words:
            raise NotYetError
        return self._note(query, self._queries)

    def search(self, body: Json, **params: Any) -> Json:
        """Asked at once, once all that was noted is known; the same again is not asked twice."""
        if self._words or self._queries:
            raise NotYetError
        name = orjson.dumps([body, params])
        if name not in self._known:
            self._known[name] = self._cluster.search(self._index, body, **params)
        answered: Json = self._known[name]
        return answered

    def _note(self, query: Json, notes: dict[bytes, Json]) -> int:
        name = orjson.dumps(query)
        count = self._known.get(name)
        if count is None:
            count = self._counts.get((self._generation, name))
        if count is None:
            notes[name] = query
            return 0
        return int(count)

    def _fetch(self) -> None:
        notes = self._words | self._queries
        for part in chunk(list(notes), _MOST_AT_ONCE):
            filters = {str(place): notes[name] for place, name in enumerate(part)}
            body = {"size": 0, "track_total_hits": False, "aggs": {"held": {"filters": {"filters": filters}}}}
            buckets = self._cluster.search(self._index, body)["aggregations"]["held"]["buckets"]
            for place, name in enumerate(part):
                count = buckets[str(place)]["doc_count"]
                self._known[name] = count
                if name in self._words:
                    self._counts.put((self._generation, name), count)
        self._words, self._queries = {}, {}
