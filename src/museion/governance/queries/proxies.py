"""Whether one delegate may vote for another, with the rules that say so."""

from datetime import datetime
from typing import Any

from museion.governance.models import Delegate, Proxy
from museion.governance.queries.facts import NO, YES
from museion.governance.queries.statutes import get_statutes
from museion.governance.statutes import Answer, Facts
from museion.governance.terms import Subject


def judge_proxy(giver: Delegate, holder: Delegate, *, at: datetime, is_emergency: bool = False) -> Answer:
    assembly = giver.assembly
    statutes = get_statutes(Subject.PROXY, assembly.rules_date, known_at=at)
    return statutes.ask(describe_proxy(giver, holder, at=at, is_emergency=is_emergency))


def describe_proxy(giver: Delegate, holder: Delegate, *, at: datetime, is_emergency: bool) -> Facts:
    """`proxies_held` counts the new one too. One person may be a delegate of several bodies: the person counts."""
    assembly = giver.assembly
    held = Proxy.objects.filter(assembly=assembly, removed_at__isnull=True)
    return {
        "holder_votes": _word(may_vote(holder)),
        "giver_votes": _word(may_vote(giver)),
        "proxies_held": held.filter(holder__person=holder.person_id).count() + 1,
        "holder_gave": _word(held.filter(giver__person=holder.person_id).exists()),
        "giver_holds": held.filter(holder__person=giver.person_id).count(),
        "is_same_person": _word(giver.person_id == holder.person_id),
        "is_emergency": _word(is_emergency),
        "given_date": at.date(),
        "list_closing_date": assembly.list_closes_at.date(),
        "hours_before": int((assembly.begins_at - at).total_seconds() // 3600),
    }


def may_vote(delegate: Delegate) -> bool:
    """Before the list closes nobody is judged yet, and whoever was named counts as voting."""
    return delegate.removed_at is None and delegate.is_listed is not False


def _word(is_so: Any) -> str:
    return YES if is_so else NO
