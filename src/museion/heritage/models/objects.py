"""Cultural objects, described by Object ID: nine questions, photographs, a short description, five additional fields.

What a source wrote stays as written; normalised values (millimetres, grams, days) stand beside it. Do not guess a value
that the source does not state, and do not overwrite its words.
"""

from django.db import models

from museion.core.fields import LanguageMapField
from museion.core.models.records import Record
from museion.network.models import Museum
from museion.vocabulary.models import Concept


class CulturalObject(Record):
    """A tangible object.

    `makers`: list of `{"name", "kind", "role", "qualifier", "life", "nationality", "key"}`, `key` of a person here.
    `measurements`: list of `{"dimension", "value", "unit", "normalised", "text", "part"}`, `normalised` in mm or g.
    `inscriptions_markings`: list of `{"kind", "text", "position", "language"}`.
    `related_objects`: list of `{"text", "key"}`. `external_images`: list of addresses.
    """

    LETTER = "o"

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
    credit_line = models.TextField(blank=True)
    provenance = models.TextField(blank=True, help_text="as written")
    rights = models.TextField(blank=True)
    source_url = models.URLField(max_length=1000, blank=True)
    external_images = models.JSONField(default=list, blank=True)
    store_location = models.CharField(max_length=200, blank=True, help_text="read by the holder and the desk only")
    museum = models.ForeignKey(Museum, on_delete=models.PROTECT, null=True, blank=True, related_name="objects_held")
    concepts = models.ManyToManyField(Concept, related_name="cultural_objects", blank=True)

    class Meta(Record.Meta):
        verbose_name = "object"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(date_earliest__isnull=True)
                | models.Q(date_latest__isnull=True)
                | models.Q(date_latest__gte=models.F("date_earliest")),
                name="object_date_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title.pick("en").text or self.object_type.pick("en").text or self.key

    def scope_keys(self) -> tuple[str, ...]:
        return (self.key, *(self.museum.scope_keys() if self.museum else ()))
