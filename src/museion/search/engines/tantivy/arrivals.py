"""Many standing requests against the records that just arrived: the records become a small index in memory, and the requests
that could find one of them are asked of it. So a match is what the engine itself would find, once the record is in the index.

The index of all records plays no part in it, so an engine elsewhere has its arrivals matched here too.
"""

import time
from collections.abc import Mapping, Sequence
from functools import cached_property

from tantivy import Document as Row
from tantivy import Index

from museion.search.documents import Document, Field
from museion.search.engines.columns.anchors import Anchors
from museion.search.engines.columns.recent import Recent
from museion.search.engines.columns.rows import make_values
from museion.search.engines.columns.standing import find_by, read_standing
from museion.search.engines.tantivy.counts import TermCounts
from museion.search.engines.tantivy.index import TantivyIndex
from museion.search.engines.tantivy.rows import fill_row
from museion.search.engines.tantivy.schema import TantivyLayout
from museion.search.expansion import Expander
from museion.search.questions import Question
from museion.search.requests import SearchRequest

_HEAP = 15_000_000
_DAY = 86_400
_MOST_STANDING = 50_000
AT_ONCE = 2000
"""Documents in one index in memory."""


class StandingArrivals:
    """Remembers what the requests ask, which seldom change while records arrive all day."""

    def __init__(self, fields: Mapping[str, Field], expanders: Sequence[Expander]) -> None:
        self._fields = fields
        self._expanders = expanders
        self._questions: Recent[Question | None] = Recent(_MOST_STANDING)
        self._standing: tuple[tuple[tuple[SearchRequest, ...], int], Anchors] | None = None

    @cached_property
    def _layout(self) -> TantivyLayout:
        return TantivyLayout.of(self._fields)

    def match(self, documents: Sequence[Document], requests: Sequence[SearchRequest]) -> dict[int, list[str]]:
        """The place of each request that finds some of the documents, with their keys."""
        asked = tuple(requests)
        anchors = self._file(asked)
        found: dict[int, list[str]] = {}
        for start in range(0, len(documents), AT_ONCE):
            part = documents[start : start + AT_ONCE]
            rows = [make_values(document, self._layout) for document in part]
            candidates = anchors.find_candidates(rows)
            if not candidates:
                continue
            index = _index([fill_row(row, self._layout) for row in rows], self._layout)
            for place in candidates:
                held = find_by(asked[place], anchors.questions[place], self._layout, index, len(part))
                if held:
                    found.setdefault(place, []).extend(row.key for row in held)
        return found

    def _file(self, asked: tuple[SearchRequest, ...]) -> Anchors:
        name = (asked, _get_day())
        if self._standing is None or self._standing[0] != name:
            self._standing = (name, Anchors(asked, self.read))
        return self._standing[1]

    def read(self, request: SearchRequest) -> Question | None:
        """What words mean is looked up once a day: thesauri change slowly, and requests stand for long."""
        name = (repr(request), _get_day())
        kept = self._questions.get(name)
        if kept is not None:
            return kept
        return self._questions.put(name, read_standing(request, self._layout, self._expanders))


def _get_day() -> int:
    return int(time.time() // _DAY)


def _index(rows: list[Row], layout: TantivyLayout) -> TantivyIndex:
    index = Index(layout.schema)
    writer = index.writer(_HEAP, 1)
    for row in rows:
        writer.add_document(row)
    writer.commit()
    index.reload()
    searcher = index.searcher()
    return TantivyIndex(layout, searcher, TermCounts(searcher))
