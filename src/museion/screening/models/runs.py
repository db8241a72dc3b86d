"""What was asked, of which edition of which register, what was found, and what people decided.

Do not change a run after it is made: the due-diligence record is its seal. A new question is a new run.
"""

from django.db import models

from museion.core.models.records import Record
from museion.screening.models.losses import LossRecord
from museion.screening.terms import Decision, Verdict


class Screening(Record):
    """One run. `asked`: the question as put (`{"fields", "text", "photos"}`, photos as file names in the store).

    `registers`: list of `{"name", "count", "with_photos", "checksum", "as_of"}`. `parameters`: model versions and thresholds.
    `red_list`, `sites`, `legal`, `custody`: the other looks, as shown. `seal`: SHA-256 of the canonical JSON of all of this.
    """

    LETTER = "q"

    asked = models.JSONField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    account_id = models.BigIntegerField(null=True)
    purpose = models.CharField(max_length=200, blank=True)
    registers = models.JSONField(default=list)
    parameters = models.JSONField(default=dict)
    red_list = models.JSONField(default=list)
    sites = models.JSONField(default=list)
    legal = models.JSONField(default=list)
    custody = models.JSONField(default=list)
    seal = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.key} at {self.asked_at:%Y-%m-%d %H:%M}"


class ScreeningMatch(models.Model):
    """A loss that a run named. `why`: list of `{"feature", "points", "asked", "held"}`; `evidence`: of the photos."""

    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="matches")
    loss = models.ForeignKey(LossRecord, on_delete=models.PROTECT, related_name="matches")
    place = models.PositiveSmallIntegerField()
    score = models.FloatField()
    probability = models.FloatField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    why = models.JSONField(default=list)
    evidence = models.JSONField(default=dict)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["screening", "loss"], name="match_once")]

    def __str__(self) -> str:
        return f"{self.loss_id}: {self.probability:.2f}"


class Judgement(models.Model):
    """What a person decided of a match, and why; the newest counts, the older ones stay."""

    match = models.ForeignKey(ScreeningMatch, on_delete=models.CASCADE, related_name="judgements")
    decision = models.CharField(max_length=8, choices=Decision.choices)
    reason = models.TextField(blank=True)
    decided_by = models.CharField(max_length=200)
    account_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["-decided_at", "-id"]

    def __str__(self) -> str:
        return f"{self.decision} by {self.decided_by}"
