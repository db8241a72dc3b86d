"""How many records hold a term, looked up once in each commit: one question asks for the same hundreds of terms as the last."""

from tantivy import Searcher

_MOST = 100_000


class TermCounts:
    """Of one snapshot. Safe from any thread: whoever comes second writes the same number."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._held: dict[tuple[str, str], int] = {}

    def get(self, column: str, word: str) -> int:
        count = self._held.get((column, word))
        if count is None:
            if len(self._held) >= _MOST:
                self._held = {}
            count = self._held[column, word] = self._searcher.doc_freq(column, word)
        return count
