"""Sealed data, opened by two people: one asks with a reason, another releases it until a day.

Do not delete a row: who read sealed data, why, and who let them is what one looks up years later.
"""

from typing import Any

from django.db import models

from museion.core.models.accounts import Account


class Decision(models.TextChoices):
    RELEASED = "released"
    REFUSED = "refused"


class ReleaseQuerySet(models.QuerySet["Release"]):
    def in_force(self, at: Any) -> "ReleaseQuerySet":
        """Released, not yet over, to somebody who still holds a grant of level sealed."""
        return self.filter(decision=Decision.RELEASED, until__gt=at, asked_by__is_active=True)

    def waiting(self) -> "ReleaseQuerySet":
        return self.filter(decision="")


class Release(models.Model):
    """`record_key` is kept as it was asked for: a row does not say whether there is such a record."""

    record_key = models.CharField(max_length=9, db_index=True)
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="releases")
    asked_at = models.DateTimeField()
    reason = models.TextField()
    until = models.DateTimeField()
    decision = models.CharField(max_length=8, choices=Decision.choices, blank=True)
    decided_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="releases_decided"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_reason = models.TextField(blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("asked_by")),
                name="nobody_releases_to_themselves",
            ),
            models.CheckConstraint(
                condition=models.Q(decision="", decided_by__isnull=True)
                | (~models.Q(decision="") & models.Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="release_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_key} for {self.asked_by_id} until {self.until:%Y-%m-%d}"
