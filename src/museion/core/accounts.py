"""Accounts and grants are written here, with their lines in the journal; a password is never in one."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from museion.core.access import AccessLevel, Actor, Role, check_right
from museion.core.journal import Change, record_changes
from museion.core.models import Account, Grant


@transaction.atomic
def create_account(
    email: str, password: str, *, name: str = "", is_administrator: bool = False, actor: Actor, at: datetime
) -> Account:
    """Raises `ValidationError` for an address that is taken or none, and for a weak password."""
    check_right(actor, "account.create")
    validate_email(email)
    if Account.objects.filter(email=email.lower()).exists():
        raise ValidationError(_("There is an account with this address already."))
    validate_password(password, Account(email=email, display_name=name))
    make = Account.objects.create_superuser if is_administrator else Account.objects.create_user
    account = make(email.lower(), password, display_name=name)
    after = {"account_id": account.pk, "email": account.email, "is_administrator": is_administrator}
    record_changes([Change("account.create", "", None, after)], actor=actor, at=at)
    return account


@transaction.atomic
def grant_role(
    account: Account,
    role: Role,
    *,
    scope_key: str = "",
    level: AccessLevel = AccessLevel.MEMBER,
    until: datetime | None = None,
    actor: Actor,
    at: datetime,
) -> Grant:
    scopes = (scope_key,) if scope_key else ()
    check_right(actor, "account.grant", scopes)
    grant = Grant.objects.create(
        account=account, role=role, scope_key=scope_key, level=level, valid_from=at, valid_until=until
    )
    after = {"account_id": account.pk, "role": role, "level": level, "until": until}
    record_changes([Change("account.grant", scope_key, None, after)], actor=actor, at=at)
    return grant
