"""Inviting, taking back, accepting. What an invitation gives is checked when it is made and once more when it is accepted."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, Actor, NotAllowedError, Role, check_right, may
from museion.core.acting import OWN_NAME, write_choice
from museion.core.http.asking import make_actor
from museion.core.journal import Change, record_changes
from museion.core.messages import queue_message
from museion.core.models import Account, Grant
from museion.network.actions.membership import link_account
from museion.network.models import Invitation, Person, PersonAccount
from museion.network.queries.invitations import (
    ACTION,
    get_scope_chain,
    list_offered_levels,
    list_offered_roles,
    write_link,
)

LASTS = timedelta(days=14)


class InvitationError(ValueError):
    """It cannot be made or accepted like this; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Who is asked to take which role where."""

    email: str
    name: str
    role: Role
    scope_key: str = ""
    level: AccessLevel = AccessLevel.MEMBER
    role_ends_at: datetime | None = None
    language: str = "en"
    person: Person | None = None


@transaction.atomic
def invite(offer: Offer, *, site: str, actor: Actor, at: datetime) -> Invitation:
    """Queues the mail with the link. `site`: the address that the link begins with. Raises `InvitationError`."""
    inviter = _check_offer(offer, actor, at)
    waiting = Invitation.objects.waiting(at).filter(email__iexact=offer.email, scope_key=offer.scope_key)
    if waiting.filter(role=offer.role).exists():
        raise InvitationError(
            _("This person is invited to this role already. Take the invitation back to send another.")
        )
    invitation = Invitation.objects.create(
        email=offer.email.lower(),
        name=offer.name,
        language=offer.language,
        role=offer.role,
        scope_key=offer.scope_key,
        level=offer.level,
        role_ends_at=offer.role_ends_at,
        person=offer.person,
        made_by_id=inviter,
        acting_as=write_choice(actor.acting) if actor.acting else OWN_NAME,
        made_at=at,
        expires_at=at + LASTS,
    )
    after = {"invitation": invitation.pk, "role": offer.role, "level": offer.level, "until": offer.role_ends_at}
    record_changes([Change(ACTION, offer.scope_key, None, after)], actor=actor, at=at)
    _queue_mail(invitation, site, actor, at)
    return invitation


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, actor: Actor, at: datetime) -> None:
    """Raises `InvitationError` where it was accepted meanwhile."""
    if invitation.made_by_id != actor.account_id:
        check_right(actor, ACTION, get_scope_chain(invitation.scope_key) or ())
    if not Invitation.objects.waiting(at).filter(pk=invitation.pk).update(revoked_at=at):
        raise InvitationError(_("This invitation waits no longer: it was accepted, taken back, or is too old."))
    before = {"invitation": invitation.pk, "role": invitation.role}
    record_changes([Change("account.disinvite", invitation.scope_key, before, None)], actor=actor, at=at)


@transaction.atomic
def accept_invitation(invitation: Invitation, account: Account, *, at: datetime) -> Grant:
    """Gives the role to the account. Raises `InvitationError` where it is used up, or whoever invited no longer may."""
    inviter = make_actor(invitation.made_by, acting_as=invitation.acting_as)
    if not _may_still_invite(invitation, inviter):
        raise InvitationError(_("Whoever invited you may no longer do so. Ask the body for a new invitation."))
    if not Invitation.objects.waiting(at).filter(pk=invitation.pk).update(accepted_at=at, accepted_by=account):
        raise InvitationError(_("This invitation waits no longer: it was accepted, taken back, or is too old."))
    grant = Grant.objects.create(
        account=account,
        role=invitation.role,
        scope_key=invitation.scope_key,
        level=invitation.level,
        valid_from=at,
        valid_until=invitation.role_ends_at,
    )
    after = {"account_id": account.pk, "role": grant.role, "level": grant.level, "until": grant.valid_until}
    change = Change("account.grant", grant.scope_key, None, after)
    record_changes([change], actor=inviter, at=at, reason=f"invitation {invitation.pk}, accepted")
    _link_person(invitation, account, inviter, at)
    return grant


@transaction.atomic
def accept_as_newcomer(invitation: Invitation, name: str, password: str, language: str, *, at: datetime) -> Account:
    """The mail with the link was the proof of the address. Raises `InvitationError`, also for a weak password."""
    try:
        validate_password(password, Account(email=invitation.email, display_name=name))
    except ValidationError as error:
        raise InvitationError(" ".join(error.messages)) from error
    account = Account.objects.create_user(invitation.email, password, display_name=name[:200], language=language)
    accept_invitation(invitation, account, at=at)
    return account


def _check_offer(offer: Offer, actor: Actor, at: datetime) -> int:
    """The number of the account that invites."""
    chain = get_scope_chain(offer.scope_key)
    if chain is None:
        raise InvitationError(_("There is no body or museum with this key."))
    check_right(actor, ACTION, chain)
    if actor.account_id is None:
        raise NotAllowedError(actor, ACTION, chain)
    if offer.role not in list_offered_roles(actor) or offer.level not in list_offered_levels(actor):
        raise InvitationError(_("You can give no more than you hold yourself."))
    if offer.role_ends_at and offer.role_ends_at <= at:
        raise InvitationError(_("The role would end before it begins."))
    if offer.person and not may(actor, "person.create", offer.person.scope_keys()):
        raise InvitationError(_("This entry of the register is kept by another body."))
    return actor.account_id


def _may_still_invite(invitation: Invitation, inviter: Actor) -> bool:
    try:
        check_right(inviter, ACTION, get_scope_chain(invitation.scope_key) or ())
    except NotAllowedError:
        return False
    return invitation.role in list_offered_roles(inviter) and invitation.level in list_offered_levels(inviter)


def _link_person(invitation: Invitation, account: Account, inviter: Actor, at: datetime) -> None:
    """Where the register's keeper said which entry this is, and neither is linked otherwise."""
    person = invitation.person
    taken = PersonAccount.objects.filter(account=account) | PersonAccount.objects.filter(person=person)
    if person and not taken.exists() and may(inviter, "person.create", person.scope_keys()):
        link_account(account, person, actor=inviter, at=at)


def _queue_mail(invitation: Invitation, site: str, actor: Actor, at: datetime) -> None:
    with translation.override(invitation.language):
        context = {
            "invitation": invitation,
            "inviter": actor.name,
            "link": f"{site}/invitations/{write_link(invitation)}",
        }
        subject = _("An invitation to Museion from %(name)s") % {"name": actor.name}
        body = render_to_string("network/invitation_mail.txt", context)
    queue_message(
        f"invitation/{invitation.pk}",
        to_address=invitation.email,
        subject=subject,
        body=body,
        language=invitation.language,
        at=at,
        is_secret=True,
    )
