"""Many standing requests against the records that just arrived: the records become a small index in memory, and the requests
that could find one of them are asked of it. So a match is what the engine itself would find, once the record is in the index.
"""

from collections.abc import Sequence

from tantivy import Document as Row
from tantivy import Index, Query, Searcher

from museion.search.documents import Document
from museion.search.engines.tantivy.anchors import Anchors
from museion.search.engines.tantivy.clauses import Lookup
from museion.search.engines.tantivy.counts import TermCounts
from museion.search.engines.tantivy.explanation import Place, get_place
from museion.search.engines.tantivy.gates import read_access
from museion.search.engines.tantivy.matching import both, either, match_filters, match_question
from museion.search.engines.tantivy.rows import make_values
from museion.search.engines.tantivy.schema import KEY, Layout
from museion.search.engines.tantivy.snapshots import Snapshot
from museion.search.expansion import Expander, expand, make_look_up, switch_off
from museion.search.questions import Question
from museion.search.requests import QuerySyntaxError, SearchRequest
from museion.search.syntax import read_question

_HEAP = 15_000_000
AT_ONCE = 2000
"""Documents in one index in memory."""


def match_arrivals(
    documents: Sequence[Document], requests: Sequence[SearchRequest], anchors: Anchors, layout: Layout
) -> dict[int, list[str]]:
    """The place of each request that finds some of the documents, with their keys."""
    found: dict[int, list[str]] = {}
    for start in range(0, len(documents), AT_ONCE):
        part = documents[start : start + AT_ONCE]
        rows = [make_values(document, layout) for document in part]
        candidates = anchors.find_candidates(rows)
        if not candidates:
            continue
        searcher = _index([Row.from_dict(row, layout.schema) for row in rows], layout)
        keys = _read_keys(searcher, len(part))
        for place in candidates:
            places = _find(requests[place], anchors.questions[place], layout, searcher, len(part))
            if places:
                found.setdefault(place, []).extend(keys[held] for held in places)
    return found


def _index(rows: list[Row], layout: Layout) -> Searcher:
    index = Index(layout.schema)
    writer = index.writer(_HEAP, 1)
    for row in rows:
        writer.add_document(row)
    writer.commit()
    index.reload()
    return index.searcher()


def _read_keys(searcher: Searcher, count: int) -> dict[Place, str]:
    """Each record's key once: many requests find the same one."""
    addresses = [address for _score, address in searcher.search(Query.all_query(), count, count=False).hits]
    return {get_place(address): str(searcher.doc(address).get_first(KEY)) for address in addresses}


def read_standing(request: SearchRequest, layout: Layout, expanders: Sequence[Expander]) -> Question | None:
    """With what its words mean; None for a question that cannot be read."""
    try:
        question = read_question(request.text, layout.fields)
    except QuerySyntaxError:
        return None
    if not request.bridge:
        return question
    return switch_off(expand(question, make_look_up(expanders, request.language)), request.without)


def match_held(
    request: SearchRequest, question: Question | None, keys: Sequence[str], layout: Layout, snapshot: Snapshot
) -> list[str]:
    """Which of these records the index finds by the request, just as asked."""
    among = either([Query.term_query(snapshot.schema, KEY, key, "basic") for key in keys])
    if request.tokens:
        among = read_access(request.tokens, snapshot.schema, snapshot.searcher).narrow([among])
    places = set(_find(request, question, layout, snapshot.searcher, len(keys), among))
    held = snapshot.searcher.search(among, len(keys), count=False).hits if places else []
    return [
        str(snapshot.searcher.doc(address).get_first(KEY)) for _score, address in held if get_place(address) in places
    ]


def _find(
    request: SearchRequest,
    question: Question | None,
    layout: Layout,
    searcher: Searcher,
    most: int,
    among: Query | None = None,
) -> list[Place]:
    if question is None:
        return []
    lookup = Lookup(layout, layout.schema, searcher, TermCounts(searcher), request.language)
    try:
        queries = [match_question(question, lookup), *match_filters(request, lookup)]
    except QuerySyntaxError:
        # A filter by a field that no room declares any more.
        return []
    hits = searcher.search(both([*queries, among] if among else queries), most, count=False).hits
    return [get_place(address) for _score, address in hits]
