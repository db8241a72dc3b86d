"""What a museum stands to lose, by the ABC method: estimates in half points, low, probable and high.

Do not store a magnitude of risk: it is the sum of what is stored, see `risk.abc`.
"""

from django.db import models

from museion.core.models.records import Record
from museion.network.models import Museum


class RiskAssessment(Record):
    """One assessment of one museum, and how ready it is to salvage (0 not at all, 1 trained and drilled)."""

    LETTER = "f"
    DESK_READS = True

    museum = models.ForeignKey(Museum, on_delete=models.PROTECT, related_name="risk_assessments")
    assessed_date = models.DateField()
    assessed_by = models.CharField(max_length=200, blank=True)
    salvage_readiness = models.FloatField(default=0.0)
    salvage_note = models.TextField(blank=True)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(salvage_readiness__range=(0, 1)), name="salvage_readiness_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.museum_id} on {self.assessed_date}"


class ValueGroup(models.Model):
    """A slice of the value pie; the shares of an assessment add up to one."""

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.CASCADE, related_name="value_groups")
    name = models.CharField(max_length=200)
    share = models.FloatField()

    def __str__(self) -> str:
        return f"{self.name} {self.share:.0%}"


class RiskStatement(models.Model):
    """One risk: `agent` of deterioration, `occurrence`, and A, B, C on the scales of 0.5 to 5 in half steps."""

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.CASCADE, related_name="statements")
    text = models.CharField(max_length=500)
    agent = models.CharField(max_length=30)
    occurrence = models.CharField(max_length=30)
    a_low = models.FloatField()
    a_probable = models.FloatField()
    a_high = models.FloatField()
    b_low = models.FloatField()
    b_probable = models.FloatField()
    b_high = models.FloatField()
    c_low = models.FloatField()
    c_probable = models.FloatField()
    c_high = models.FloatField()

    def __str__(self) -> str:
        return self.text


class RiskOption(models.Model):
    """A measure against a risk: `stage` of control, `layer`, what it costs, and the magnitude that would remain."""

    statement = models.ForeignKey(RiskStatement, on_delete=models.CASCADE, related_name="options")
    text = models.CharField(max_length=500)
    stage = models.CharField(max_length=20)
    layer = models.CharField(max_length=20, blank=True)
    cost_eur = models.FloatField()
    magnitude_after = models.FloatField()
    chosen_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.text
