"""Whom a body sends, who votes for whom, who is there."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.core.journal import Change, record_changes
from museion.governance.actions.assemblies import AssemblyError, judge_delegates
from museion.governance.models import Assembly, BallotVoter, Delegate, Presence, Proxy
from museion.governance.queries.proxies import judge_proxy
from museion.governance.statutes import Answer
from museion.governance.terms import AssemblyState, BallotState
from museion.network.models import Body, Person


class RefusedError(ValueError):
    """The statutes do not let this stand; `answer` has the reasons."""

    def __init__(self, message: str, answer: Answer) -> None:
        super().__init__(message)
        self.answer = answer


@transaction.atomic
def appoint_delegate(
    assembly: Assembly,
    body: Body,
    person: Person,
    *,
    votes: int = 1,
    emergency: str = "",
    actor: Actor,
    at: datetime,
) -> Delegate:
    """After the list has closed only with the emergency that makes it necessary, and not in the last hours."""
    check_right(actor, "delegate.create", body)
    _check_open(assembly, emergency, at)
    if Delegate.objects.filter(assembly=assembly, body=body, person=person, removed_at__isnull=True).exists():
        raise AssemblyError(_("The body sends this person already."))
    delegate = Delegate.objects.create(
        assembly=assembly, body=body, person=person, votes=votes, emergency=emergency, appointed_at=at
    )
    after = {"body": body.key, "person": person.key, "votes": votes, "emergency": emergency}
    record_changes([Change("delegate.create", assembly.key, None, after)], actor=actor, at=at)
    if assembly.state != AssemblyState.PREPARED:
        judge_delegates(assembly, at=at)
        delegate.refresh_from_db()
    return delegate


@transaction.atomic
def remove_delegate(delegate: Delegate, *, emergency: str = "", actor: Actor, at: datetime) -> None:
    """Also out of ballots that are open, where the delegate has not voted; proxies given or held end."""
    check_right(actor, "delegate.withdraw", delegate.body)
    _check_open(delegate.assembly, emergency, at)
    if not Delegate.objects.filter(pk=delegate.pk, removed_at__isnull=True).update(removed_at=at):
        return
    for side in ({"giver": delegate}, {"holder": delegate}):
        Proxy.objects.filter(removed_at__isnull=True, **side).update(removed_at=at)
    BallotVoter.objects.filter(delegate=delegate, has_voted=False, ballot__state=BallotState.OPEN).delete()
    before = {"body": delegate.body.key, "person": delegate.person.key}
    record_changes(
        [Change("delegate.withdraw", delegate.assembly.key, before, None)], actor=actor, at=at, reason=emergency
    )


@transaction.atomic
def give_proxy(giver: Delegate, holder: Delegate, *, emergency: str = "", actor: Actor, at: datetime) -> Proxy:
    """By the giver, or in their name by whoever keeps the list. Raises `RefusedError` with the rules that forbid it."""
    _check_giver(giver, actor)
    if giver.assembly_id != holder.assembly_id:
        raise AssemblyError(_("Both are delegates of one assembly."))
    if BallotVoter.objects.filter(delegate__in=[giver, holder], ballot__state=BallotState.OPEN).exists():
        raise AssemblyError(_("A ballot is open; proxies change between ballots."))
    answer = judge_proxy(giver, holder, at=at, is_emergency=bool(emergency))
    if not answer.is_yes:
        raise RefusedError(_("The statutes do not allow this proxy."), answer)
    proxy = Proxy.objects.create(assembly=giver.assembly, giver=giver, holder=holder, given_at=at, emergency=emergency)
    after = {"giver": giver.person.key, "holder": holder.person.key, "emergency": emergency}
    record_changes([Change("proxy.create", giver.assembly.key, None, after)], actor=actor, at=at)
    return proxy


@transaction.atomic
def take_back_proxy(proxy: Proxy, *, actor: Actor, at: datetime) -> None:
    _check_giver(proxy.giver, actor)
    if BallotVoter.objects.filter(delegate=proxy.holder, ballot__state=BallotState.OPEN).exists():
        raise AssemblyError(_("A ballot is open; proxies change between ballots."))
    Proxy.objects.filter(pk=proxy.pk, removed_at__isnull=True).update(removed_at=at)
    before = {"giver": proxy.giver.person.key, "holder": proxy.holder.person.key}
    record_changes([Change("proxy.withdraw", proxy.assembly.key, before, None)], actor=actor, at=at)


@transaction.atomic
def note_presence(delegate: Delegate, *, is_there: bool, actor: Actor, at: datetime) -> None:
    """Noting twice that somebody is there changes nothing."""
    check_right(actor, "assembly.update", delegate.assembly)
    there = Presence.objects.filter(delegate=delegate, left_at__isnull=True)
    if is_there and not there.exists():
        Presence.objects.create(delegate=delegate, came_at=at)
    elif not is_there:
        there.update(left_at=at)
    after = {"person": delegate.person.key, "is_there": is_there}
    record_changes([Change("assembly.presence", delegate.assembly.key, None, after)], actor=actor, at=at)


def is_own_account(delegate: Delegate, actor: Actor) -> bool:
    link = getattr(delegate.person, "account_link", None)
    return actor.account_id is not None and link is not None and link.account_id == actor.account_id


def _check_giver(giver: Delegate, actor: Actor) -> None:
    if not is_own_account(giver, actor):
        check_right(actor, "proxy.create", giver.body)


def _check_open(assembly: Assembly, emergency: str, at: datetime) -> None:
    if assembly.state == AssemblyState.ENDED:
        raise AssemblyError(_("The assembly has ended."))
    if at <= assembly.list_closes_at:
        return
    if not emergency:
        raise AssemblyError(_("The list is closed. State the emergency that makes the change necessary."))
    if at > assembly.changes_until_at:
        raise AssemblyError(_("It is too late: changes in an emergency have ended."))
