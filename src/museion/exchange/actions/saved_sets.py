"""Sets that a query names: made by who may, asked anew from time to time."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.core.bulk import chunk
from museion.core.harvesting import QuerySet
from museion.core.journal import Change, record_changes
from museion.core.problems import ProblemError
from museion.core.waiting import has_come
from museion.exchange.models import Publication, SavedSet, SavedSetMember
from museion.search.queries import search
from museion.search.requests import DEEPEST_HIT, QuerySyntaxError, SearchRequest, SearchUnavailableError

REFRESH_EVERY = timedelta(minutes=10)
_PAGE = 1000


def keep_query_set(wanted: QuerySet, actor: Actor, at: datetime) -> str:
    """For rooms that keep queries of their own; returns the setSpec."""
    saved = create_saved_set(title=wanted.title, text=wanted.text, slug=wanted.slug, actor=actor, at=at)
    return f"query:{saved.slug}"


def create_saved_set(*, title: str, text: str, actor: Actor, at: datetime, slug: str = "") -> SavedSet:
    check_right(actor, "saved_set.create")
    slug = slugify(slug or title)[:60]
    if not slug or not text.strip() or SavedSet.objects.filter(slug=slug).exists():
        detail = _("Give it a title in Latin letters that no other set has, and a query.")
        raise ProblemError(400, _("The set cannot be made"), detail, "bad-set")
    keys = _find_keys_now(text)
    with transaction.atomic():
        saved = SavedSet.objects.create(slug=slug, title=title[:200], text=text, created_at=at, refreshed_at=at)
        _replace_members(saved, keys, at)
        values = {"slug": slug, "title": title, "text": text}
        record_changes([Change("saved_set.create", "", None, values)], actor=actor, at=at)
    return saved


def withdraw_saved_set(saved: SavedSet, *, actor: Actor, at: datetime) -> None:
    check_right(actor, "saved_set.withdraw")
    with transaction.atomic():
        _touch([member.key for member in saved.members.all()], at)
        record_changes([Change("saved_set.withdraw", "", {"slug": saved.slug}, None)], actor=actor, at=at)
        saved.delete()


def refresh_due_sets(now: datetime) -> int:
    is_due = Q(refreshed_at__isnull=True) | has_come("refreshed_at", now - REFRESH_EVERY, REFRESH_EVERY)
    due = SavedSet.objects.filter(is_due)
    return sum(refresh_set(saved, now) for saved in due)


def refresh_set(saved: SavedSet, now: datetime) -> int:
    """Ask the query anew; while the index does not answer, the set stays what it was."""
    try:
        keys, saved.problem = find_keys(saved.text), ""
    except SearchUnavailableError:
        return 0
    except ProblemError as error:
        saved.problem = str(error)
        keys = []
    with transaction.atomic():
        saved.refreshed_at = now
        saved.save(update_fields=["refreshed_at", "problem"])
        if not saved.problem:
            _replace_members(saved, keys, now)
    return 1


def _find_keys_now(text: str) -> list[str]:
    """As `find_keys`, for somebody who waits: an index that does not answer is a problem told, and no set is made."""
    try:
        return find_keys(text)
    except SearchUnavailableError as error:
        told = _("The index does not answer; it is not that nothing was found.")
        raise ProblemError(503, _("The search does not answer"), told, "search-unavailable") from error


def find_keys(text: str) -> list[str]:
    """Public records that the query finds; refuses what finds more than an index pages through."""
    try:
        return list(_iterate_keys(text))
    except QuerySyntaxError as error:
        raise ProblemError(400, _("The query cannot be read"), str(error), "query-syntax") from error


def _iterate_keys(text: str) -> Iterator[str]:
    for offset in range(0, DEEPEST_HIT, _PAGE):
        request = SearchRequest(text=text, offset=offset, limit=_PAGE, explain=False)
        result = search(request)
        if result.relaxed:
            return
        if result.total > DEEPEST_HIT:
            detail = _("A set holds at most %(most)s records; this query finds %(total)s.")
            values = {"most": DEEPEST_HIT, "total": result.total}
            raise ProblemError(400, _("Too many records"), detail % values, "set-too-large")
        yield from (hit.key for hit in result.hits)
        if offset + _PAGE >= result.total:
            return


def _replace_members(saved: SavedSet, keys: list[str], at: datetime) -> None:
    """Who joined and who left get a new datestamp, so that harvesters learn of it."""
    held, wanted = set(saved.members.values_list("key", flat=True)), set(keys)
    gone, new = sorted(held - wanted), sorted(wanted - held)
    for part in chunk(gone):
        saved.members.filter(key__in=part).delete()
    SavedSetMember.objects.bulk_create([SavedSetMember(saved_set=saved, key=key) for key in new])
    _touch([*gone, *new], at)


def _touch(keys: list[str], at: datetime) -> None:
    for part in chunk(keys):
        Publication.objects.filter(key__in=part).update(datestamp=at.replace(microsecond=0))
