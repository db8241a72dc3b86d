"""Thesauri in the shape of SKOS: schemes and concepts, with labels in every language.

Do not store a word here that no scheme states; a register keeps the words as written and links to concepts beside them.
`Label` and `ConceptMatch` are the labels and matches of a concept once more, as rows to look up; only `actions` writes them.
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


class Label(models.Model):
    """One label in the form in which questions look for it: folded words, each by its stem in the label's language."""

    class Rank(models.IntegerChoices):
        """How surely a label names its concept. QUALIFIED: a preferred or alternative one without its qualifier in parentheses."""

        PREFERRED = 0
        ALTERNATIVE = 1
        QUALIFIED = 2
        HIDDEN = 3

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="labels")
    tag = models.CharField(max_length=35)
    text = models.CharField(max_length=300)
    form = models.CharField(max_length=200)
    rank = models.PositiveSmallIntegerField(choices=Rank.choices)

    class Meta:
        indexes = [models.Index(fields=["form", "rank"], name="label_by_form")]

    def __str__(self) -> str:
        return f"{self.text}@{self.tag}"


class ConceptMatch(models.Model):
    """`concept` stands in a SKOS mapping relation to the concept with this address, held here or not."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="match_rows")
    relation = models.CharField(max_length=20)
    uri = models.CharField(max_length=500, db_index=True)

    def __str__(self) -> str:
        return f"{self.relation} {self.uri}"
