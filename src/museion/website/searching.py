"""The site's only way into the search engine."""

from museion.search.requests import SearchRequest, SearchResult
from museion.search.setup import get_engine


def find_hits(request: SearchRequest) -> SearchResult:
    return get_engine().search(request)


def suggest_words(prefix: str, tokens: tuple[str, ...]) -> list[str]:
    return get_engine().suggest(prefix, tokens=tokens)


def count_documents() -> int:
    return get_engine().count()
