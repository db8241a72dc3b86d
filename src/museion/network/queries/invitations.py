"""Invitations as those see them who may invite, and the one that a link names."""

from datetime import datetime

from django.core import signing
from django.db.models import Q, QuerySet

from museion.core.access import READABLE_LEVELS as READABLE
from museion.core.access import AccessLevel, Actor, Role, list_places
from museion.core.keys import InvalidKeyError
from museion.core.kinds import find_record
from museion.network.models import Invitation

ACTION = "account.invite"
_SALT = "museion.invitation"
# Whom each role may ask for; nobody asks for more than they are themselves.
OFFERED: dict[Role, tuple[Role, ...]] = {
    Role.REGISTRAR: (Role.READER, Role.EDITOR, Role.REGISTRAR),
    Role.SECRETARIAT: (Role.READER, Role.EDITOR, Role.REGISTRAR, Role.SECRETARIAT, Role.PARTNER),
    Role.ADMINISTRATOR: tuple(Role),
}


def list_invitations(actor: Actor) -> QuerySet[Invitation]:
    """Those of the bodies in whose name the actor may invite, and the actor's own, newest first."""
    scopes = set(list_places(actor, ACTION))
    rows = Invitation.objects.select_related("made_by", "person").order_by("-made_at")
    if "" in scopes:
        return rows
    return rows.filter(Q(scope_key__in=scopes) | Q(made_by=actor.account_id))


def list_offered_roles(actor: Actor) -> list[Role]:
    offered = {role for right in actor.rights for role in OFFERED.get(right.role, ())}
    return [role for role in Role if role in offered]


def list_offered_levels(actor: Actor) -> list[AccessLevel]:
    """No level that lets somebody read what the actor may not."""
    held = {right.level for right in actor.rights}
    readable = {level for each in held for level in READABLE[each]}
    return [
        level
        for level in AccessLevel
        if READABLE[level] <= readable and (level not in {AccessLevel.COMMITTEE, AccessLevel.SEALED} or level in held)
    ]


def get_scope_chain(scope_key: str) -> tuple[str, ...] | None:
    """The keys in whose name somebody is invited to this body or museum; None where there is none of this key."""
    if not scope_key:
        return ()
    try:
        found = find_record(scope_key)
    except InvalidKeyError:
        return None
    return found[1].scope_keys() if found and found[0].name in {"body", "museum"} else None


def write_link(invitation: Invitation) -> str:
    """The last part of the address in the mail."""
    return signing.dumps(invitation.pk, salt=_SALT, compress=False)


def find_invited(link: str, at: datetime) -> Invitation | None:
    """The invitation that the link opens now; None for a link that was used, taken back, is too old, or never was."""
    try:
        number = signing.loads(link, salt=_SALT)
    except signing.BadSignature:
        return None
    return Invitation.objects.waiting(at).filter(pk=number).select_related("made_by", "person").first()
