"""The loss register: objects that somebody looks for, and looted sites whose finds no register can hold.

Do not delete a loss that was published: withdraw it with the reason, so that a match made before can still be explained.
"""

from django.db import models

from museion.core.fields import LanguageMapField
from museion.core.models.records import Record
from museion.heritage.models import CulturalObject, ObjectDescription, PictureOfObject
from museion.screening.terms import LossStatus


class LossRecord(ObjectDescription):
    """An object sought, recovered or found. `access` is the level of publication."""

    LETTER = "l"

    status = models.CharField(max_length=20, choices=LossStatus.choices, default=LossStatus.STOLEN, db_index=True)
    authority = models.CharField(max_length=200, blank=True, help_text="who reported it, as published")
    reference_number = models.CharField(max_length=100, blank=True)
    is_certified = models.BooleanField(default=False, help_text="confirmed by a police authority")
    loss_date_text = models.CharField(max_length=200, blank=True, help_text="as written")
    loss_earliest = models.BigIntegerField(null=True, blank=True, help_text="YYYYMMDD, astronomical year")
    loss_latest = models.BigIntegerField(null=True, blank=True)
    loss_place = models.CharField(max_length=200, blank=True)
    loss_country = models.CharField(max_length=2, blank=True, db_index=True, help_text="ISO 3166-1 alpha-2")
    circumstances = LanguageMapField()
    owner = models.TextField(blank=True, help_text="read at level desk only")
    held_object = models.ForeignKey(
        CulturalObject, on_delete=models.PROTECT, null=True, blank=True, related_name="losses"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta(ObjectDescription.Meta):
        abstract = False
        verbose_name = "loss"
        verbose_name_plural = "losses"

    def scope_keys(self) -> tuple[str, ...]:
        held = self.held_object
        return (self.key, *(held.scope_keys() if held else super().scope_keys()))


class LossPhotograph(PictureOfObject):
    loss = models.ForeignKey(LossRecord, on_delete=models.CASCADE, related_name="photographs")

    class Meta(PictureOfObject.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["loss", "file_name"], name="loss_photograph_once")]

    def __str__(self) -> str:
        return f"{self.view} of {self.loss_id}"


class LootedSite(Record):
    """A place that was dug or robbed without record: its objects are *orphans*, known only by their type.

    `expected_types`: list of `{"object_type", "materials", "period_from", "period_to", "description"}`, years astronomical.
    """

    LETTER = "z"

    names = LanguageMapField()
    descriptions = LanguageMapField()
    country = models.CharField(max_length=2, blank=True, db_index=True)
    place = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True, help_text="read at level desk only")
    longitude = models.FloatField(null=True, blank=True)
    looted_from_year = models.IntegerField(null=True, blank=True)
    looted_to_year = models.IntegerField(null=True, blank=True)
    expected_types = models.JSONField(default=list, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.names.pick("en").text or self.key
