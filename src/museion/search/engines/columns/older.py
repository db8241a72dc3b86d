"""Answers from an index that was made for other fields, as far as it goes, while a new one is made.

What it does not hold is not counted; a question that asks for it has no answer yet, which is not the same as finding nothing.
"""

from collections.abc import Sequence
from dataclasses import replace

from museion.search.engines.columns.index import Index
from museion.search.engines.columns.reading import Reading
from museion.search.expansion import Expander
from museion.search.requests import IndexUnusableError, QuerySyntaxError, SearchRequest, SearchResult


def read_older(request: SearchRequest, index: Index, expanders: Sequence[Expander]) -> SearchResult:
    held = index.layout.fields
    narrowed = replace(
        request,
        facets=tuple(name for name in request.facets if name in held),
        histograms=tuple(name for name in request.histograms if name in held),
        grids=tuple(name for name in request.grids if name in held),
    )
    try:
        result = Reading(narrowed, index.layout, index, expanders).answer()
    except QuerySyntaxError as error:
        raise IndexUnusableError(f"the index of an older version cannot tell: {error}") from error
    return replace(
        result,
        facets=dict.fromkeys(request.facets, ()) | result.facets,
        histograms=dict.fromkeys(request.histograms, ()) | result.histograms,
    )
