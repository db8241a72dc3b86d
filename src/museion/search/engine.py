"""What Museion needs of a search engine. Tantivy answers inside the process; a cluster answers through the same words."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from museion.search.documents import Document
from museion.search.requests import SearchRequest, SearchResult, Suggestions


class Engine(Protocol):
    """Reads are safe from any thread and process; writes go through one `Writer` at a time."""

    def search(self, request: SearchRequest) -> SearchResult: ...

    def suggest(self, prefix: str, *, tokens: tuple[str, ...], limit: int = 10) -> list[str]:
        """Words of the index that begin so, of records that the tokens open, most frequent first."""
        ...

    def complete(self, text: str, *, tokens: tuple[str, ...], language: str, limit: int = 4) -> Suggestions:
        """What the text may become: words, records by kind, values of facets; `limit` of each, of what the tokens open."""
        ...

    def count(self, *, tokens: tuple[str, ...] | None = None) -> int:
        """How many documents there are; None counts all, for checks."""
        ...

    def match_arrivals(self, documents: Sequence[Document], requests: Sequence[SearchRequest]) -> dict[int, list[str]]:
        """The place of each request that finds some of these documents, with their keys. Whoever asks: access is not looked at.

        A question that cannot be read any more finds nothing.
        """
        ...

    def match_held(self, request: SearchRequest, keys: Sequence[str]) -> list[str]:
        """Which of these records the index finds by the request, just as asked; with no tokens, whoever asks."""
        ...

    def get_generation(self) -> str: ...

    def check(self) -> None:
        """Raises `IndexUnusableError` where the index must be made anew; it may answer for some of its fields all the same."""
        ...

    def is_rebuilding(self) -> bool: ...

    def open_writer(self) -> "Writer":
        """The one writer; raises `WriterBusyError` while another process holds it."""
        ...

    def start_rebuild(self) -> "Rebuild":
        """A new, empty index beside the live one, which goes on serving."""
        ...


class Writer(Protocol):
    def replace(self, documents: Iterable[Document], *, gone: Sequence[str] = ()) -> None:
        """Put these in the place of what stood under their keys, and remove `gone`; visible after `commit`."""
        ...

    def commit(self) -> None: ...

    def close(self) -> None: ...


class Rebuild(Writer, Protocol):
    def add(self, documents: Iterable[Document]) -> int:
        """Like `replace` for keys that the new index does not hold yet; returns how many."""
        ...

    def publish(self) -> None:
        """Put the new index in the place of the old one, at once; without this the old one stays."""
        ...


class WriterBusyError(Exception):
    """Another process writes the index."""
