"""Photographs of objects: files by content hash, never two copies of the same bytes."""

from django.db import models

from museion.core.fields import LanguageMapField
from museion.heritage.models.objects import CulturalObject
from museion.heritage.terms import PhotographView


class Photograph(models.Model):
    """One picture of one object. `file_name`: name in the file store."""

    object = models.ForeignKey(CulturalObject, on_delete=models.CASCADE, related_name="photographs")
    file_name = models.CharField(max_length=80)
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    view = models.CharField(max_length=12, choices=PhotographView.choices, default=PhotographView.OVERALL)
    captions = LanguageMapField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["object", "file_name"], name="photograph_once")]

    def __str__(self) -> str:
        return f"{self.view} of {self.object_id}"
