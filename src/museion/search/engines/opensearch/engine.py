"""`Engine` by OpenSearch, on a cluster."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from museion.search.documents import Field
from museion.search.engines.columns.engine import ColumnEngine
from museion.search.engines.columns.index import Index
from museion.search.engines.columns.layout import Layout
from museion.search.engines.columns.recent import Recent
from museion.search.engines.opensearch.catalogue import Catalogue, Live
from museion.search.engines.opensearch.cluster import Address, Cluster, NotFoundError
from museion.search.engines.opensearch.index import OpenSearchIndex
from museion.search.engines.opensearch.locking import is_held
from museion.search.engines.opensearch.outage import Outage
from museion.search.engines.opensearch.rounds import Rounds
from museion.search.engines.opensearch.writing import OTHER_FIELDS, REBUILD, LiveWriter, NewIndex
from museion.search.engines.tantivy.arrivals import StandingArrivals
from museion.search.expansion import Expander
from museion.search.requests import IndexMissingError, IndexUnusableError

T = TypeVar("T")
_CHECK_SECONDS = 0.2
_PAUSES = (0.0, 0.1, 0.4)
"""Seconds before a question is thought through anew whose index went away."""
_MOST_COUNTS = 200_000
_READER_PATIENCE = 4.0
"""Seconds for which a reader waits while a cluster chooses new primaries; writers wait longer."""
_READER_SECONDS = 10.0
"""For an answer of one node."""


class OpenSearchEngine(ColumnEngine):
    """`address`: of the cluster. Standing requests are matched in the process, by the same reading, as with the embedded engine."""

    def __init__(
        self,
        address: Address,
        fields: Mapping[str, Field],
        expects_records: Callable[[], bool],
        expanders: Sequence[Expander] = (),
    ) -> None:
        super().__init__(fields, expects_records, expanders, StandingArrivals(fields, expanders))
        self._address = address
        self._counts: Recent[int] = Recent(_MOST_COUNTS)
        self._lock = threading.Lock()
        self._outage = Outage()
        self._live: Live | None = None
        self._checked_at = 0.0

    @cached_property
    def _readers(self) -> Catalogue:
        return Catalogue(Cluster(self._address, patience=_READER_PATIENCE, seconds=_READER_SECONDS), self._fields)

    @cached_property
    def _writers(self) -> Catalogue:
        return Catalogue(Cluster(self._address), self._fields)

    def open_writer(self) -> LiveWriter:
        return LiveWriter(self._writers)

    def start_rebuild(self) -> NewIndex:
        return NewIndex(self._writers)

    def is_rebuilding(self) -> bool:
        with self._outage.noticing():
            return is_held(self._readers.cluster, self._readers.state_index, REBUILD)

    def _ask(self, think: Callable[[Index], T]) -> T | None:
        for pause in _PAUSES:
            try:
                return self._think(think)
            except NotFoundError:
                # A rebuild put a new index in its place while this question was being thought through; a node may hear of it last.
                time.sleep(pause)
                self._checked_at = 0.0
        try:
            return self._think(think)
        except NotFoundError as error:
            raise IndexUnusableError(f"the index is gone ({error}); run: museion reindex") from error

    def _think(self, think: Callable[[Index], T]) -> T | None:
        live = self._find_live()
        if live is None:
            return None
        rounds = Rounds(self._readers.cluster, live.index, live.generation, self._counts)
        index = OpenSearchIndex(self._find_readable(live), rounds, live.generation)
        return rounds.settle(lambda: think(index))

    def _find_live(self) -> Live | None:
        """As of a moment ago; `SearchUnavailableError` for a home that lost its index."""
        self._outage.check()
        with self._lock:
            if self._live is None or time.monotonic() - self._checked_at > _CHECK_SECONDS:
                with self._outage.noticing():
                    self._live = self._readers.find_live()
                self._checked_at = time.monotonic()
            live = self._live
        if live is None and self._expects_records():
            raise IndexMissingError("there is no search index yet; run: museion reindex")
        return live

    def _find_readable(self, live: Live) -> Layout:
        """An index that was made for other fields answers for those that it holds alike, until a new one takes its place."""
        if live.made_for.get("layout") == self._fields.fingerprint:
            return self._fields
        readable = self._fields.find_readable(live.made_for)
        if readable is None:
            raise IndexUnusableError(OTHER_FIELDS)
        return Layout(readable)
