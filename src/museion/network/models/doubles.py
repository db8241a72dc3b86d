"""Pairs of entries that may be one, what somebody said of each, and the merges that came of it, each of which can be undone.

Do not delete a merge: it holds what must be put back, and says why an old address leads elsewhere.
"""

from typing import Any

from django.db import models


class Double(models.Model):
    """Two keys of one kind, the lower first. `reasons`: list of `{"code", "detail", "weight"}`."""

    class Verdict(models.TextChoices):
        WAITING = "waiting"
        SAME = "same"
        DIFFERENT = "different"

    kind = models.CharField(max_length=8)
    one_key = models.CharField(max_length=9)
    other_key = models.CharField(max_length=9)
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    found_at = models.DateTimeField()
    verdict = models.CharField(max_length=9, choices=Verdict.choices, default=Verdict.WAITING)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-score", "id"]
        indexes = [models.Index(fields=["kind", "verdict", "-score"], name="doubles_to_decide")]
        constraints = [
            models.UniqueConstraint(fields=["one_key", "other_key"], name="double_once"),
            models.CheckConstraint(
                condition=models.Q(one_key__lt=models.F("other_key")), name="double_of_two_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_key} = {self.other_key}?"


class MergeQuerySet(models.QuerySet["Merge"]):
    def standing(self) -> "MergeQuerySet":
        return self.filter(undone_at__isnull=True)


class Merge(models.Model):
    """`before`, `after`: of the fields that the merge changed in the kept entry; `gone_before`: in the other one.

    `moved`: rows that pointed at the other entry and followed, `{"label", "field", "ids"}`; `dropped`: links between tables that
    both had; `aliases`: older keys that led to the other entry.
    """

    kind = models.CharField(max_length=8)
    kept_key = models.CharField(max_length=9, db_index=True)
    gone_key = models.CharField(max_length=9, db_index=True)
    reason = models.TextField(blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    gone_before = models.JSONField(default=dict)
    moved = models.JSONField(default=list)
    dropped = models.JSONField(default=list)
    aliases = models.JSONField(default=list)
    merged_by = models.CharField(max_length=200)
    merged_at = models.DateTimeField()
    undone_by = models.CharField(max_length=200, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-merged_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(kept_key=models.F("gone_key")), name="merge_of_two"),
            models.UniqueConstraint(
                fields=["gone_key"], condition=models.Q(undone_at__isnull=True), name="merged_into_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone_key} → {self.kept_key}"

    @property
    def counts(self) -> dict[str, Any]:
        """How many rows followed, by what they are."""
        found: dict[str, int] = {}
        for row in self.moved:
            found[row["label"]] = found.get(row["label"], 0) + len(row["ids"])
        return found
