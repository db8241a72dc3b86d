"""Writing the live index of a cluster, and building a new one beside it.

One process writes at a time, whichever machine it runs on (`locking`). While a rebuild is under way every writer writes to both indices; the
rebuild only adds what the new one does not hold, so what arrives in between is never overwritten by an older state. A record that leaves
meanwhile leaves a tombstone there, which the rebuild clears away before it publishes. Where the live index was made for other fields,
what changed only leaves it, and stands in the new one.
"""

from collections.abc import Iterable, Iterator, Sequence

from museion.search.documents import Document
from museion.search.engines.columns.layout import ACCESS, KEY
from museion.search.engines.opensearch.bulk import Operation, send
from museion.search.engines.opensearch.catalogue import Catalogue
from museion.search.engines.opensearch.mapping import make_source, make_tombstone
from museion.search.requests import IndexUnusableError, SearchUnavailableError

WRITER, REBUILD = "writer", "rebuild"
OTHER_FIELDS = "the index was made for other fields than this version has; run: museion reindex"
LEASE_WAIT_SECONDS = 75.0
"""Longer than a lease lasts, so that one whose holder died is waited out."""
_TOMBSTONES_AT_ONCE = 5000
_MOST_WAITING = 20_000
"""Operations, each of some kilobytes."""


class LiveWriter:
    """`Writer` of the live index; makes an empty one where there is none. One of other fields is written only while a new one is built.

    What is written waits here for the commit, because a cluster may show what it holds at any moment. Of very much the first part is
    sent before; were it never committed, the outbox would send it again, and twice is once.
    """

    def __init__(self, catalogue: Catalogue, *, wait_seconds: float = LEASE_WAIT_SECONDS) -> None:
        self._catalogue = catalogue
        self._waiting: list[Operation] = []
        self._lease = catalogue.take_lease(WRITER, wait_seconds=wait_seconds)
        try:
            self._index, self._is_whole = _open_or_make(catalogue)
            self._building = catalogue.get_building()
            if not self._is_whole and not self._building:
                raise IndexUnusableError(OTHER_FIELDS)
        except BaseException:
            self._lease.release()
            raise

    def replace(self, documents: Iterable[Document], *, gone: Sequence[str] = ()) -> None:
        self._waiting += self._make_operations(documents, gone)
        if len(self._waiting) >= _MOST_WAITING:
            self._send()

    def commit(self) -> None:
        self._send()
        _refresh(self._catalogue, self._index)
        self._catalogue.note_commit()

    def close(self) -> None:
        """What was not committed is dropped."""
        self._lease.release()

    def _send(self) -> None:
        self._lease.renew()
        send(self._catalogue.cluster, self._waiting)
        self._waiting = []

    def _make_operations(self, documents: Iterable[Document], gone: Sequence[str]) -> Iterator[Operation]:
        for key in gone:
            yield Operation("delete", self._index, key)
            if self._building:
                yield Operation("index", self._building, key, make_tombstone(key))
        for document in documents:
            source = make_source(document, self._catalogue.layout)
            if not self._is_whole:
                yield Operation("delete", self._index, document.key)
            for index in (self._index if self._is_whole else "", self._building):
                if index:
                    yield Operation("index", index, document.key, source)


class NewIndex:
    """`Rebuild`: a new index that nobody sees before `publish`."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._lease = catalogue.take_lease(REBUILD, wait_seconds=0)
        try:
            # With the writer's lease held, no writer is between reading records and learning of the new index.
            writer = catalogue.take_lease(WRITER, wait_seconds=LEASE_WAIT_SECONDS)
            try:
                catalogue.remove_abandoned()
                self._index = catalogue.make()
                catalogue.note_building(self._index)
            finally:
                writer.release()
        except BaseException:
            self._lease.release()
            raise

    def replace(self, documents: Iterable[Document], *, gone: Sequence[str] = ()) -> None:
        self._lease.renew()
        layout = self._catalogue.layout
        leaving = (Operation("index", self._index, key, make_tombstone(key)) for key in gone)
        arriving = (Operation("index", self._index, held.key, make_source(held, layout)) for held in documents)
        send(self._catalogue.cluster, [*leaving, *arriving])

    def add(self, documents: Iterable[Document]) -> int:
        self._lease.renew()
        layout = self._catalogue.layout
        created = (Operation("create", self._index, held.key, make_source(held, layout)) for held in documents)
        return send(self._catalogue.cluster, created)

    def commit(self) -> None:
        _refresh(self._catalogue, self._index)

    def publish(self) -> None:
        self._lease.renew()
        writer = self._catalogue.take_lease(WRITER, wait_seconds=LEASE_WAIT_SECONDS)
        try:
            self._clear_tombstones()
            self._lease.renew()
            self._catalogue.publish(self._index)
        finally:
            writer.release()

    def close(self) -> None:
        """Without `publish` the new index is left to the next rebuild to remove."""
        self._lease.release()

    def _clear_tombstones(self) -> None:
        """Nobody may see them even so: they carry no token."""
        cluster = self._catalogue.cluster
        query = {"bool": {"must_not": [{"exists": {"field": ACCESS}}, {"exists": {"field": "t_kind"}}]}}
        body = {"query": query, "size": _TOMBSTONES_AT_ONCE, "_source": False, "sort": [{KEY: "asc"}]}
        while True:
            _refresh(self._catalogue, self._index)
            found = cluster.search(self._index, body)["hits"]["hits"]
            if not found:
                return
            send(cluster, [Operation("delete", self._index, hit["_id"]) for hit in found])


def _refresh(catalogue: Catalogue, index: str) -> None:
    """Make what was written seen; what only some shards carried out is no commit."""
    answered = catalogue.cluster.ask(lambda client: client.indices.refresh(index=index))
    if answered["_shards"]["failed"]:
        raise SearchUnavailableError(f"the search cluster could not commit {index}: {answered['_shards']}")


def _open_or_make(catalogue: Catalogue) -> tuple[str, bool]:
    """The index, and whether it was made for these fields."""
    live = catalogue.find_live()
    if live is None:
        return catalogue.make(is_live=True), True
    return live.index, live.made_for.get("layout") == catalogue.layout.fingerprint
