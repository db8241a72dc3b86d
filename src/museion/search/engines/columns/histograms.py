"""How many records there are of each time: spans of years counted in every bar that they touch.

A span touches a bar unless it ends before it or begins after it, so counting beginnings and ends is enough: those that began by
the bar's end, less those that ended before its start.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

from django.utils.translation import gettext as _

from museion.search.documents import FieldKind
from museion.search.engines.columns.index import Index, Query
from museion.search.engines.columns.layout import Layout
from museion.search.requests import Bar, InvalidRequestError, Span

MOST_BARS = 40
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 1_000_000)
# A few records of another age would press all others into one bar: beyond these, one open bar holds them.
_CORE = ("1.0", "99.0")
_LEAST_GAIN = 3


def count_years(name: str, query: Query, span: Span | None, layout: Layout, index: Index) -> tuple[Bar, ...]:
    """Bars without gaps from the earliest to the latest; none where no match is dated. `span`: what was asked for, if it was."""
    check_histogram(name, layout)
    first, last = _find_bounds(name, query, index)
    if first is None or last is None:
        return ()
    start, end = _choose_core(name, query, first, last, index) if span is None else _clip(span, first, last)
    step = next((step for step in _STEPS if (end - start) // step < MOST_BARS), _STEPS[-1])
    edges = list(range(start // step * step, end // step * step + step + 1, step))
    begun, ended = (_count_between(f"{column}_{name}", edges, query, index) for column in "ab")
    return _make_bars(edges, begun, ended, is_open=span is None)


def check_histogram(name: str, layout: Layout) -> None:
    if name not in layout.fields or layout.fields[name].kind != FieldKind.YEARS:
        raise InvalidRequestError(_("There is no such field of years: %(name)s") % {"name": name})


def _find_bounds(name: str, query: Query, index: Index) -> tuple[int | None, int | None]:
    asked = {"a": {"min": {"field": f"a_{name}"}}, "b": {"max": {"field": f"b_{name}"}}}
    answered: dict[str, Any] = index.aggregate(query, asked)
    first, last = answered["a"]["value"], answered["b"]["value"]
    return (None, None) if first is None or last is None else (int(first), int(last))


def _choose_core(name: str, query: Query, first: int, last: int, index: Index) -> tuple[int, int]:
    """Without the outermost hundredths, where that makes the bars much finer."""
    percents = [float(percent) for percent in _CORE]
    asked = {column: {"percentiles": {"field": f"{column}_{name}", "percents": percents}} for column in ("a", "b")}
    answered: dict[str, Any] = index.aggregate(query, asked)
    low, high = answered["a"]["values"][_CORE[0]], answered["b"]["values"][_CORE[1]]
    is_finer = low is not None and high is not None and (high - low + 1) * _LEAST_GAIN < last - first
    return (int(low), int(high)) if is_finer else (first, last)


def _clip(span: Span, first: int, last: int) -> tuple[int, int]:
    start = first if span.least is None else max(first, span.least)
    return start, max(start, last if span.most is None else min(last, span.most))


def _count_between(column: str, edges: Sequence[int], query: Query, index: Index) -> list[int]:
    """How many values lie before the first edge, between each two, and from the last edge on."""
    ranges: list[dict[str, float]] = [{"to": float(edges[0])}]
    ranges += [{"from": float(low), "to": float(high)} for low, high in pairwise(edges)]
    ranges.append({"from": float(edges[-1])})
    answered: dict[str, Any] = index.aggregate(query, {"r": {"range": {"field": column, "ranges": ranges}}})
    # The engine names an open end by leaving it out, and adds no bucket of its own as the ranges leave no gap.
    by_start = {bucket.get("from"): bucket["doc_count"] for bucket in answered["r"]["buckets"]}
    return [by_start.get(asked.get("from"), 0) for asked in ranges]


def _make_bars(edges: Sequence[int], begun: list[int], ended: list[int], *, is_open: bool) -> tuple[Bar, ...]:
    begun_by, ended_by = list(accumulate(begun)), list(accumulate(ended))
    bars = [
        Bar(edges[place], edges[place + 1] - 1, begun_by[place + 1] - ended_by[place])
        for place in range(len(edges) - 1)
    ]
    earlier, later = begun[0], ended[-1]
    if is_open and earlier:
        bars.insert(0, Bar(None, edges[0] - 1, earlier))
    if is_open and later:
        bars.append(Bar(edges[-1], None, later))
    return tuple(bars)
