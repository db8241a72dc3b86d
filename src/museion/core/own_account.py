"""What is kept about an account, told to its owner; and an account closed by its owner."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction

from museion.core.access import Actor
from museion.core.journal import Change, record_changes
from museion.core.models import Account, OutgoingMessage


@dataclass(frozen=True, slots=True)
class OwnData:
    """What a room keeps about the owner of an account, by the account's number.

    `erase`: takes away what nobody else relies on. `goes_with_account`: when the account is closed; else when the owner empties
    their entry in the register.
    """

    name: str
    describe: Callable[[int], Iterable[Any]]
    erase: Callable[[int], object] | None = None
    goes_with_account: bool = False


OWN_DATA: dict[str, OwnData] = {}
"""By name; each room adds its own when Django starts."""


def register_own_data(part: OwnData) -> None:
    OWN_DATA[part.name] = part


def describe_rooms(account_id: int) -> dict[str, list[Any]]:
    """What every room keeps about the owner; rooms that keep nothing say so with an empty list."""
    return {name: list(part.describe(account_id)) for name, part in sorted(OWN_DATA.items())}


def erase_rooms(account_id: int, *, goes_with_account: bool) -> None:
    """Call it in the transaction of the erasure."""
    for part in OWN_DATA.values():
        if part.erase and part.goes_with_account == goes_with_account:
            part.erase(account_id)


def get_own_account(actor: Actor) -> Account:
    """Of somebody who is signed in; raises `Account.DoesNotExist` for anybody else."""
    if actor.account_id is None:
        raise Account.DoesNotExist
    return Account.objects.get(pk=actor.account_id)


def describe_account(account: Account) -> dict[str, Any]:
    """Without what opens it: no hash of a password, no secret of a factor, no digest of a token."""
    return {
        "email": account.email,
        "name": account.display_name,
        "language": account.language,
        "made_at": account.date_joined,
        "last_sign_in_at": account.last_login,
        "addresses": list(EmailAddress.objects.filter(user=account).values("email", "verified", "primary")),
        "roles": list(account.grants.values("role", "scope_key", "level", "valid_from", "valid_until")),
        "second_factors": list(Authenticator.objects.filter(user=account).values("type", "created_at", "last_used_at")),
        "institutions": list(
            SocialAccount.objects.filter(user=account).values("provider", "uid", "extra_data", "date_joined")
        ),
        "sessions": list(
            UserSession.objects.filter(user=account).values("ip", "user_agent", "created_at", "last_seen_at")
        ),
        "tokens": list(
            account.api_tokens.values("name", "scopes", "made_at", "expires_at", "last_used_at", "revoked_at")
        ),
        "mails": list(
            OutgoingMessage.objects.filter(to_address__iexact=account.email).values("subject", "made_at", "sent_at")
        ),
        "rooms": describe_rooms(account.pk),
    }


@transaction.atomic
def close_account(account: Account, *, actor: Actor, at: datetime) -> None:
    """Ends roles, sessions, tokens, and forgets address and name. The row stays, for the journal's lines name its number."""
    for session in UserSession.objects.filter(user=account):
        session.end()
    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=account).delete()
    account.api_tokens.filter(revoked_at__isnull=True).update(revoked_at=at)
    erase_rooms(account.pk, goes_with_account=True)
    for grant in account.grants.in_force(at).filter(valid_from__lt=at):
        grant.valid_until = at
        grant.save(update_fields=["valid_until"])
    account.email, account.display_name, account.language = f"closed-{account.pk}@account.invalid", "", ""
    account.is_active = account.is_staff = account.is_superuser = False
    account.set_unusable_password()
    account.save()
    record_changes([Change("account.close", "", {"account_id": account.pk}, None)], actor=actor, at=at)
