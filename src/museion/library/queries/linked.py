"""How many publications are by, about or from a record of any room, or on a topic; its page leads to them."""

from urllib.parse import urlencode

from django.utils.translation import get_language, ngettext

from museion.core.access import Viewer
from museion.core.beside import Beside
from museion.core.countries import get_country_name
from museion.core.kinds import find_kind
from museion.core.models import Record
from museion.search.queries import search
from museion.search.requests import QuerySyntaxError, SearchRequest, SearchUnavailableError

# Pages of these say themselves what belongs to them.
_OWN = frozenset({"work", "file", "page", "archive_unit", "reading_list", "reading_request", "deposit", "law"})


def find_publications(record: Record, viewer: Viewer) -> Beside | None:
    """None too while there is no index: the record's own page must not wait for one."""
    kind = find_kind(record.key)
    if kind is None or kind.name in _OWN:
        return None
    for name in ("linked", "issued_by"):
        count = _count(name, record.key, viewer)
        if count:
            label = ngettext("%(count)s publication", "%(count)s publications", count) % {"count": count}
            return Beside(label, f"/search?kind=work&{name}={record.key}", count)
    return None


def _count(name: str, key: str, viewer: Viewer) -> int:
    filters: dict[str, tuple[str, ...]] = {"kind": ("work",), name: (key,)}
    try:
        return search(SearchRequest(tokens=viewer.tokens, filters=filters, limit=0, explain=False)).total
    except SearchUnavailableError:
        return 0


def find_publications_on(words: str, country: str, viewer: Viewer) -> Beside | None:
    """On floods in Peru; where there is none of the country, on floods anywhere."""
    for code in dict.fromkeys((country, "")):
        filters: dict[str, tuple[str, ...]] = {"kind": ("work",)}
        if code:
            filters["country"] = (code,)
        try:
            found = search(SearchRequest(text=words, tokens=viewer.tokens, filters=filters, limit=0, explain=False))
        except (SearchUnavailableError, QuerySyntaxError):
            return None
        if found.total and not found.relaxed:
            label = ngettext("%(count)s publication", "%(count)s publications", found.total) % {"count": found.total}
            place = f", {get_country_name(code, get_language() or 'en')}" if code else ""
            address = urlencode({"kind": "work", "q": words} | ({"country": code} if code else {}))
            return Beside(f"{label}: {words}{place}", f"/search?{address}", found.total)
    return None
