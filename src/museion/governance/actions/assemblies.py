"""Calling an assembly, closing its voter list, opening and ending it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.core.journal import Change, record_changes
from museion.core.saving import Draft, save_drafts
from museion.governance.models import AgendaItem, Assembly, Delegate
from museion.governance.queries.eligibility import judge_everybody
from museion.governance.queries.facts import Moment
from museion.governance.queries.statutes import get_setting
from museion.governance.terms import AssemblyState
from museion.network.models import Body


class AssemblyError(ValueError):
    """The assembly is not in a state for this; the message says what to do first."""


MOVES: dict[str, tuple[AssemblyState, ...]] = {
    AssemblyState.PREPARED: (AssemblyState.LIST_CLOSED,),
    AssemblyState.LIST_CLOSED: (AssemblyState.IN_SESSION,),
    AssemblyState.IN_SESSION: (AssemblyState.ENDED,),
    AssemblyState.ENDED: (),
}


def create_assembly(values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> Assembly:
    """The statutes of its first day set when lists close and what the quorum is, unless `values` say otherwise."""
    body = Body.objects.get(pk=values["body_id"])
    check_right(actor, "assembly.create", body)
    begins_at: datetime = values["begins_at"]
    rules_date = values.get("rules_date") or begins_at.date()
    delays, quorum = get_setting("delays", rules_date), get_setting("quorum", rules_date)
    closes_at = begins_at - timedelta(days=delays["list_closes_days_before"])
    set_by_rules = {
        "rules_date": rules_date,
        "list_closes_at": closes_at.replace(hour=23, minute=59, second=59, microsecond=0, tzinfo=UTC),
        "changes_until_at": begins_at - timedelta(hours=delays["changes_until_hours_before"]),
        "quorum_share": quorum["share_of_votes"],
    }
    return _save(Draft(set_by_rules | values), actor=actor, at=at, reason=reason)


def update_assembly(
    assembly: Assembly, values: dict[str, Any], *, actor: Actor, at: datetime, reason: str = ""
) -> Assembly:
    check_right(actor, "assembly.update", assembly)
    if "body_id" in values or "state" in values:
        raise AssemblyError(_("An assembly keeps its body; its state changes by its own steps."))
    return _save(Draft(values, id=assembly.pk), actor=actor, at=at, reason=reason)


@transaction.atomic
def close_list(assembly: Assembly, *, actor: Actor, at: datetime) -> Assembly:
    """From here on the list changes only in an emergency. Each delegate is judged as of the closing day, with the reasons."""
    _check_move(assembly, AssemblyState.LIST_CLOSED, actor)
    if at < assembly.list_closes_at:
        raise AssemblyError(_("The list closes on the day that the statutes set, not before."))
    judge_delegates(assembly, at=at)
    return _move(assembly, AssemblyState.LIST_CLOSED, actor=actor, at=at)


def judge_delegates(assembly: Assembly, *, at: datetime) -> None:
    """Write down for each delegate whether the statutes let them vote, and every rule that spoke against it."""
    verdicts = judge_everybody(assembly, Moment(at.date(), at))
    judged = {
        verdict.sent.delegate_id: [reason.rule.name for reason in verdict.answer.against]
        for verdict in verdicts
        if verdict.sent
    }
    delegates = list(Delegate.objects.filter(assembly=assembly, removed_at__isnull=True))
    for delegate in delegates:
        delegate.reasons = judged.get(delegate.pk, [])
        delegate.is_listed = delegate.pk in judged and not delegate.reasons
    Delegate.objects.bulk_update(delegates, ["is_listed", "reasons"], batch_size=400)


def open_session(assembly: Assembly, *, actor: Actor, at: datetime) -> Assembly:
    _check_move(assembly, AssemblyState.IN_SESSION, actor)
    return _move(assembly, AssemblyState.IN_SESSION, actor=actor, at=at)


def end_session(assembly: Assembly, *, actor: Actor, at: datetime) -> Assembly:
    _check_move(assembly, AssemblyState.ENDED, actor)
    return _move(assembly, AssemblyState.ENDED, actor=actor, at=at)


@transaction.atomic
def add_agenda_item(
    assembly: Assembly, titles: dict[str, str], *, texts: dict[str, str] | None = None, actor: Actor, at: datetime
) -> AgendaItem:
    check_right(actor, "assembly.update", assembly)
    last = AgendaItem.objects.filter(assembly=assembly).order_by("-number").values_list("number", flat=True).first()
    item = AgendaItem.objects.create(assembly=assembly, number=(last or 0) + 1, titles=titles, texts=texts or {})
    change = Change("assembly.agenda", assembly.key, None, {"number": item.number, "titles": titles})
    record_changes([change], actor=actor, at=at)
    return item


@transaction.atomic
def note_item_done(item: AgendaItem, *, actor: Actor, at: datetime) -> None:
    assembly = item.assembly
    check_right(actor, "assembly.update", assembly)
    item.done_at = at
    item.save(update_fields=["done_at"])
    change = Change("assembly.agenda", assembly.key, {"done_at": None}, {"number": item.number, "done_at": at})
    record_changes([change], actor=actor, at=at)


def _check_move(assembly: Assembly, to: AssemblyState, actor: Actor) -> None:
    check_right(actor, "assembly.update", assembly)
    assembly.refresh_from_db()
    if to not in MOVES[assembly.state]:
        raise AssemblyError(
            _("The assembly is %(state)s; this step does not follow.") % {"state": assembly.get_state_display()}
        )


def _move(assembly: Assembly, to: AssemblyState, *, actor: Actor, at: datetime) -> Assembly:
    return _save(Draft({"state": to.value}, id=assembly.pk), actor=actor, at=at)


def _save(draft: Draft, *, actor: Actor, at: datetime, reason: str = "") -> Assembly:
    saved = save_drafts(Assembly, [draft], kind="assembly", actor=actor, at=at, reason=reason)
    return Assembly.objects.select_related("body").get(key=saved.keys[0])
