"""Questions to the index, whichever engine holds it."""

from museion.search.requests import SearchRequest, SearchResult, Suggestions
from museion.search.setup import get_engine


def search(request: SearchRequest) -> SearchResult:
    """Raises `QuerySyntaxError` where the text is no query, `SearchUnavailableError` where the index cannot answer."""
    return get_engine().search(request)


def complete(text: str, *, tokens: tuple[str, ...], language: str, limit: int = 4) -> Suggestions:
    """What a question that is being typed may become."""
    return get_engine().complete(text, tokens=tokens, language=language, limit=limit)


def suggest(prefix: str, *, tokens: tuple[str, ...], limit: int = 10) -> list[str]:
    return get_engine().suggest(prefix, tokens=tokens, limit=limit)
