"""Which sets somebody looks after, and whether one of them finds a work."""

from museion.core.access import OPEN_LEVELS, Viewer
from museion.library.models import Work, WorkSet
from museion.library.queries.searching import split_query
from museion.search.queries import search
from museion.search.requests import QuerySyntaxError, SearchRequest, SearchUnavailableError


def find_curated_set(account_id: int | None, work: Work) -> WorkSet | None:
    """The first set of the curator that finds the work now. Whether they may see the work is asked elsewhere."""
    if account_id is None:
        return None
    sets = WorkSet.objects.filter(curators__id=account_id, curators__is_active=True)
    return next((held for held in sets if finds(held, work)), None)


def finds(held: WorkSet, work: Work) -> bool:
    text, filters = split_query(held.query)
    viewer = Viewer(OPEN_LEVELS, frozenset(work.scope_keys()))
    request = SearchRequest(
        text=text,
        tokens=viewer.tokens,
        filters={"kind": ("work",), **filters},
        keys=(work.key,),
        limit=1,
        explain=False,
    )
    try:
        return bool(search(request).total)
    except (QuerySyntaxError, SearchUnavailableError):
        return False
