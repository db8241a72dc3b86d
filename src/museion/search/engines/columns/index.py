"""What the shared part of the engines asks of an index: how queries are made of its columns, and what it answers.

Questions, their meanings, misspellings, reasons and counts are read once, in this folder, into queries of columns (`layout`); an
engine makes the queries in its own form and asks them. So two engines that score alike answer alike.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from museion.search.engines.columns.layout import Layout
from museion.search.requests import FacetValue

Query: TypeAlias = Any
"""An engine's own; only the engine that made it looks inside."""


class Maker(ABC):
    """Makes queries. Those without a word about scoring score by the rarity of what they hold (BM25)."""

    @abstractmethod
    def term(self, column: str, word: str, *, is_scored: bool = True) -> Query: ...

    @abstractmethod
    def any_of(self, column: str, words: Sequence[str]) -> Query:
        """Unscored."""

    @abstractmethod
    def phrase(self, column: str, words: Sequence[tuple[int, str]]) -> Query:
        """Two words or more with their positions."""

    @abstractmethod
    def prefix(self, column: str, prefix: str) -> Query:
        """Unscored."""

    @abstractmethod
    def span(self, column: str, least: int | None, most: int | None) -> Query:
        """Whole numbers, both ends included, one of them given."""

    @abstractmethod
    def between(self, column: str, least: float, most: float) -> Query: ...

    @abstractmethod
    def exists(self, column: str) -> Query: ...

    @abstractmethod
    def everything(self) -> Query: ...

    @abstractmethod
    def nothing(self) -> Query: ...

    @abstractmethod
    def boost(self, query: Query, weight: float) -> Query: ...

    @abstractmethod
    def constant(self, query: Query, score: float) -> Query: ...

    @abstractmethod
    def best(self, queries: Sequence[Query]) -> Query:
        """Any of them, scored by the one that scores most."""

    @abstractmethod
    def join(self, *, musts: Sequence[Query] = (), shoulds: Sequence[Query] = (), nots: Sequence[Query] = ()) -> Query:
        """All of `musts` and none of `nots`, scored by the sum; without `musts` any of `shoulds`, which only score beside them."""

    def either(self, queries: Sequence[Query]) -> Query:
        """Any of them; none of none."""
        if len(queries) == 1:
            return queries[0]
        return self.join(shoulds=queries) if queries else self.nothing()

    def both(self, queries: Sequence[Query]) -> Query:
        """All of them; everything of none."""
        if len(queries) == 1:
            return queries[0]
        return self.join(musts=queries) if queries else self.everything()

    def unscored(self, query: Query) -> Query:
        return self.constant(query, 0.0)


class Access(Protocol):
    """What one viewer may see."""

    def narrow(self, queries: Iterable[Query] = ()) -> Query:
        """The records that all the queries match and the viewer may see."""
        ...


@dataclass(frozen=True, slots=True)
class Order:
    """A column to sort by; records without a value come last either way."""

    column: str
    is_descending: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One found record. `score` means nothing where an `Order` was given; `place` is the engine's own name of the record."""

    key: str
    kind: str
    score: float
    place: Any


@dataclass(frozen=True, slots=True)
class Rows:
    total: int
    rows: tuple[Row, ...]


class Index(Protocol):
    """One state of an index, as one reader sees it. `layout`: what it holds of the fields that this version knows."""

    @property
    def layout(self) -> Layout: ...

    @property
    def make(self) -> Maker: ...

    @property
    def generation(self) -> str: ...

    def count_holders(self, column: str, word: str) -> int:
        """How many records hold the word, whoever may see them."""
        ...

    def has_prefix(self, column: str, prefix: str) -> bool: ...

    def list_terms(self, column: str, prefix: str, *, limit: int | None = None) -> Sequence[tuple[str, int]]:
        """Words of a column that begin so, with how many records hold them, most frequent first; whoever may see them."""
        ...

    def list_visible_terms(self, column: str, prefix: str, access: Access, *, limit: int) -> Sequence[tuple[str, int]]:
        """As above, of the records that the viewer sees; more than `limit` where several are one word written in two ways."""
        ...

    def count(self, query: Query) -> int: ...

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
        """Best first. `is_weighed`: by the record's weight and key too, so that equals keep their order. Not counted, the total means
        nothing and the best are found sooner."""
        ...

    def aggregate(self, query: Query, asked: dict[str, Any]) -> dict[str, Any]:
        """Counts of the matches in the common language of aggregations, numbers and dates alone."""
        ...

    def count_values(
        self, names: Sequence[str], query: Query, size: int, opened: Mapping[str, Sequence[str]]
    ) -> dict[str, tuple[FacetValue, ...]]:
        """The `size` commonest codes of TERM fields among the matches, equals in the order of their codes. Of a tree what is shown when
        the parts in `opened` are chosen."""
        ...

    def score(self, queries: Sequence[Query], rows: Sequence[Row]) -> list[dict[Any, float]]:
        """For each query what it gives to which of the rows, by `place`."""
        ...

    def open_access(self, tokens: Iterable[str]) -> Access: ...
