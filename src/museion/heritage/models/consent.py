"""What the community of an element has agreed to, and recordings of it.

Consent comes before access: taking it back closes the element in the same transaction, whatever else is under way.
"""

from typing import Any

from django.db import models

from museion.core.fields import LanguageMapField
from museion.heritage.care_terms import CLOSING_LIMITS, KnowledgeLimit, SafeguardingKind
from museion.heritage.models.elements import IntangibleElement


class Consent(models.Model):
    """One consent; without a day it was never given, and a community closed what was shown without asking it. `limits`: what may not be shown or done, in the community's words (seasons, genders, initiated only…)."""

    element = models.ForeignKey(IntangibleElement, on_delete=models.CASCADE, related_name="consents")
    given_by = models.CharField(max_length=300, blank=True)
    given_date = models.DateField(null=True, blank=True)
    evidence = models.TextField(blank=True, help_text="where it is written down")
    limits = LanguageMapField()
    limit_codes = models.JSONField(default=list, blank=True, help_text="codes of `KnowledgeLimit`")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=300, blank=True)
    access_before = models.CharField(max_length=9, blank=True, help_text="the level that taking it back closed")

    class Meta:
        ordering = ["-given_date", "-id"]

    def __str__(self) -> str:
        return f"{self.given_by or self.withdrawn_by} {self.given_date or self.withdrawn_at}"

    @property
    def limit_labels(self) -> list[Any]:
        return [KnowledgeLimit(code).label for code in self.limit_codes if code in KnowledgeLimit]


class SafeguardingMeasure(models.Model):
    element = models.ForeignKey(IntangibleElement, on_delete=models.CASCADE, related_name="measures")
    kind = models.CharField(max_length=16, choices=SafeguardingKind.choices)
    texts = LanguageMapField()
    begins_date = models.DateField(null=True, blank=True)
    ends_date = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.kind


class RecordingQuerySet(models.QuerySet["Recording"]):
    def open_to_all(self) -> "RecordingQuerySet":
        """Without those that a consent in force keeps to the community."""
        kept = (
            Consent.objects.filter(withdrawn_at__isnull=True)
            .exclude(limit_codes=[])
            .values_list("element_id", "limit_codes")
        )
        return self.exclude(element_id__in=[number for number, codes in kept if CLOSING_LIMITS.intersection(codes)])


class Recording(models.Model):
    """Sound or film of an element, by content hash. `file_name`: name in the file store."""

    element = models.ForeignKey(IntangibleElement, on_delete=models.CASCADE, related_name="recordings")
    file_name = models.CharField(max_length=80)
    media_type = models.CharField(max_length=40)
    captions = LanguageMapField()
    objects = RecordingQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["element", "file_name"], name="recording_once")]

    def __str__(self) -> str:
        return self.file_name
