"""Facet counts: one pass over the matches for all facets without a filter of their own, one more for each that has one."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from tantivy import Query, Searcher

from museion.search.documents import FieldKind
from museion.search.engines.tantivy.schema import Layout
from museion.search.requests import FacetValue, InvalidRequestError, SearchRequest


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
    asked = {name: {"terms": {"field": f"t_{name}", "size": size, "segment_size": 4 * size}} for name in names}
    answered: dict[str, Any] = searcher.aggregate(query, asked)
    return {
        name: tuple(
            sorted(
                (FacetValue(bucket["key"], bucket["doc_count"]) for bucket in answered[name]["buckets"]),
                key=lambda value: (-value.count, value.code),
            )
        )
        for name in names
    }
