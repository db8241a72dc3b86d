"""Words of names that begin so, most frequent first, among the records that the viewer sees.

Counting every such word among those records would take as long as there are words; the dictionary's own counts are an upper
bound, so that only the most frequent ones are counted until no later one can come before them.
"""

from tantivy import Query, Searcher

from museion.search.analysis import fold
from museion.search.engines.tantivy.gates import Access
from museion.search.engines.tantivy.schema import HEAD_SEPARATOR, HEADS

_MOST_HEADS = 1000


def complete_word(prefix: str, searcher: Searcher, access: Access, limit: int) -> list[str]:
    """As the records write them, one spelling of each."""
    wanted = fold(prefix.strip())
    if not wanted:
        return []
    best: dict[str, tuple[int, str]] = {}
    for head, bound in searcher.terms_with_prefix(HEADS, wanted, limit=_MOST_HEADS):
        if len(best) >= limit and bound <= sorted((count for count, _ in best.values()), reverse=True)[limit - 1]:
            break
        count = _count_visible(head, searcher, access)
        folded, _, written = head.partition(HEAD_SEPARATOR)
        if count > best.get(folded, (0, ""))[0]:
            best[folded] = (count, written)
    ranked = sorted(best.items(), key=lambda held: (-held[1][0], held[0]))
    return [written for _, (_count, written) in ranked[:limit]]


def _count_visible(head: str, searcher: Searcher, access: Access) -> int:
    query = access.narrow([Query.term_query(access.schema, HEADS, head, "basic")])
    return int(getattr(searcher.search(query, 1), "count", 0) or 0)
