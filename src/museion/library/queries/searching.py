"""Works by a search as the box takes it: for batches, sets, and the field of floods in Peru in Spanish."""

from django.utils.translation import gettext as _

from museion.core.access import Viewer
from museion.core.problems import ProblemError
from museion.search.queries import search
from museion.search.requests import DEEPEST_HIT, SearchRequest, SearchResult, SearchUnavailableError

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
        found = _ask(request)
        keys += [hit.key for hit in found.hits]
        if len(keys) >= found.total or not found.hits:
            break
    return keys


def _ask(request: SearchRequest) -> SearchResult:
    """Raises a problem that a page can show while the index does not answer; it is not that nothing was found."""
    try:
        return search(request)
    except SearchUnavailableError as error:
        told = _("The index does not answer; it is not that nothing was found.")
        raise ProblemError(503, _("The search does not answer"), told, "search-unavailable") from error


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
