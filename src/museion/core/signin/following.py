"""What follows what an owner does with an account: lines in the journal, never with a password, a code or a link."""

from typing import Any

from allauth.account import signals as account_signals
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as factor_signals
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as institution_signals
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from museion.core.access import Actor
from museion.core.journal import Change, record_changes
from museion.core.models import Account


def note_sign_up(sender: type[Model], *, user: Account, **_more: Any) -> None:
    _note(user, "account.create", {"account_id": user.pk, "email": user.email})


def note_password(sender: type[Model], *, user: Account, **_more: Any) -> None:
    _note(user, "account.password", {"account_id": user.pk})


def note_address(sender: type[Model], *, user: Account, to_email_address: Any, **_more: Any) -> None:
    _note(user, "account.email", {"account_id": user.pk, "email": to_email_address.email})


def note_factor_added(sender: type[Model], *, user: Account, authenticator: Any, **_more: Any) -> None:
    _note(user, "account.factor", {"account_id": user.pk, "added": authenticator.type})


def accept_shown_factor(
    sender: type[Model], *, request: HttpRequest, user: Account, authenticator: Any, **_more: Any
) -> None:
    """Whoever set up an app showed a code of it just now; an account without a password is not asked for another at once."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, user, "mfa", type=authenticator.type, id=authenticator.pk, reauthenticated=True)


def note_factor_removed(sender: type[Model], *, user: Account, authenticator: Any, **_more: Any) -> None:
    _note(user, "account.factor", {"account_id": user.pk, "removed": authenticator.type})


def note_institution(sender: type[Model], *, sociallogin: Any, **_more: Any) -> None:
    after = {"account_id": sociallogin.user.pk, "institution": sociallogin.account.provider}
    _note(sociallogin.user, "account.institution", after)


def connect() -> None:
    """Called once when Django starts; the signals and their arguments are allauth's documented ones."""
    account_signals.user_signed_up.connect(note_sign_up)
    for signal in (account_signals.password_changed, account_signals.password_set, account_signals.password_reset):
        signal.connect(note_password)
    account_signals.email_changed.connect(note_address)
    factor_signals.authenticator_added.connect(note_factor_added)
    factor_signals.authenticator_added.connect(accept_shown_factor)
    factor_signals.authenticator_removed.connect(note_factor_removed)
    institution_signals.social_account_added.connect(note_institution)


def _note(account: Account, action: str, after: dict[str, Any]) -> None:
    actor = Actor(name=str(account), account_id=account.pk)
    record_changes([Change(action, "", None, after)], actor=actor, at=timezone.now())
