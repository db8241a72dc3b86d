"""Offering to work in an international committee: stated by the member, answered by who keeps the committee."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.core.journal import Change, record_changes
from museion.network.actions.facts import FactError
from museion.network.actions.membership import join_committee
from museion.network.actions.own_data import check_own
from museion.network.models import Body, CommitteeInterest, CommitteeSeat, Person
from museion.network.terms import BodyKind

MOST_LETTERS = 2000


@transaction.atomic
def state_interest(person: Person, body: Body, words: str, *, actor: Actor, at: datetime) -> CommitteeInterest:
    """Raises `FactError` for a second one, and for a committee in which the person sits."""
    check_own(person, actor)
    if body.kind != BodyKind.INTERNATIONAL_COMMITTEE:
        raise FactError(_("Seats are in international committees."))
    if CommitteeSeat.objects.known().on(at.date()).filter(person=person, body=body).exists():
        raise FactError(_("This person sits in the committee already."))
    try:
        with transaction.atomic():
            made = CommitteeInterest.objects.create(person=person, body=body, words=words[:MOST_LETTERS], stated_at=at)
    except IntegrityError as error:
        raise FactError(_("You have offered this already.")) from error
    _note(made, "interest.create", actor, at)
    return made


@transaction.atomic
def take_back_interest(interest: CommitteeInterest, *, actor: Actor, at: datetime) -> None:
    check_own(interest.person, actor)
    _close(interest, None, at)
    _note(interest, "interest.withdraw", actor, at)


@transaction.atomic
def answer_interest(interest: CommitteeInterest, *, joins: bool, actor: Actor, at: datetime) -> None:
    """Whoever joins sits in the committee from that day, without a vote: which one they vote in is their own choice."""
    check_right(actor, "seat.create", interest.body)
    _close(interest, joins, at)
    if joins:
        join_committee(interest.person, interest.body, is_voting=False, from_date=at.date(), actor=actor, at=at)
    _note(interest, "interest.answer", actor, at)


def _close(interest: CommitteeInterest, has_joined: bool | None, at: datetime) -> None:  # noqa: FBT001 - as the field
    waiting = CommitteeInterest.objects.filter(pk=interest.pk, closed_at__isnull=True)
    if not waiting.update(closed_at=at, has_joined=has_joined):
        raise FactError(_("This was answered or taken back already."))
    interest.refresh_from_db()


def _note(interest: CommitteeInterest, action: str, actor: Actor, at: datetime) -> None:
    after = {"body": interest.body.key, "has_joined": interest.has_joined}
    record_changes([Change(action, interest.person.key, None, after)], actor=actor, at=at)
