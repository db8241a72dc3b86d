"""Tokens are made, used and taken back here. The text of a token is told once, to who made it, and kept nowhere."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from museion.core.access import Actor
from museion.core.acting import OWN_NAME
from museion.core.journal import Change, record_changes
from museion.core.models import Account, ApiToken

PREFIX = "museion_"
LONGEST_DAYS = 366
MOST_TOKENS = 20
# A use is noted once in so long, so that reading costs no write each time.
NOTED_EVERY = timedelta(minutes=5)
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class TokenScope(models.TextChoices):
    """What a program may do with a token, see `need_scope`."""

    READ = "read", gettext_lazy("read what you may read")
    SCREEN = "screen", gettext_lazy("screen objects against the registers")
    WRITE = "write", gettext_lazy("write in the role chosen")


class TokenRefusedError(ValueError):
    """No token can be made like this; the message says what to change."""


def need_scope(method: str, path: str) -> TokenScope:
    """The scope that a request of the API needs; the one place that says so. `path` is the part after the version."""
    if path.startswith("screen"):
        return TokenScope.SCREEN
    return TokenScope.READ if method in _SAFE_METHODS else TokenScope.WRITE


@transaction.atomic
def create_token(
    account: Account, name: str, *, scopes: Iterable[str], acting_as: str, days: int, actor: Actor, at: datetime
) -> tuple[ApiToken, str]:
    """The token's row and its text. Raises `TokenRefusedError`."""
    chosen = [scope.value for scope in TokenScope if scope.value in set(scopes)]
    if not name.strip():
        raise TokenRefusedError(_("Give the token a name, so that you know it again."))
    if not chosen:
        raise TokenRefusedError(_("Choose what the token may be used for."))
    if not 1 <= days <= LONGEST_DAYS:
        raise TokenRefusedError(_("A token holds for 1 to %(most)s days.") % {"most": LONGEST_DAYS})
    if account.api_tokens.in_force(at).count() >= MOST_TOKENS:
        raise TokenRefusedError(_("There are %(most)s tokens in force. Take one back first.") % {"most": MOST_TOKENS})
    text = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        account=account,
        name=name.strip()[:100],
        beginning=text[: len(PREFIX) + 4],
        digest=_digest(text),
        scopes=chosen,
        acting_as=acting_as or OWN_NAME,
        made_at=at,
        expires_at=at + timedelta(days=days),
    )
    after = {"token": token.pk, "name": token.name, "scopes": chosen, "until": token.expires_at}
    record_changes([Change("token.create", "", None, after)], actor=actor, at=at)
    return token, text


@transaction.atomic
def revoke_token(token: ApiToken, *, actor: Actor, at: datetime) -> None:
    """A second time changes nothing."""
    if token.revoked_at is None:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        before = {"token": token.pk, "name": token.name}
        record_changes([Change("token.revoke", "", before, None)], actor=actor, at=at)


def find_token(text: str, at: datetime) -> ApiToken | None:
    """The token in force that has this text; notes that it was used."""
    found = ApiToken.objects.in_force(at).filter(digest=_digest(text)).select_related("account").first()
    if found and (found.last_used_at is None or at - found.last_used_at > NOTED_EVERY):
        ApiToken.objects.filter(pk=found.pk).update(last_used_at=at)
    return found


def _digest(text: str) -> bytes:
    """A plain digest is enough: nobody guesses 256 bits, however quick each guess is."""
    return hashlib.sha256(text.encode()).digest()
