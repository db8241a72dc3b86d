"""Damage assessed on site, with a photo each, by forms that work without a line and are merged later."""

from django.db import models

from museion.core.models.records import Record
from museion.heritage.models import CulturalObject
from museion.network.models import Museum
from museion.response.models.incidents import Incident
from museion.response.terms import DamageExtent, DamagePhase


class DamageAssessment(Record):
    """One report. `intangible`: what of practices, people and knowledge is affected; `risks`: statements, most urgent first."""

    LETTER = "d"

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="damage_assessments")
    museum = models.ForeignKey(
        Museum, on_delete=models.PROTECT, null=True, blank=True, related_name="damage_assessments"
    )
    phase = models.CharField(max_length=13, choices=DamagePhase.choices, default=DamagePhase.ON_SITE)
    significance = models.TextField(blank=True)
    what_happened = models.TextField(blank=True)
    intangible = models.JSONField(default=dict, blank=True)
    losses = models.JSONField(default=dict, blank=True, help_text="people, income, infrastructure, long-term effects")
    risks = models.JSONField(default=list, blank=True)
    priorities = models.JSONField(default=list, blank=True)
    client_token = models.CharField(max_length=64, unique=True)
    assessed_by = models.CharField(max_length=200)
    assessed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.phase} {self.key}"


class DamageItem(models.Model):
    """One damage. A lost object becomes a loss record in one act; `loss_key` names it."""

    assessment = models.ForeignKey(DamageAssessment, on_delete=models.CASCADE, related_name="items")
    client_token = models.CharField(max_length=64, unique=True)
    what = models.CharField(max_length=300)
    place = models.CharField(max_length=300, blank=True)
    cause = models.CharField(max_length=300, blank=True)
    extent = models.CharField(max_length=6, choices=DamageExtent.choices)
    photo = models.CharField(max_length=80, blank=True)
    object = models.ForeignKey(CulturalObject, on_delete=models.PROTECT, null=True, blank=True, related_name="damages")
    loss_key = models.CharField(max_length=9, blank=True)

    def __str__(self) -> str:
        return self.what
