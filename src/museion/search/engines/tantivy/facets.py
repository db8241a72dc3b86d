"""Facet counts: one pass over the matches for all facets without a filter of their own, one more for each that has one."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from tantivy import Query, Searcher

from museion.search.documents import FieldKind
from museion.search.engines.tantivy.schema import Layout
from museion.search.requests import FacetValue, InvalidRequestError, SearchRequest

# Each pass: how many more values than asked are read, so that equals can be put in order, and how many values each segment
# of the index reports. A count is exact when every segment reported the value.
_PASSES = ((50, 250), (300, 10_000_000))


def count_facets(
    request: SearchRequest, layout: Layout, searcher: Searcher, make_query: Callable[[str], Query]
) -> dict[str, tuple[FacetValue, ...]]:
    """`make_query` gives the matches without one field's filter, so that its other values can be chosen too."""
    check_facets(request.facets, layout)
    free = [name for name in request.facets if name not in request.filters]
    counted: dict[str, tuple[FacetValue, ...]] = {}
    if free:
        counted |= _count(free, request.facet_size, searcher, make_query(""))
    for name in request.facets:
        if name in request.filters:
            counted |= _count([name], request.facet_size, searcher, make_query(name))
    return {name: counted[name] for name in request.facets}


def check_facets(names: Sequence[str], layout: Layout) -> None:
    for name in names:
        if name not in layout.fields or layout.fields[name].kind != FieldKind.TERM:
            raise InvalidRequestError(_("There is no such facet: %(name)s") % {"name": name})


def _count(names: Sequence[str], size: int, searcher: Searcher, query: Query) -> dict[str, tuple[FacetValue, ...]]:
    """Few facets have so many values that the first pass, the cheap one, cannot answer for them."""
    counted: dict[str, tuple[FacetValue, ...]] = {}
    for tied, depth in _PASSES:
        open_names = [name for name in names if name not in counted]
        if not open_names:
            break
        terms = {"size": size + tied, "segment_size": max(depth, size + tied)}
        answered: dict[str, Any] = searcher.aggregate(
            query, {name: {"terms": {"field": f"t_{name}", **terms}} for name in open_names}
        )
        for name in open_names:
            is_exact = searcher.num_segments == 1 or not answered[name].get("doc_count_error_upper_bound")
            if (is_exact and _is_settled(answered[name], size)) or (tied, depth) == _PASSES[-1]:
                counted[name] = _read_values(answered[name])[:size]
    return counted


def _is_settled(answer: dict[str, Any], size: int) -> bool:
    """Whether no value beyond those that were read counts as many as the last one shown."""
    counts = [bucket["doc_count"] for bucket in answer["buckets"]]
    return not answer.get("sum_other_doc_count") or (len(counts) > size and counts[size - 1] > counts[-1])


def _read_values(answer: dict[str, Any]) -> tuple[FacetValue, ...]:
    values = (FacetValue(bucket["key"], bucket["doc_count"]) for bucket in answer["buckets"])
    return tuple(sorted(values, key=lambda value: (-value.count, value.code)))
