"""Cultural objects that the network's museums hold, described by Object ID."""

from django.db import models

from museion.core.models.records import Record
from museion.heritage.models.description import ObjectDescription
from museion.network.models import Museum
from museion.vocabulary.models import Concept


class CulturalObject(ObjectDescription):
    """A tangible object. `external_images`: list of addresses."""

    LETTER = "o"

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

    def scope_keys(self) -> tuple[str, ...]:
        return (self.key, *(self.museum.scope_keys() if self.museum else ()))
