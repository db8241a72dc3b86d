"""Standing requests: what they ask, and which of some records they find."""

from collections.abc import Sequence
from typing import Protocol

from museion.search.documents import Document
from museion.search.engines.columns.clauses import Lookup
from museion.search.engines.columns.index import Index, Query, Row
from museion.search.engines.columns.layout import KEY, Layout
from museion.search.engines.columns.matching import match_filters, match_question
from museion.search.expansion import Expander, expand, make_look_up, switch_off
from museion.search.questions import Question
from museion.search.requests import QuerySyntaxError, SearchRequest
from museion.search.syntax import read_question


class Arrivals(Protocol):
    """Matches standing requests against records that are in no index yet."""

    def match(self, documents: Sequence[Document], requests: Sequence[SearchRequest]) -> dict[int, list[str]]:
        """The place of each request that finds some of the documents, with their keys."""
        ...

    def read(self, request: SearchRequest) -> Question | None:
        """What it asks; None for a question that cannot be read."""
        ...


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
    request: SearchRequest, question: Question | None, keys: Sequence[str], layout: Layout, index: Index
) -> list[str]:
    """Which of these records the index finds by the request, just as asked."""
    among = index.make.any_of(KEY, keys)
    if request.tokens:
        among = index.open_access(request.tokens).narrow([among])
    return [row.key for row in find_by(request, question, layout, index, len(keys), among)]


def find_by(
    request: SearchRequest,
    question: Question | None,
    layout: Layout,
    index: Index,
    most: int,
    among: Query | None = None,
) -> tuple[Row, ...]:
    """What the request finds, in no order; nothing for a filter by a field that no room declares any more."""
    if question is None:
        return ()
    lookup = Lookup(layout, index, request.language)
    try:
        queries = [match_question(question, lookup), *match_filters(request, lookup)]
    except QuerySyntaxError:
        return ()
    return index.find(index.make.both([*queries, among] if among else queries), most, is_counted=False).rows
