"""Sets of works and their curators, who mend the description of what the set finds.

Who chooses the query decides what curators reach: it is changed by those who catalogue, never by a curator.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from museion.core.access import Actor, NotAllowedError, may
from museion.core.harvesting import QUERY_SET_KEEPERS, QuerySet
from museion.core.journal import Change, record_changes
from museion.core.models import Account
from museion.library.models import Work, WorkSet
from museion.library.queries.curating import find_curated_set
from museion.library.queries.searching import split_query

# Who reads a record, and in whose name it stands, is no matter of description.
KEPT_FROM_CURATORS = frozenset({"access", "scope_key", "issued_by_id", "is_reading_room_only"})


class NoSuchAccountError(LookupError):
    """No account in use has this address."""


def may_edit(actor: Actor, work: Work) -> bool:
    return may(actor, "work.update", work) or _curates(actor, work)


def _curates(actor: Actor, work: Work) -> bool:
    return actor.viewer.sees_record(work) and find_curated_set(actor.account_id, work) is not None


def check_edit(actor: Actor, work: Work, values: dict[str, Any]) -> None:
    """Raises `NotAllowedError`. A curator changes what describes the work, and nothing of who may read it."""
    if may(actor, "work.update", work):
        return
    touched = {name for name in KEPT_FROM_CURATORS & values.keys() if values[name] != getattr(work, name)}
    if touched or not _curates(actor, work):
        raise NotAllowedError(actor, "work.update", work)


def may_manage(actor: Actor, held: WorkSet | None) -> bool:
    """Those who catalogue everywhere, and whoever edits in the name of the set's body."""
    scopes = held.body.scope_keys() if held and held.body else ()
    return may(actor, "work.create") or bool(scopes and may(actor, "work_set.update", scopes))


@transaction.atomic
def save_set(
    slug: str, *, titles: dict[str, str], query: str, body_id: int | None, actor: Actor, at: datetime
) -> WorkSet:
    """A new set, or another title; another query only by those who may manage the set."""
    held = WorkSet.objects.filter(slug=slug).select_related("body").first()
    is_curator = held is not None and held.query == query and held.curators.filter(pk=actor.account_id).exists()
    if not is_curator and not may_manage(actor, held):
        raise NotAllowedError(actor, "work_set.update", (slug,))
    made, is_new = WorkSet.objects.update_or_create(
        slug=slug, defaults={"titles": titles, "query": query, "body_id": body_id}
    )
    if held is None and actor.account_id:
        made.curators.add(actor.account_id)
    before = None if held is None else {"slug": slug, "titles": dict(held.titles), "query": held.query}
    action = "work_set.create" if is_new else "work_set.update"
    record_changes([Change(action, "", before, {"slug": slug, "titles": titles, "query": query})], actor=actor, at=at)
    return made


@transaction.atomic
def add_curator(held: WorkSet, email: str, *, actor: Actor, at: datetime) -> Account:
    _check_manage(held, actor)
    account = Account.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if account is None:
        raise NoSuchAccountError(email)
    held.curators.add(account)
    record_changes(
        [Change("work_set.add_curator", "", None, {"slug": held.slug, "account": account.pk})], actor=actor, at=at
    )
    return account


@transaction.atomic
def remove_curator(held: WorkSet, account_id: int, *, actor: Actor, at: datetime) -> None:
    """Everybody may step back by themselves."""
    if account_id != actor.account_id:
        _check_manage(held, actor)
    held.curators.remove(account_id)
    record_changes(
        [Change("work_set.remove_curator", "", {"slug": held.slug, "account": account_id}, None)], actor=actor, at=at
    )


def _check_manage(held: WorkSet, actor: Actor) -> None:
    if not may_manage(actor, held):
        raise NotAllowedError(actor, "work_set.update", (held.slug,))


def offer_set(held: WorkSet, *, actor: Actor, at: datetime) -> list[str]:
    """To harvesters: the setSpecs under which they ask for it."""
    _check_manage(held, actor)
    words, filters = split_query(held.query)
    named = " ".join(f"{name}:{code}" for name, codes in filters.items() for code in codes)
    wanted = QuerySet(held.slug, held.titles.pick("en").text or held.slug, f"{words} kind:work {named}".strip())
    return [keep(wanted, actor, at) for keep in QUERY_SET_KEEPERS]
