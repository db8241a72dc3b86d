"""`Engine` by Tantivy, inside the process."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from tantivy import Query

from museion.search.documents import Document, Field
from museion.search.engines.tantivy.anchors import Anchors
from museion.search.engines.tantivy.arrivals import match_arrivals, match_held, read_standing
from museion.search.engines.tantivy.clauses import Lookup
from museion.search.engines.tantivy.code_names import CodeNames
from museion.search.engines.tantivy.completing import Completing
from museion.search.engines.tantivy.facets import check_facets
from museion.search.engines.tantivy.folders import Folders
from museion.search.engines.tantivy.gates import read_access
from museion.search.engines.tantivy.grids import check_grid
from museion.search.engines.tantivy.heads import complete_word
from museion.search.engines.tantivy.histograms import check_histogram
from museion.search.engines.tantivy.reading import Reading
from museion.search.engines.tantivy.recent import Recent
from museion.search.engines.tantivy.schema import Layout
from museion.search.engines.tantivy.snapshots import Snapshot, Snapshots
from museion.search.engines.tantivy.writing import LiveWriter, NewIndex
from museion.search.expansion import Expander
from museion.search.questions import Question
from museion.search.requests import (
    QuerySyntaxError,
    SearchRequest,
    SearchResult,
    SearchUnavailableError,
    Suggestions,
)
from museion.search.syntax import read_question

_NO_GENERATION = "empty"
_DAY = 86_400
_MOST_STANDING = 50_000


class TantivyEngine:
    """`root`: the folder of the index. `expects_records`: whether a missing index is an outage or a new home. `expanders`:
    who knows what words mean; the list is read at each question."""

    def __init__(
        self,
        root: Path,
        fields: Mapping[str, Field],
        expects_records: Callable[[], bool],
        expanders: Sequence[Expander] = (),
    ) -> None:
        self._root = root
        self._declared = fields
        self._expects_records = expects_records
        self._expanders = expanders
        self._recent: Recent[SearchResult] = Recent(512)
        self._names = CodeNames()
        self._questions: Recent[Question | None] = Recent(_MOST_STANDING)
        self._standing: tuple[tuple[SearchRequest, ...], Anchors] | None = None

    @cached_property
    def _layout(self) -> Layout:
        return Layout.of(self._declared)

    @cached_property
    def _folders(self) -> Folders:
        return Folders(self._root)

    @cached_property
    def _snapshots(self) -> Snapshots:
        return Snapshots(self._folders, self._layout.fingerprint, self._expects_records)

    def search(self, request: SearchRequest) -> SearchResult:
        started = time.perf_counter()
        snapshot = self._snapshots.get()
        if snapshot is None:
            return self._answer_nothing(request)
        name = (repr(request), snapshot.generation)
        result = self._recent.get(name)
        if result is None:
            result = self._recent.put(name, self._read(request, snapshot))
        return replace(result, took_ms=round((time.perf_counter() - started) * 1000, 3))

    def suggest(self, prefix: str, *, tokens: tuple[str, ...], limit: int = 10) -> list[str]:
        snapshot = self._snapshots.get()
        if snapshot is None:
            return []
        access = read_access(tokens, snapshot.schema, snapshot.searcher)
        return complete_word(prefix, snapshot.searcher, access, limit)

    def complete(self, text: str, *, tokens: tuple[str, ...], language: str, limit: int = 4) -> Suggestions:
        snapshot = self._snapshots.get()
        if snapshot is None:
            return Suggestions()
        access = read_access(tokens, snapshot.schema, snapshot.searcher)
        lookup = Lookup(self._layout, snapshot.schema, snapshot.searcher, snapshot.counts, language)
        last = (text.split() or [""])[-1]
        words = complete_word(last, snapshot.searcher, access, limit)
        completing = Completing(text, lookup, access, limit)
        codes = self._names.find(text, snapshot.generation, lookup)
        return Suggestions(tuple(words), completing.find_records(), completing.count_codes(codes))

    def count(self, *, tokens: tuple[str, ...] | None = None) -> int:
        snapshot = self._snapshots.get()
        if snapshot is None:
            return 0
        if tokens is None:
            query = Query.all_query()
        else:
            query = read_access(tokens, snapshot.schema, snapshot.searcher).narrow()
        return int(getattr(snapshot.searcher.search(query, 1), "count", 0) or 0)

    def match_arrivals(self, documents: Sequence[Document], requests: Sequence[SearchRequest]) -> dict[int, list[str]]:
        asked = tuple(requests)
        if self._standing is None or self._standing[0] != asked:
            self._standing = (asked, Anchors(asked, self._read_standing))
        return match_arrivals(documents, asked, self._standing[1], self._layout)

    def _read_standing(self, request: SearchRequest) -> Question | None:
        """What words mean is looked up once a day: thesauri change slowly, and requests stand for long."""
        name = (repr(request), int(time.time() // _DAY))
        kept = self._questions.get(name)
        return (
            kept
            if kept is not None
            else self._questions.put(name, read_standing(request, self._layout, self._expanders))
        )

    def match_held(self, request: SearchRequest, keys: Sequence[str]) -> list[str]:
        snapshot = self._snapshots.get()
        if snapshot is None or not keys:
            return []
        return match_held(request, self._read_standing(request), keys, self._layout, snapshot)

    def get_generation(self) -> str:
        snapshot = self._snapshots.get()
        return snapshot.generation if snapshot else _NO_GENERATION

    def open_writer(self) -> LiveWriter:
        return LiveWriter(self._folders, self._layout)

    def start_rebuild(self) -> NewIndex:
        return NewIndex(self._folders, self._layout)

    def _read(self, request: SearchRequest, snapshot: Snapshot) -> SearchResult:
        try:
            return Reading(request, self._layout, snapshot, self._expanders).answer()
        except QuerySyntaxError:
            raise
        except (ValueError, OSError) as error:
            raise SearchUnavailableError(f"the index cannot answer: {error}") from error

    def _answer_nothing(self, request: SearchRequest) -> SearchResult:
        """A new home without records; the question must still be one."""
        read_question(request.text, self._layout.fields)
        check_facets(request.facets, self._layout)
        for name in request.histograms:
            check_histogram(name, self._layout)
        for name in request.grids:
            check_grid(name, self._layout)
        return SearchResult(
            total=0,
            took_ms=0.0,
            hits=(),
            facets=dict.fromkeys(request.facets, ()),
            histograms=dict.fromkeys(request.histograms, ()),
            generation=_NO_GENERATION,
        )
