"""Who belongs, who sits in which international committee, who stands for an institution."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import Actor, check_right
from museion.core.journal import Change, record_changes
from museion.core.models import Account
from museion.network.actions.facts import FactError, end_fact, write_fact
from museion.network.models import Body, CommitteeSeat, Membership, Museum, Person, PersonAccount, Representative
from museion.network.queries.members import get_membership_now
from museion.network.terms import BodyKind, MemberCategory


def create_membership(
    holder: Person | Museum,
    category: MemberCategory,
    *,
    from_date: date,
    committee: Body | None = None,
    band: str = "",
    is_professional: bool = True,
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> Membership:
    """Raises `FactError` where the holder belongs already: end or change that membership first."""
    check_right(actor, "membership.create")
    if get_membership_now(holder):
        raise FactError(_("This member belongs already."))
    membership = Membership(
        person=holder if isinstance(holder, Person) else None,
        museum=holder if isinstance(holder, Museum) else None,
        category=category,
        band=band,
        national_committee=committee,
        is_professional=is_professional,
        from_date=from_date,
    )
    return write_fact(membership, kind="membership", key=holder.key, actor=actor, at=at, reason=reason)


@transaction.atomic
def change_category(
    membership: Membership, category: MemberCategory, *, from_date: date, band: str = "", actor: Actor, at: datetime
) -> Membership:
    """From a day on; what the member was before stays known."""
    check_right(actor, "membership.update")
    if from_date <= membership.from_date:
        raise FactError(_("The new category begins after the membership."))
    holder = membership.holder
    end_fact(
        membership, from_date - timedelta(days=1), kind="membership", key=holder.key, actor=actor, at=at, reason=""
    )
    return create_membership(
        holder,
        category,
        from_date=from_date,
        committee=membership.national_committee,
        band=band or membership.band,
        is_professional=membership.is_professional,
        actor=actor,
        at=at,
    )


def end_membership(membership: Membership, day: date, *, actor: Actor, at: datetime, reason: str) -> Membership:
    check_right(actor, "membership.withdraw")
    return end_fact(membership, day, kind="membership", key=membership.holder.key, actor=actor, at=at, reason=reason)


def join_committee(
    person: Person, body: Body, *, is_voting: bool, from_date: date, actor: Actor, at: datetime
) -> CommitteeSeat:
    """Raises `FactError` for a second committee with a vote."""
    check_right(actor, "seat.create", body)
    if body.kind != BodyKind.INTERNATIONAL_COMMITTEE:
        raise FactError(_("Seats are in international committees."))
    held = CommitteeSeat.objects.known().filter(person=person, to_date__isnull=True)
    if held.filter(body=body).exists():
        raise FactError(_("This person sits in the committee already."))
    if is_voting and (other := held.filter(is_voting=True).select_related("body").first()):
        raise FactError(_("This person votes in %(committee)s already.") % {"committee": other.body})
    seat = CommitteeSeat(person=person, body=body, is_voting=is_voting, from_date=from_date)
    return write_fact(seat, kind="seat", key=person.key, actor=actor, at=at)


def leave_committee(seat: CommitteeSeat, day: date, *, actor: Actor, at: datetime, reason: str = "") -> CommitteeSeat:
    check_right(actor, "seat.update", seat.body)
    return end_fact(seat, day, kind="seat", key=seat.person.key, actor=actor, at=at, reason=reason)


def name_representative(
    museum: Museum, person: Person, *, from_date: date, actor: Actor, at: datetime
) -> Representative:
    check_right(actor, "representative.create", museum)
    if Representative.objects.known().filter(museum=museum, person=person, to_date__isnull=True).exists():
        raise FactError(_("This person stands for the institution already."))
    named = Representative(museum=museum, person=person, from_date=from_date)
    return write_fact(named, kind="representative", key=museum.key, actor=actor, at=at)


def end_representative(
    named: Representative, day: date, *, actor: Actor, at: datetime, reason: str = ""
) -> Representative:

    check_right(actor, "representative.update", named.museum)
    return end_fact(named, day, kind="representative", key=named.museum.key, actor=actor, at=at, reason=reason)


@transaction.atomic
def link_account(account: Account, person: Person, *, actor: Actor, at: datetime) -> PersonAccount:
    """Says that the account is this person's own; the register's word, never the account's."""
    check_right(actor, "person.create", person)
    if PersonAccount.objects.filter(person=person).exclude(account=account).exists():
        raise FactError(_("This person has an account already."))
    link, _is_new = PersonAccount.objects.update_or_create(
        account=account, defaults={"person": person, "linked_at": at}
    )
    record_changes([Change("person.link", person.key, None, {"account_id": account.pk})], actor=actor, at=at)
    return link
