"""Who may sign in, and what each may do where.

An account is not a person of the network: a person may have none, and a partner's program may have one.
"""

from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils import timezone

from museion.core.access import AccessLevel, Role


class AccountManager(BaseUserManager["Account"]):
    """Accounts are made with an e-mail address instead of a user name."""

    def create_user(self, email: str, password: str | None = None, **values: Any) -> "Account":
        account = self.model(email=self.normalize_email(email).lower(), **values)
        account.set_password(password)
        account.save(using=self._db)
        # Whoever makes an account for somebody answers for the address; who signs up proves it by a mail.
        EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
        return account

    def create_superuser(self, email: str, password: str | None = None, **values: Any) -> "Account":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **values)


class Account(AbstractUser):
    """A sign-in, by e-mail address."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(unique=True)
    display_name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=35, blank=True, help_text="BCP 47; empty follows the browser")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[AccountManager] = AccountManager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.display_name or self.email


def _in_force(moment: Any, path: str = "") -> models.Q:
    goes_on = models.Q(**{f"{path}valid_until__isnull": True}) | models.Q(**{f"{path}valid_until__gt": moment})
    return models.Q(**{f"{path}valid_from__lte": moment}) & goes_on


class GrantQuerySet(models.QuerySet["Grant"]):
    def in_force(self, at: Any = None) -> "GrantQuerySet":
        """What was handed on ends with the grant that it came from."""
        moment = at or timezone.now()
        handed_on = _in_force(moment, "delegated_from__") & models.Q(delegated_from__account__is_active=True)
        return self.filter(_in_force(moment)).filter(models.Q(delegated_from__isnull=True) | handed_on)


class Grant(models.Model):
    """One role, in one body or institution (or everywhere), up to one access level, for a time.

    `delegated_from`: the grant of which its holder handed this on; such a one always has an end, and is handed on no further.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    scope_key = models.CharField(max_length=9, blank=True, help_text="empty: everywhere")
    level = models.CharField(max_length=9, choices=AccessLevel.choices, default=AccessLevel.MEMBER)
    valid_from = models.DateTimeField(default=timezone.now)
    valid_until = models.DateTimeField(null=True, blank=True)
    delegated_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="delegations"
    )
    reason = models.TextField(blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "role", "scope_key", "valid_from"], name="grant_once"),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=models.F("valid_from")),
                name="grant_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(delegated_from__isnull=True) | models.Q(valid_until__isnull=False),
                name="what_is_handed_on_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.role} {self.scope_key or 'everywhere'}"
