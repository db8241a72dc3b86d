"""Words of names that begin so, most frequent first, among the records that the viewer sees."""

from museion.search.analysis import fold
from museion.search.engines.columns.index import Access, Index
from museion.search.engines.columns.layout import HEAD_SEPARATOR, HEADS


def complete_word(prefix: str, index: Index, access: Access, limit: int) -> list[str]:
    """As the records write them, one spelling of each."""
    wanted = fold(prefix.strip())
    if not wanted:
        return []
    best: dict[str, tuple[int, str]] = {}
    for head, count in index.list_visible_terms(HEADS, wanted, access, limit=limit):
        folded, written = read_head(head)
        if count > best.get(folded, (0, ""))[0]:
            best[folded] = (count, written)
    ranked = sorted(best.items(), key=lambda held: (-held[1][0], held[0]))
    return [written for _, (_count, written) in ranked[:limit]]


def read_head(head: str) -> tuple[str, str]:
    """A word of a name folded, and as written."""
    folded, _, written = head.partition(HEAD_SEPARATOR)
    return folded, written
