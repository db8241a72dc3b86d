"""Laws on cultural property as dated facts, each with its source and its certainty. Information, never advice.

Do not overwrite a law that was replaced: give it its last day, so that "which law on that date" keeps its answer.
"""

from django.db import models

from museion.core.fields import LanguageMapField
from museion.core.models.records import Record
from museion.library.terms import Certainty, LawKind, LawRuleKind, ObjectClass


class Law(Record):
    """`country`: ISO 3166-1, `EU` for its customs territory, empty for a convention, whose `parties` say where it applies."""

    LETTER = "x1"

    kind = models.CharField(max_length=12, choices=LawKind.choices)
    country = models.CharField(max_length=2, blank=True, db_index=True)
    titles = LanguageMapField()
    citation = models.CharField(max_length=200, blank=True, help_text="number and date, as the country cites it")
    adopted_date = models.DateField(null=True, blank=True)
    from_date = models.DateField(null=True, blank=True, help_text="first day in force; unknown for some")
    to_date = models.DateField(null=True, blank=True, help_text="last day in force")
    certainty = models.CharField(max_length=10, choices=Certainty.choices)
    source_text = models.CharField(max_length=500, help_text="who states this, and where")
    source_url = models.URLField(max_length=500, blank=True)
    notes = LanguageMapField()
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces")

    def __str__(self) -> str:
        return self.titles.pick("en").text or self.key


class LawRule(models.Model):
    """What a law says of a class of object, perhaps from another day than the law itself."""

    law = models.ForeignKey(Law, on_delete=models.CASCADE, related_name="rules")
    kind = models.CharField(max_length=20, choices=LawRuleKind.choices)
    object_classes = models.JSONField(default=list, help_text="codes of `ObjectClass`")
    article = models.CharField(max_length=60, blank=True)
    texts = LanguageMapField()
    least_age = models.PositiveIntegerField(null=True, blank=True, help_text="years; an object must be older")
    least_value = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.article}"

    def speaks_of(self, object_class: str) -> bool:
        return not object_class or ObjectClass.ANY in self.object_classes or object_class in self.object_classes


class LawParty(models.Model):
    """A State that a convention binds, and since when."""

    law = models.ForeignKey(Law, on_delete=models.CASCADE, related_name="parties")
    country = models.CharField(max_length=2, db_index=True)
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    certainty = models.CharField(max_length=10, choices=Certainty.choices)

    class Meta:
        ordering = ["from_date", "country"]
        constraints = [models.UniqueConstraint(fields=["law", "country", "from_date"], name="party_once")]

    def __str__(self) -> str:
        return f"{self.country} {self.from_date}"
