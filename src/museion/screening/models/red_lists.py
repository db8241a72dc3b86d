"""Red Lists as data: kinds of object at risk, by area and period. No list of stolen objects.

Texts are the network's own; facts come from what the publishers announced, each with its certainty. Do not copy the
publications' words or pictures.
"""

from django.db import models

from museion.core.fields import LanguageMapField
from museion.core.models.records import Record
from museion.screening.terms import Certainty


class RedList(Record):
    """One list. `countries`: ISO 3166-1. `legislation`: list of `{"title", "country", "year", "certainty"}`."""

    LETTER = "r"

    titles = LanguageMapField()
    descriptions = LanguageMapField()
    is_emergency = models.BooleanField(default=False)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    edition = models.CharField(max_length=50, blank=True)
    countries = models.JSONField(default=list, blank=True)
    language_tags = models.JSONField(default=list, blank=True)
    legislation = models.JSONField(default=list, blank=True)
    certainty = models.CharField(max_length=8, choices=Certainty.choices, default=Certainty.REPORTED)
    evidence = models.TextField(blank=True, help_text="where the facts come from")

    def __str__(self) -> str:
        return self.titles.pick("en").text or self.key


class RedListCategory(models.Model):
    """A chapter of a list, one counter card each."""

    red_list = models.ForeignKey(RedList, on_delete=models.CASCADE, related_name="categories")
    code = models.SlugField(max_length=64)
    names = LanguageMapField()
    notes = LanguageMapField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["red_list", "code"], name="red_list_category_once")]

    def __str__(self) -> str:
        return self.names.pick("en").text or self.code


class RedListType(Record):
    """A kind of object at risk.

    `object_types`, `materials`: concept ids of the shipped thesauri (any of them). `countries`, `cultures`: where it comes
    from. Years astronomical, sides in mm; None is open.
    """

    LETTER = "y"

    category = models.ForeignKey(RedListCategory, on_delete=models.PROTECT, related_name="types")
    names = LanguageMapField()
    descriptions = LanguageMapField()
    object_types = models.JSONField(default=list)
    materials = models.JSONField(default=list, blank=True)
    countries = models.JSONField(default=list, blank=True)
    cultures = models.JSONField(default=list, blank=True)
    period_from = models.IntegerField(null=True, blank=True)
    period_to = models.IntegerField(null=True, blank=True)
    least_side = models.PositiveIntegerField(null=True, blank=True)
    most_side = models.PositiveIntegerField(null=True, blank=True)
    certainty = models.CharField(max_length=8, choices=Certainty.choices, default=Certainty.REPORTED)
    evidence = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.names.pick("en").text or self.key
