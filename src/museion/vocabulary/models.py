"""Thesauri in the shape of SKOS: schemes and concepts, with labels in every language.

Do not store a word here that no scheme states; a register keeps the words as written and links to concepts beside them.
"""

from django.db import models

from museion.core.fields import LanguageMapField
from museion.core.models.records import Record


class Scheme(Record):
    """A SKOS concept scheme."""

    LETTER = "s"

    uri = models.CharField(max_length=500, unique=True)
    slug = models.SlugField(max_length=64, unique=True)
    titles = LanguageMapField()
    descriptions = LanguageMapField()
    licence = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.titles.pick("en").text or self.slug


class Concept(Record):
    """A SKOS concept. `alt_labels` and `hidden_labels`: language tag to list of texts."""

    LETTER = "c"

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="concepts")
    uri = models.CharField(max_length=500, unique=True)
    notation = models.CharField(max_length=100, blank=True, db_index=True)
    pref_labels = LanguageMapField()
    alt_labels = models.JSONField(default=dict, blank=True)
    hidden_labels = models.JSONField(default=dict, blank=True)
    scope_notes = LanguageMapField()
    matches = models.JSONField(default=dict, blank=True, help_text="SKOS mapping property to list of URIs")
    broader = models.ManyToManyField("self", symmetrical=False, related_name="narrower", blank=True)
    related = models.ManyToManyField("self", symmetrical=True, blank=True)

    def __str__(self) -> str:
        return self.pref_labels.pick("en").text or self.notation or self.key
