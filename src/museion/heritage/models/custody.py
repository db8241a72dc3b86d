"""Who held an object, one line a holder, as a person confirmed it.

An object without lines has the chain that its provenance paragraph tells. Do not guess a date: the four bounds hold what is
stated, what follows from them is computed whenever it is shown.
"""

from django.db import models

from museion.heritage.models.objects import CulturalObject


class CustodyLine(models.Model):
    """Days as `core.dates` writes them. `papers`: codes of `custody.windows.Paper` that are at hand."""

    object = models.ForeignKey(CulturalObject, on_delete=models.CASCADE, related_name="custody_lines")
    position = models.PositiveSmallIntegerField()
    party = models.CharField(max_length=300, blank=True)
    giver = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=300, blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    method = models.CharField(max_length=24, blank=True, help_text="a code of custody.methods.Method")
    dates_text = models.CharField(max_length=300, blank=True, help_text="as written")
    begin_earliest = models.BigIntegerField(null=True, blank=True)
    begin_latest = models.BigIntegerField(null=True, blank=True)
    end_earliest = models.BigIntegerField(null=True, blank=True)
    end_latest = models.BigIntegerField(null=True, blank=True)
    birth_earliest = models.BigIntegerField(null=True, blank=True)
    death_latest = models.BigIntegerField(null=True, blank=True)
    is_direct = models.BooleanField(default=True)
    is_agent = models.BooleanField(default=False)
    is_certain = models.BooleanField(default=True)
    is_read = models.BooleanField(default=True)
    papers = models.JSONField(default=list, blank=True)
    notes = models.JSONField(default=list, blank=True)
    text = models.TextField(blank=True, help_text="as written")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["object", "position"], name="custody_line_once")]

    def __str__(self) -> str:
        return f"{self.position}: {self.party}"
