"""Writing publications: one, or a batch of an import, with their numbers and the doubles that they may be."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from museion.core.access import Actor, check_right
from museion.core.bulk import chunk, delete_rows, insert_rows
from museion.core.journal import Change, record_changes
from museion.core.models.records import KeyCounter
from museion.core.outbox import announce
from museion.core.saving import Draft, Saved, save_drafts, withdraw_records
from museion.library.actions.curating import check_edit
from museion.library.actions.opening import follow_works
from museion.library.actions.pairing import record_pairs
from museion.library.formats.publication import FIELD_NAMES, make_publication
from museion.library.models import FilePage, Holding, Work, WorkNumber
from museion.library.values import derive_values
from museion.network.models import Body

INDEXED_SCHEMES = frozenset({"isbn", "issn", "doi", "handle", "oclc"})


@transaction.atomic
def save_works(drafts: Sequence[Draft], *, actor: Actor, at: datetime, reason: str = "") -> Saved:
    """Write many publications at once, as an import does; those that are new are held against the others."""
    check_right(actor, "work.import")
    first_new = _get_next_number()
    saved = save_drafts(Work, drafts, kind="work", actor=actor, at=at, reason=reason)
    _keep_numbers(drafts)
    record_pairs([draft.id for draft in drafts if draft.id and draft.id >= first_new])
    follow_works([draft.id for draft in drafts if draft.id and draft.id < first_new], actor=actor, at=at)
    return saved


def create_work(
    values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "", links: dict[str, list[int]] | None = None
) -> Work:
    check_right(actor, "work.create", _get_scopes(values))
    draft = Draft(values | derive_values(make_publication(values)), links or {})
    with transaction.atomic():
        saved = save_drafts(Work, [draft], kind="work", actor=actor, at=at, reason=reason)
        _keep_numbers([draft])
        record_pairs([draft.id] if draft.id else [])
    return Work.objects.get(key=saved.keys[0])


def update_work(
    work: Work,
    values: dict[str, Any],
    *,
    actor: Actor,
    at: datetime,
    reason: str = "",
    links: dict[str, list[int]] | None = None,
) -> None:
    check_edit(actor, work, values)
    whole = {name: values.get(name, getattr(work, name)) for name in FIELD_NAMES}
    draft = Draft(values | derive_values(make_publication(whole)), links or {}, id=work.id)
    with transaction.atomic():
        save_drafts(Work, [draft], kind="work", actor=actor, at=at, reason=reason)
        if "numbers" in values:
            _keep_numbers([draft])
        follow_works([work.id] if "access" in values else [], actor=actor, at=at)


@transaction.atomic
def withdraw_work(work: Work, *, actor: Actor, at: datetime, reason: str) -> None:
    check_right(actor, "work.withdraw", work)
    withdraw_records(Work, [work.key], kind="work", actor=actor, at=at, reason=reason)
    announce("page", list(FilePage.objects.filter(file__work=work).values_list("key", flat=True)))


def _get_scopes(values: dict[str, Any]) -> list[str]:
    """As `Work.scope_keys` will have it: who writes for a body writes what it issues."""
    body = Body.objects.filter(pk=values.get("issued_by_id") or 0).first()
    return [*filter(None, [values.get("scope_key")]), *(body.scope_keys() if body else ())]


def _get_next_number() -> int:
    return KeyCounter.objects.filter(letter=Work.LETTER).values_list("next_number", flat=True).first() or 1


def _keep_numbers(drafts: Sequence[Draft]) -> None:
    """The table of numbers as the drafts state them; a work whose numbers stand already costs no write."""
    wanted = {
        draft.id: {
            (held["scheme"], held["value"][:255]) for held in draft.values.get("numbers", []) if _is_indexed(held)
        }
        for draft in drafts
        if draft.id and "numbers" in draft.values
    }
    held: dict[int, set[tuple[str, str]]] = {}
    for part in chunk(list(wanted)):
        rows = WorkNumber.objects.filter(work_id__in=part)
        for work_id, scheme, value in rows.values_list("work_id", "scheme", "value"):
            held.setdefault(work_id, set()).add((scheme, value))
    changed = [work_id for work_id, numbers in wanted.items() if held.get(work_id, set()) != numbers]
    delete_rows(WorkNumber, "work", [work_id for work_id in changed if work_id in held])
    rows_new = [(work_id, scheme, value) for work_id in changed for scheme, value in sorted(wanted[work_id])]
    insert_rows(WorkNumber, ("work", "scheme", "value"), rows_new)


def _is_indexed(number: dict[str, Any]) -> bool:
    return number["scheme"] in INDEXED_SCHEMES and bool(number.get("is_valid", True))


def add_holding(work: Work, values: dict[str, Any], *, actor: Actor, at: datetime) -> None:
    """A copy; the work's page and its journal say where it is."""
    check_right(actor, "work.update", work)
    with transaction.atomic():
        work.holdings.create(**values)
        shown = {name: str(value) for name, value in values.items() if value}
        record_changes([Change("work.add_holding", work.key, None, shown)], actor=actor, at=at)
        announce("work", [work.key])


def remove_holding(holding: Holding, *, actor: Actor, at: datetime) -> None:
    """The journal keeps what it said."""
    work = holding.work
    check_right(actor, "work.update", work)
    with transaction.atomic():
        shown = {name: str(getattr(holding, name)) for name in ("location", "call_number", "coverage", "note")}
        record_changes([Change("work.remove_holding", work.key, shown, None)], actor=actor, at=at)
        holding.delete()
        announce("work", [work.key])
