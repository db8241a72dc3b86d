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


class GrantQuerySet(models.QuerySet["Grant"]):
    def in_force(self, at: Any = None) -> "GrantQuerySet":
        moment = at or timezone.now()
        return self.filter(valid_from__lte=moment).filter(
            models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=moment)
        )


class Grant(models.Model):
    """One role, in one body or institution (or everywhere), up to one access level, for a time."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    scope_key = models.CharField(max_length=9, blank=True, help_text="empty: everywhere")
    level = models.CharField(max_length=9, choices=AccessLevel.choices, default=AccessLevel.MEMBER)
    valid_from = models.DateTimeField(default=timezone.now)
    valid_until = models.DateTimeField(null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "role", "scope_key", "valid_from"], name="grant_once"),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=models.F("valid_from")),
                name="grant_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.role} {self.scope_key or 'everywhere'}"
