"""Words that begin so among the records that the viewer sees, most frequent first.

Counting every such word among those records would take as long as there are words; the dictionary's own counts are an upper
bound, so that only the most frequent ones are counted until no later one can come before them.
"""

from typing import TYPE_CHECKING

from museion.search.engines.columns.heads import read_head
from museion.search.engines.columns.index import Access

if TYPE_CHECKING:
    from museion.search.engines.tantivy.index import TantivyIndex  # which asks this module

_MOST_HEADS = 1000


def list_visible_terms(
    column: str, prefix: str, access: Access, index: "TantivyIndex", *, limit: int
) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    best: dict[str, int] = {}
    for head, bound in index.list_terms(column, prefix, limit=_MOST_HEADS):
        if len(best) >= limit and bound <= sorted(best.values(), reverse=True)[limit - 1]:
            break
        count = index.count(access.narrow([index.make.term(column, head, is_scored=False)]))
        if count:
            found.append((head, count))
            folded = read_head(head)[0]
            best[folded] = max(count, best.get(folded, 0))
    return found
