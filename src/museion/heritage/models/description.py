"""The columns of Object ID, shared by whatever describes a tangible object: one in a museum, one that was lost.

What a source wrote stays as written; normalised values (millimetres, grams, days) stand beside it. Do not guess a value
that the source does not state, and do not overwrite its words.
"""

from django.db import models
from django.utils.translation import get_language

from museion.core.fields import LanguageMapField
from museion.core.models.records import Record
from museion.heritage.terms import PhotographView


class ObjectDescription(Record):
    """Nine questions, a short description, five additional fields.

    `makers`: list of `{"name", "kind", "role", "qualifier", "life", "nationality", "key"}`, `key` of a person here.
    `measurements`: list of `{"dimension", "value", "unit", "normalised", "text", "part"}`, `normalised` in mm or g.
    `inscriptions_markings`: list of `{"kind", "text", "position", "language"}`.
    `related_objects`: list of `{"text", "key"}`.
    """

    title = LanguageMapField()
    object_type = LanguageMapField()
    object_type_broad = LanguageMapField()
    materials_techniques = LanguageMapField(help_text="as written")
    materials = models.JSONField(default=list, blank=True)
    techniques = models.JSONField(default=list, blank=True)
    measurements_text = models.TextField(blank=True, help_text="as written")
    measurements = models.JSONField(default=list, blank=True)
    inscriptions_markings = models.JSONField(default=list, blank=True)
    distinguishing_features = LanguageMapField()
    subject = LanguageMapField()
    date_text = models.CharField(max_length=500, blank=True, help_text="as written")
    date_edtf = models.CharField(max_length=100, blank=True)
    date_earliest = models.BigIntegerField(null=True, blank=True, help_text="YYYYMMDD, astronomical year")
    date_latest = models.BigIntegerField(null=True, blank=True)
    period = LanguageMapField()
    makers = models.JSONField(default=list, blank=True)
    description = LanguageMapField()
    inventory_number = models.CharField(max_length=200, blank=True, db_index=True)
    related_written_material = models.JSONField(default=list, blank=True)
    place_of_origin = LanguageMapField()
    place_of_discovery = LanguageMapField()
    related_objects = models.JSONField(default=list, blank=True)
    date_documented = models.DateField(null=True, blank=True)

    class Meta(Record.Meta):
        abstract = True

    def __str__(self) -> str:
        language = get_language() or "en"
        return self.title.pick(language).text or self.object_type.pick(language).text or self.key


class PictureOfObject(models.Model):
    """One picture of one object, by content hash. `file_name`: name in the file store."""

    file_name = models.CharField(max_length=80)
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    view = models.CharField(max_length=12, choices=PhotographView.choices, default=PhotographView.OVERALL)
    captions = LanguageMapField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "id"]
