"""Facet counts: one pass over the matches for all facets without a filter of their own, one more for each that has one."""

import re
from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from museion.search.documents import TREE_SEPARATOR, FieldKind
from museion.search.engines.columns.index import Index, Query
from museion.search.engines.columns.layout import Layout
from museion.search.requests import FacetValue, InvalidRequestError, SearchRequest

MOST_BRANCHES = 500
# What is opened becomes a pattern, which forged addresses must not make large.
_MOST_OPENED, _LONGEST_OPENED = 20, 100
_SPECIAL = re.compile(r"[\\.+*?()|\[\]{}^$#&~-]")


def count_facets(
    request: SearchRequest, layout: Layout, index: Index, make_query: Callable[[str], Query]
) -> dict[str, tuple[FacetValue, ...]]:
    """`make_query` gives the matches without one field's filter, so that its other values can be chosen too."""
    check_facets(request.facets, layout)
    free = [name for name in request.facets if name not in request.filters]
    counted: dict[str, tuple[FacetValue, ...]] = {}
    if free:
        counted |= index.count_values(free, make_query(""), request.facet_size, {})
    for name in request.facets:
        if name in request.filters:
            counted |= index.count_values([name], make_query(name), request.facet_size, request.filters)
    return {name: counted[name] for name in request.facets}


def check_facets(names: Sequence[str], layout: Layout) -> None:
    for name in names:
        if name not in layout.fields or layout.fields[name].kind != FieldKind.TERM:
            raise InvalidRequestError(_("There is no such facet: %(name)s") % {"name": name})


def escape_special(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def make_branch_pattern(chosen: Sequence[str], escape: Callable[[str], str] = escape_special) -> str:
    """What of a tree is shown: its tops, and what lies directly below each chosen part and the parts above it."""
    opened = {
        TREE_SEPARATOR.join(code.split(TREE_SEPARATOR)[: place + 1])
        for code in chosen[:_MOST_OPENED]
        if len(code) <= _LONGEST_OPENED
        for place in range(code.count(TREE_SEPARATOR) + 1)
    }
    below = [f"{escape(code)}{TREE_SEPARATOR}[^{TREE_SEPARATOR}]+" for code in sorted(opened)]
    return "|".join([f"[^{TREE_SEPARATOR}]+", *below])
