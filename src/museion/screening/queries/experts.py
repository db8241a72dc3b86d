"""Who of the roster could give an opinion: people found by the words of the question, as the search finds them."""

from museion.core.access import Viewer
from museion.network.models import Person
from museion.network.queries import get_people
from museion.search.queries import search
from museion.search.requests import QuerySyntaxError, SearchRequest

MOST = 12


def find_experts(words: str, viewer: Viewer, language: str) -> list[Person]:
    """The best first. Raises `SearchUnavailableError`; a question that cannot be read finds nobody."""
    asked = SearchRequest(
        text=words, tokens=viewer.tokens, filters={"kind": ("person",)}, limit=MOST, language=language, explain=False
    )
    try:
        keys = [hit.key for hit in search(asked).hits]
    except QuerySyntaxError:
        return []
    found = {person.key: person for person in get_people(viewer).filter(key__in=keys)}
    return [found[key] for key in keys if key in found]
