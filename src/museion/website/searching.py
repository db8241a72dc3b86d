"""The site's only way into the search engine."""

from museion.search.requests import SearchRequest, SearchResult, Suggestions
from museion.search.setup import get_engine


def find_hits(request: SearchRequest) -> SearchResult:
    return get_engine().search(request)


def complete_text(text: str, tokens: tuple[str, ...], language: str, *, limit: int = 4) -> Suggestions:
    return get_engine().complete(text, tokens=tokens, language=language, limit=limit)


def count_documents(tokens: tuple[str, ...]) -> int:
    return get_engine().count(tokens=tokens)
