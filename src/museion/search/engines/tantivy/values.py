"""How many of the matches have which code: the commonest of each field, equals in the order of their codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tantivy import Query, Searcher

from museion.search.engines.columns.facets import MOST_BRANCHES, make_branch_pattern
from museion.search.engines.columns.layout import Layout
from museion.search.engines.tantivy.codes import read_codes
from museion.search.requests import FacetValue

# Each pass: how many more values than asked are read, so that equals can be put in order, and how many values each segment
# of the index reports. A count is exact when every segment reported the value.
_PASSES = ((50, 250), (300, 10_000_000))


def _read_branches(answer: dict[str, Any]) -> tuple[FacetValue, ...]:
    values = (FacetValue(bucket["key"], bucket["doc_count"]) for bucket in answer["buckets"])
    return tuple(sorted(values, key=lambda value: (-value.count, value.code)))


@dataclass(frozen=True, slots=True)
class Counting:
    """The `size` commonest values of fields among the matches of a query, equals in the order of their codes."""

    layout: Layout
    searcher: Searcher
    size: int
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def count(self, names: Sequence[str], query: Query) -> dict[str, tuple[FacetValue, ...]]:
        """Few facets have so many values that the first pass, the cheap one, cannot answer for them."""
        counted: dict[str, tuple[FacetValue, ...]] = {}
        for tied, depth in _PASSES:
            open_names = [name for name in names if name not in counted]
            if not open_names:
                break
            answered: dict[str, Any] = self.searcher.aggregate(
                query, {name: {"terms": self._ask(name, tied, depth)} for name in open_names}
            )
            for name in open_names:
                if self.layout.fields[name].is_tree:
                    counted[name] = _read_branches(answered[name])
                elif (tied, depth) == _PASSES[-1] or self._is_settled(answered[name]):
                    counted[name] = self._read_values(name, answered[name])[: self.size]
        return counted

    def _ask(self, name: str, tied: int, depth: int) -> dict[str, Any]:
        """Of numbers every segment may report all: no dictionary is asked for them."""
        if self.layout.fields[name].is_tree:
            shown = make_branch_pattern(self.filters.get(name, ()))
            return {"field": f"t_{name}", "size": MOST_BRANCHES, "segment_size": MOST_BRANCHES, "include": shown}
        size = self.size + tied
        if self.layout.fields[name].is_open:
            return {"field": f"g_{name}", "size": size, "segment_size": _PASSES[-1][1]}
        return {"field": f"t_{name}", "size": size, "segment_size": max(depth, size)}

    def _is_settled(self, answer: dict[str, Any]) -> bool:
        """Whether the counts are exact, and no value beyond those that were read counts as many as the last one shown."""
        if self.searcher.num_segments > 1 and answer.get("doc_count_error_upper_bound"):
            return False
        counts = [bucket["doc_count"] for bucket in answer["buckets"]]
        is_cut = len(counts) > self.size and counts[self.size - 1] > counts[-1]
        return is_cut or not answer.get("sum_other_doc_count")

    def _read_values(self, name: str, answer: dict[str, Any]) -> tuple[FacetValue, ...]:
        """Those that are shown and their equals."""
        buckets = answer["buckets"]
        if len(buckets) > self.size:
            buckets = [bucket for bucket in buckets if bucket["doc_count"] >= buckets[self.size - 1]["doc_count"]]
        codes = [bucket["key"] for bucket in buckets]
        if self.layout.fields[name].is_open:
            codes = read_codes(list(map(int, codes)), f"v_{name}", self.searcher)
        values = map(FacetValue, codes, (bucket["doc_count"] for bucket in buckets))
        return tuple(sorted(values, key=lambda value: (-value.count, value.code)))
