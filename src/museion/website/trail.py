"""The way from a list of hits through their records: a hit's link says which search it came from and at which place.

The record's page asks the same search for its neighbours, so that no session is kept and a link can be handed on.
"""

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, QueryDict

from museion.core.http.asking import get_languages, get_viewer
from museion.core.numerals import read_whole
from museion.search.requests import DEEPEST_HIT, Hit, QuerySyntaxError, SearchUnavailableError
from museion.website.question import Question, read_question
from museion.website.searching import find_hits


@dataclass(frozen=True, slots=True)
class Trail:
    """Where a record stands in the search that led to it. Ranks count from 1."""

    back_url: str
    rank: int
    total: int
    previous_url: str = ""
    next_url: str = ""


def make_hit_url(question: Question, key: str, rank: int) -> str:
    asked = urlencode(replace(question, page=1, view="list").get_parameters())
    return f"/id/{key}?{urlencode({'from': asked, 'at': rank})}"


def find_trail(request: HttpRequest) -> Trail | None:
    """None for who did not come from a search, or when the search cannot be asked again."""
    rank = _read_rank(request.GET.get("at", ""))
    if not rank or "from" not in request.GET:
        return None
    question = read_question(QueryDict(urlencode(parse_qsl(request.GET["from"]))))
    first = max(0, rank - 2)
    asked = question.make_request(tokens=get_viewer(request).tokens, language=get_languages(request)[0])
    try:
        result = find_hits(replace(asked, offset=first, limit=3, explain=False))
    except (QuerySyntaxError, SearchUnavailableError):
        return None
    by_rank = {first + 1 + position: hit for position, hit in enumerate(result.hits)}
    return Trail(
        back_url=question.get_address(page=(rank - 1) // asked.limit + 1),
        rank=rank,
        total=result.total,
        previous_url=_make_url(question, by_rank.get(rank - 1), rank - 1),
        next_url=_make_url(question, by_rank.get(rank + 1), rank + 1),
    )


def _make_url(question: Question, hit: Hit | None, rank: int) -> str:
    return make_hit_url(question, hit.key, rank) if hit else ""


def _read_rank(text: str) -> int:
    return read_whole(text, most=DEEPEST_HIT - 1) or 0
