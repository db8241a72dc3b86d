"""Rights handed on for a time: by whoever holds one, no more than that, always with an end, to be taken back at any moment."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from museion.core.access import READABLE_LEVELS, AccessLevel, Actor, NotAllowedError, Role, may
from museion.core.access.catalogue import ACTIONS
from museion.core.access.hierarchy import get_hierarchy, name_places
from museion.core.access.levels import PUBLIC_VIEWER
from museion.core.access.roles import allows
from museion.core.journal import Change, record_changes
from museion.core.messages import queue_message
from museion.core.models import Account, Grant

LONGEST = timedelta(days=366)


class DelegationError(ValueError):
    """The right cannot be handed on so; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Handover:
    """What is handed on, to whom, until when. `scope_key`: the grant's own body, or one under it."""

    to: Account
    role: Role
    scope_key: str
    level: AccessLevel
    until: datetime
    reason: str


@transaction.atomic
def delegate_right(grant: Grant, handover: Handover, *, actor: Actor, at: datetime) -> Grant:
    """Raises `NotAllowedError` for a grant that is not the actor's own, `DelegationError` for more than it holds."""
    if grant.account_id != actor.account_id or not Grant.objects.in_force(at).filter(pk=grant.pk).exists():
        raise NotAllowedError(actor, "right.delegate")
    _check_terms(grant, handover, at)
    made = Grant.objects.create(
        account=handover.to,
        role=handover.role,
        scope_key=handover.scope_key,
        level=handover.level,
        valid_from=at,
        valid_until=handover.until,
        delegated_from=grant,
        reason=handover.reason,
    )
    after = {"account_id": made.account_id, "role": made.role, "level": made.level, "until": made.valid_until}
    change = Change("right.delegate", made.scope_key, None, {**after, "grant": made.pk, "from": grant.pk})
    record_changes([change], actor=actor, at=at, reason=handover.reason)
    _tell(made, actor, at, "given", _word_given)
    return made


@transaction.atomic
def take_back_right(grant: Grant, *, actor: Actor, at: datetime, reason: str = "") -> None:
    """By who handed it on, by who holds it (giving it back), or by who may give rights there."""
    origin = grant.delegated_from
    is_own = actor.account_id is not None and actor.account_id in {grant.account_id, origin and origin.account_id}
    if not is_own and not may(actor, "account.grant", (grant.scope_key,) if grant.scope_key else ()):
        raise NotAllowedError(actor, "right.delegate")
    ended = Grant.objects.filter(pk=grant.pk, valid_from__lt=at).exclude(valid_until__lte=at).update(valid_until=at)
    if not ended:
        raise DelegationError(_("The right has ended already."))
    before = {"account_id": grant.account_id, "role": grant.role, "grant": grant.pk, "until": grant.valid_until}
    change = Change("right.take_back", grant.scope_key, before, {**before, "until": at})
    record_changes([change], actor=actor, at=at, reason=reason)
    grant.valid_until = at
    if actor.account_id != grant.account_id:
        _tell(grant, actor, at, "ended", _word_ended)


def list_delegable_roles(role: Role) -> list[Role]:
    """The roles that let do nothing that this one does not."""
    return [other for other in Role if all(allows(role, action) for action in ACTIONS if allows(other, action))]


def list_delegable_levels(level: AccessLevel) -> list[AccessLevel]:
    """What is sealed is not handed on: who releases it is named by an administrator."""
    open_levels = [other for other in AccessLevel if other != AccessLevel.SEALED]
    return [other for other in open_levels if READABLE_LEVELS[other] <= READABLE_LEVELS[level] and _fits(other, level)]


def _fits(other: AccessLevel, level: AccessLevel) -> bool:
    return other != AccessLevel.COMMITTEE or level in {AccessLevel.COMMITTEE, AccessLevel.SEALED}


def _check_terms(grant: Grant, handover: Handover, at: datetime) -> None:
    if grant.delegated_from_id:
        raise DelegationError(_("A right that was handed on to you is not handed on further."))
    if handover.to.pk == grant.account_id:
        raise DelegationError(_("This is your own account; choose another."))
    if handover.role not in list_delegable_roles(Role(grant.role)):
        raise DelegationError(_("The role lets do more than yours."))
    if handover.level not in list_delegable_levels(AccessLevel(grant.level)):
        raise DelegationError(_("The level lets read more than yours."))
    above = get_hierarchy().list_above(handover.scope_key) if handover.scope_key else ()
    whole = bool(grant.scope_key) and bool(get_hierarchy().find_whole({grant.scope_key}))
    if handover.scope_key and not above:
        raise DelegationError(_("No body or institution has this key."))
    if grant.scope_key and not whole and grant.scope_key not in above:
        raise DelegationError(_("This is not under the body for which you hold the right."))
    _check_end(grant, handover, at)
    if not handover.reason:
        raise DelegationError(_("Write why the right is handed on."))


def _check_end(grant: Grant, handover: Handover, at: datetime) -> None:
    latest = min(at + LONGEST, grant.valid_until or at + LONGEST)
    if not at < handover.until <= latest:
        day = date_format(latest, "DATE_FORMAT")
        raise DelegationError(_("Choose an end in the future, at the latest on %(day)s.") % {"day": day})


def _tell(
    grant: Grant, actor: Actor, at: datetime, event: str, word: Callable[[dict[str, str]], tuple[str, str]]
) -> None:
    language = grant.account.language or settings.LANGUAGE_CODE
    with translation.override(language):
        place = name_places({grant.scope_key}, PUBLIC_VIEWER).get(grant.scope_key, grant.scope_key)
        subject, body = word(
            {
                "name": str(grant.account),
                "by": actor.name,
                "role": str(Role(grant.role).label),
                "place": place or _("the whole network"),
                "level": str(AccessLevel(grant.level).label),
                "until": date_format(grant.valid_until, "DATETIME_FORMAT") if grant.valid_until else "",
                "reason": grant.reason,
            }
        )
    key = f"right {grant.pk} {event}"
    queue_message(key, to_address=grant.account.email, subject=subject, body=body, language=language, at=at)


def _word_given(parts: dict[str, str]) -> tuple[str, str]:
    subject = _("You now act as %(role)s for %(place)s") % parts
    body = _(
        "%(name)s,\n\n%(by)s handed a right on to you: %(role)s, for %(place)s, reading up to the level “%(level)s”.\n"
        "It ends on %(until)s (UTC) and can be taken back before.\n\nWhy: %(reason)s\n\n"
        "Your rights are listed on the page of your account."
    )
    return subject, body % parts


def _word_ended(parts: dict[str, str]) -> tuple[str, str]:
    subject = _("You no longer act as %(role)s for %(place)s") % parts
    body = _("%(name)s,\n\n%(by)s ended a right of yours: %(role)s, for %(place)s. It ended on %(until)s (UTC).")
    return subject, body % parts
