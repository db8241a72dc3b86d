"""Photographs of objects: files by content hash, never two copies of the same bytes."""

from django.db import models

from museion.heritage.models.description import PictureOfObject
from museion.heritage.models.objects import CulturalObject


class Photograph(PictureOfObject):
    """One picture of an object that a museum holds."""

    object = models.ForeignKey(CulturalObject, on_delete=models.CASCADE, related_name="photographs")

    class Meta(PictureOfObject.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["object", "file_name"], name="photograph_once")]

    def __str__(self) -> str:
        return f"{self.view} of {self.object_id}"
