"""Publications and what belongs to one: its numbers, the copies held, and other records that it is about.

The columns that a format can read are those of `formats.publication.Publication`, by the same names. `marc` keeps the record
as it came, so that an export writes back what nobody changed; `other_fields` keeps what other formats held and no column takes.
"""

from django.db import models

from museion.core.fields import LanguageMapField
from museion.core.models.records import Record
from museion.heritage.models import CulturalObject
from museion.library.terms import Judgement, ReferenceType
from museion.network.models import Body, Museum
from museion.vocabulary.models import Concept


class Work(Record):
    """A bibliographic record. `related_keys`: keys of records of any room that it is about or comes from, such as a meeting."""

    LETTER = "w"

    reference_type = models.CharField(
        max_length=20, choices=ReferenceType.choices, default=ReferenceType.BOOK, db_index=True
    )
    titles = LanguageMapField()
    other_titles = models.JSONField(default=list, blank=True)
    responsibility = models.TextField(blank=True)
    contributors = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True, help_text="BCP 47, of the text")
    original_languages = models.JSONField(default=list, blank=True, help_text="BCP 47, translated from")
    edition = models.TextField(blank=True)
    place = models.TextField(blank=True)
    publisher = models.TextField(blank=True)
    publication_country = models.CharField(max_length=2, blank=True)
    date_text = models.TextField(blank=True, help_text="as written")
    date_earliest = models.BigIntegerField(null=True, blank=True, help_text="YYYYMMDD, astronomical year")
    date_latest = models.BigIntegerField(null=True, blank=True)
    extent = models.TextField(blank=True)
    frequency = models.TextField(blank=True)
    series = models.JSONField(default=list, blank=True)
    host = models.JSONField(default=dict, blank=True)
    notes = models.JSONField(default=list, blank=True)
    abstracts = LanguageMapField()
    subjects = models.JSONField(default=list, blank=True)
    countries = models.JSONField(default=list, blank=True, help_text="ISO 3166-1, what it is about")
    classifications = models.JSONField(default=list, blank=True)
    numbers = models.JSONField(default=list, blank=True)
    links = models.JSONField(default=list, blank=True)
    relations = models.JSONField(default=list, blank=True)
    rights = models.TextField(blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    issued_by = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="works")
    concepts = models.ManyToManyField(Concept, related_name="works", blank=True)
    objects_treated = models.ManyToManyField(CulturalObject, related_name="works", blank=True)
    related_keys = models.JSONField(default=list, blank=True)
    is_reading_room_only = models.BooleanField(default=False)
    title_key = models.CharField(max_length=48, blank=True, db_index=True, help_text="for finding doubles")
    marc = models.JSONField(null=True, blank=True, editable=False)
    other_fields = models.JSONField(default=dict, blank=True, editable=False)
    import_notes = models.JSONField(default=list, blank=True, help_text="what reading it found wrong or changed")

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["parent", "-created_at", "-id"], name="new_titles")]

    def __str__(self) -> str:
        return self.titles.pick("en").text or self.key

    def scope_keys(self) -> tuple[str, ...]:
        """Itself, the body that issued it, and those above that body."""
        return (
            self.key,
            *([self.scope_key] if self.scope_key else ()),
            *(self.issued_by.scope_keys() if self.issued_by else ()),
        )


class WorkNumber(models.Model):
    """A valid standard number, so that records and doubles are found by it."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="standard_numbers")
    scheme = models.CharField(max_length=16)
    value = models.CharField(max_length=255)

    class Meta:
        indexes = [models.Index(fields=["scheme", "value"], name="work_by_number")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class DuplicatePair(models.Model):
    """Two records that may be one, why, and what a person said. `reasons`: list of `{"code", "detail", "weight"}`."""

    one = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="pairs_as_one")
    other = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="pairs_as_other")
    score = models.FloatField()
    degree = models.CharField(max_length=10, db_index=True)
    reasons = models.JSONField(default=list)
    judgement = models.CharField(max_length=10, choices=Judgement.choices, default=Judgement.WAITING, db_index=True)
    judged_by = models.CharField(max_length=200, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)
    merge_notes = models.JSONField(
        default=dict, blank=True, help_text="what a merge filled in, so that it can be undone"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="pair_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="pair_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} ~ {self.other_id}"


class Holding(models.Model):
    """A copy, here or on deposit elsewhere."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="holdings")
    museum = models.ForeignKey(Museum, on_delete=models.PROTECT, null=True, blank=True, related_name="library_holdings")
    location = models.CharField(
        max_length=200, blank=True, help_text="library or room, where it is no museum of the register"
    )
    call_number = models.CharField(max_length=100, blank=True)
    coverage = models.CharField(max_length=300, blank=True, help_text="which volumes or issues")
    is_on_deposit = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return " · ".join(part for part in (self.location, self.call_number) if part)
