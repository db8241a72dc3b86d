"""Works by a search as the box takes it: for batches, sets, and the field of floods in Peru in Spanish."""

from museion.core.access import Viewer
from museion.search.queries import search
from museion.search.requests import DEEPEST_HIT, SearchRequest

_PAGE = 1000


def find_works(query: str, viewer: Viewer, language: str, *, limit: int) -> list[str]:
    """Keys in the order of relevance. `query` may hold filters after the words: `floods country=PE language=es`."""
    text, filters = split_query(query)
    keys: list[str] = []
    while len(keys) < limit and len(keys) < DEEPEST_HIT:
        request = SearchRequest(
            text=text,
            tokens=viewer.tokens,
            filters={"kind": ("work",), **filters},
            offset=len(keys),
            limit=min(_PAGE, limit - len(keys)),
            language=language,
            explain=False,
        )
        found = search(request)
        keys += [hit.key for hit in found.hits]
        if len(keys) >= found.total or not found.hits:
            break
    return keys


def split_query(query: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    words, filters = [], dict[str, list[str]]()
    for part in query.split():
        name, equals, code = part.partition("=")
        if equals and name in _FILTERS and code:
            filters.setdefault(name, []).append(code)
        else:
            words.append(part)
    return " ".join(words), {name: tuple(codes) for name, codes in filters.items()}


_FILTERS = frozenset(
    {"country", "language", "original_language", "reference_type", "issued_by", "source", "has_file", "linked"}
)
