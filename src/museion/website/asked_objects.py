"""A search of the site as a list of one museum's objects, for who takes them along."""

from dataclasses import replace

from django.http import QueryDict
from django.utils.translation import get_language

from museion.core.access import Viewer
from museion.website.question import KIND, read_question
from museion.website.searching import find_hits

OBJECT = "object"


def find_keys(query: str, museum_key: str, viewer: Viewer, most: int) -> list[str]:
    """Raises `QuerySyntaxError` and `SearchUnavailableError`."""
    question = read_question(QueryDict(query))
    filters = {**question.filters, KIND: (OBJECT,), "museum": (museum_key,)}
    asked = replace(question, filters=filters, page=1).make_request(
        tokens=viewer.tokens, language=get_language() or "en"
    )
    return [hit.key for hit in find_hits(replace(asked, limit=most, explain=False)).hits]
