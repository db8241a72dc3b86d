"""What engines have in common that keep an index of columns: everything but where it is kept and how it is written."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from museion.search.documents import Document, Field
from museion.search.engines.columns.clauses import Lookup
from museion.search.engines.columns.code_names import CodeNames
from museion.search.engines.columns.completing import Completing
from museion.search.engines.columns.facets import check_facets
from museion.search.engines.columns.grids import check_grid
from museion.search.engines.columns.heads import complete_word
from museion.search.engines.columns.histograms import check_histogram
from museion.search.engines.columns.index import Index
from museion.search.engines.columns.layout import Layout
from museion.search.engines.columns.older import read_older
from museion.search.engines.columns.reading import Reading
from museion.search.engines.columns.recent import Recent
from museion.search.engines.columns.standing import Arrivals, match_held, read_standing
from museion.search.expansion import Expander
from museion.search.requests import IndexUnusableError, SearchRequest, SearchResult, Suggestions
from museion.search.syntax import read_question

_NO_GENERATION = "empty"
T = TypeVar("T")


class ColumnEngine(ABC):
    """`expects_records`: whether a missing index is an outage or a new home. `expanders`: who knows what words mean; the list is
    read at each question. `arrivals`: who matches standing requests."""

    def __init__(
        self,
        fields: Mapping[str, Field],
        expects_records: Callable[[], bool],
        expanders: Sequence[Expander],
        arrivals: Arrivals,
    ) -> None:
        self._declared = fields
        self._expects_records = expects_records
        self._expanders = expanders
        self._arrivals = arrivals
        self._recent: Recent[SearchResult] = Recent(512)
        self._names = CodeNames()

    @abstractmethod
    def _ask(self, think: Callable[[Index], T]) -> T | None:
        """What comes of thinking with the index as it is now; None for a home that has neither index nor records."""

    @cached_property
    def _fields(self) -> Layout:
        return Layout.of(self._declared)

    def search(self, request: SearchRequest) -> SearchResult:
        started = time.perf_counter()
        result = self._ask(lambda index: self._read(request, index))
        if result is None:
            return self._answer_nothing(request)
        self._recent.put((repr(request), result.generation), result)
        return replace(result, took_ms=round((time.perf_counter() - started) * 1000, 3))

    def suggest(self, prefix: str, *, tokens: tuple[str, ...], limit: int = 10) -> list[str]:
        return self._ask(lambda index: complete_word(prefix, index, index.open_access(tokens), limit)) or []

    def complete(self, text: str, *, tokens: tuple[str, ...], language: str, limit: int = 4) -> Suggestions:
        def think(index: Index) -> Suggestions:
            access = index.open_access(tokens)
            lookup = Lookup(index.layout, index, language)
            words = complete_word((text.split() or [""])[-1], index, access, limit)
            completing = Completing(text, lookup, access, limit)
            codes = self._names.find(text, index.generation, lookup)
            return Suggestions(tuple(words), completing.find_records(), completing.count_codes(codes))

        return self._ask(think) or Suggestions()

    def count(self, *, tokens: tuple[str, ...] | None = None) -> int:
        def think(index: Index) -> int:
            return index.count(index.make.everything() if tokens is None else index.open_access(tokens).narrow())

        return self._ask(think) or 0

    def match_arrivals(self, documents: Sequence[Document], requests: Sequence[SearchRequest]) -> dict[int, list[str]]:
        return self._arrivals.match(documents, requests)

    def match_held(self, request: SearchRequest, keys: Sequence[str]) -> list[str]:
        def think(index: Index) -> list[str]:
            is_whole = index.layout.fingerprint == self._fields.fingerprint
            if is_whole:
                question = self._arrivals.read(request)
            else:
                question = read_standing(request, index.layout, self._expanders)
            return match_held(request, question, keys, index.layout, index)

        return self._ask(think) or [] if keys else []

    def get_generation(self) -> str:
        return self._ask(lambda index: index.generation) or _NO_GENERATION

    def check(self) -> None:
        self._ask(self._check)

    def _check(self, index: Index) -> None:
        if index.layout.fingerprint != self._fields.fingerprint:
            raise IndexUnusableError("it answers for the fields of an older version alone")

    def _read(self, request: SearchRequest, index: Index) -> SearchResult:
        known = self._recent.get((repr(request), index.generation))
        if known:
            return known
        if index.layout.fingerprint != self._fields.fingerprint:
            return read_older(request, index, self._expanders)
        return Reading(request, self._fields, index, self._expanders).answer()

    def _answer_nothing(self, request: SearchRequest) -> SearchResult:
        """A new home without records; the question must still be one."""
        read_question(request.text, self._fields.fields)
        check_facets(request.facets, self._fields)
        for name in request.histograms:
            check_histogram(name, self._fields)
        for name in request.grids:
            check_grid(name, self._fields)
        return SearchResult(
            total=0,
            took_ms=0.0,
            hits=(),
            facets=dict.fromkeys(request.facets, ()),
            histograms=dict.fromkeys(request.histograms, ()),
            generation=_NO_GENERATION,
        )
