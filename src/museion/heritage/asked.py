"""Objects as a search of the site finds them: the door that reads such searches adds itself here."""

from collections.abc import Callable, Sequence

from museion.core.access import Viewer

FindAsked = Callable[[str, str, Viewer, int], Sequence[str]]
"""The query string of a search, the key of a museum, who asks and at most how many: keys of that museum's objects.

Raises `QuerySyntaxError` and `SearchUnavailableError`.
"""

OBJECT_FINDERS: list[FindAsked] = []


def find_asked(query: str, museum_key: str, viewer: Viewer, most: int) -> list[str]:
    return [key for find in OBJECT_FINDERS for key in find(query, museum_key, viewer, most)]
