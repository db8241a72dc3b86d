"""Personal tokens for programs, and what all processes of a site share for a while.

Do not keep a token: its digest alone is stored, so that a copy of the database opens nothing.
"""

from django.conf import settings
from django.db import models


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def in_force(self, at: object) -> "ApiTokenQuerySet":
        return self.filter(revoked_at__isnull=True, expires_at__gt=at, account__is_active=True)


class ApiToken(models.Model):
    """Lets a program ask as an account, within scopes, in one of the account's roles, until a day.

    `beginning`: the first letters, by which people know it again. `acting_as`: see `museion.core.acting`.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100)
    beginning = models.CharField(max_length=16)
    digest = models.BinaryField(max_length=32, unique=True)
    scopes = models.JSONField(default=list)
    acting_as = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")), name="token_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.beginning}…"


class SharedEntry(models.Model):
    """The table of Django's shared cache, in the shape that Django wants: attempts to sign in, counted over all processes."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key
