"""The embedded engine with meaning beside words: the same interface, the same access, another order.

Near neighbours are put to the engine itself, so that access and filters hold for them as for any hit. Facets, histograms and grids
count what the words find. Only the first hits are mixed; beyond them stands the order of the words.
"""

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from museion.search.engines.tantivy.engine import TantivyEngine
from museion.search.requests import Hit, Reason, SearchRequest, SearchResult
from museion.search.vectors.fusing import fuse
from museion.search.vectors.model import embed_question
from museion.search.vectors.store import Neighbour, VectorStore

DEPTH = 60
LEAST_SIMILARITY = 0.82
"""Of multilingual-e5-small, whose similarities lie close together: unlike texts stand at about 0.75."""
_WORDS, _RELAXED, _MEANING = 1.0, 0.4, 0.7
_LONGEST_QUESTION = 300
VIA = "vector"


class HybridEngine(TantivyEngine):
    """Where no vectors were made yet, it answers as the engine below it."""

    def __init__(self, root: Path, *told: Any) -> None:
        super().__init__(root, *told)
        self._store = VectorStore(root.parent / "vectors")

    def search(self, request: SearchRequest) -> SearchResult:
        is_mixed = request.text.strip() and not request.sort and not request.keys
        if not is_mixed or request.offset + request.limit > DEPTH or not request.limit:
            return super().search(request)
        started = time.perf_counter()
        worded = super().search(replace(request, offset=0, limit=DEPTH, explain=False))
        near = self._find_near(request)
        if not near:
            return super().search(request)
        weight = _RELAXED if worded.relaxed else _WORDS
        order = fuse([([hit.key for hit in worded.hits], weight), ([held.key for held in near], _MEANING)])
        hits = self._make_page(request, worded, near, order)
        more = len(order) - len(worded.hits)
        took = round((time.perf_counter() - started) * 1000, 3)
        return replace(worded, total=worded.total + more, hits=tuple(hits), took_ms=took)

    def _find_near(self, request: SearchRequest) -> list[Neighbour]:
        """What the asker may see and the filters let through."""
        found = self._store.find(embed_question(request.text[:_LONGEST_QUESTION]), DEPTH * 2)
        near = [held for held in found if held.similarity >= LEAST_SIMILARITY]
        allowed = set(self.match_held(replace(request, text=""), [held.key for held in near]))
        return [held for held in near if held.key in allowed][:DEPTH]

    def _make_page(
        self, request: SearchRequest, worded: SearchResult, near: list[Neighbour], order: dict[str, float]
    ) -> list[Hit]:
        page = list(order)[request.offset : request.offset + request.limit]
        by_words = {hit.key: hit for hit in worded.hits}
        known = tuple(key for key in page if key in by_words)
        told: dict[str, Hit] = {}
        if request.explain and known:
            asked = replace(request, keys=known, offset=0, limit=len(known), facets=(), histograms=(), grids=())
            told = {hit.key: hit for hit in super().search(asked).hits}
        kinds = {held.key: held.kind for held in near} | {key: hit.kind for key, hit in by_words.items()}
        meant = {held.key for held in near}
        return [
            Hit(key, kinds[key], order[key], _explain(told.get(key), request, is_near=key in meant)) for key in page
        ]


def _explain(told: Hit | None, request: SearchRequest, *, is_near: bool) -> tuple[Reason, ...]:
    """The words' shares, and of the whole the half that nearness brought where both found it."""
    if not request.explain:
        return ()
    words = told.why if told else ()
    if not is_near:
        return words
    share = 0.5 if words else 1.0
    return (*(replace(reason, share=reason.share * share) for reason in words), Reason("", request.text, share, VIA))
