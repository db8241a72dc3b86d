"""What harvesters get: each public record as it was written and found valid, in each format.

Harvesting reads these rows alone, so what goes out is what was validated, a list costs no look into the rooms, and a
withdrawn record leaves a row that says so. Do not change a row's content without its datestamp, and do not delete one:
deletions are promised to persist (OAI-PMH 2.5.1).
"""

from django.db import models


class Publication(models.Model):
    """One record in one format. `set_spec`: the kind's set or one below it. `content`: XML, packed; empty once deleted."""

    key = models.CharField(max_length=9)
    prefix = models.CharField(max_length=32)
    kind = models.CharField(max_length=32)
    set_spec = models.CharField(max_length=80)
    datestamp = models.DateTimeField(help_text="whole seconds")
    is_deleted = models.BooleanField(default=False)
    content = models.BinaryField(default=b"")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "prefix"], name="published_once_a_format")]
        indexes = [
            models.Index(fields=["prefix", "datestamp", "id"], name="published_in_order"),
            models.Index(fields=["prefix", "kind", "datestamp", "id"], name="published_of_kind"),
            models.Index(fields=["prefix", "set_spec", "datestamp", "id"], name="published_of_set"),
            models.Index(fields=["datestamp"], name="published_first"),
        ]

    def __str__(self) -> str:
        return f"{self.key} as {self.prefix}"


class PackingSample(models.Model):
    """What records of one kind and format are like: the preset dictionary that their contents are packed with, by its Adler-32.

    Do not change or delete one: what was packed with it could not be read any more.
    """

    checksum = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=32)
    prefix = models.CharField(max_length=32)
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "prefix"], name="one_sample_a_form")]

    def __str__(self) -> str:
        return f"{self.kind} as {self.prefix}"


class FeedFlaw(models.Model):
    """Why a record does not go out in a format. `owner`: the key of the museum or body whose record it is, or its source."""

    key = models.CharField(max_length=9)
    prefix = models.CharField(max_length=32)
    kind = models.CharField(max_length=32)
    owner = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=300)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "prefix"], name="flawed_once_a_format")]
        indexes = [models.Index(fields=["prefix", "reason"], name="flaws_by_reason")]

    def __str__(self) -> str:
        return f"{self.key} as {self.prefix}: {self.reason}"


class PublishingMark(models.Model):
    """The one row that says how far the journal has been followed. `forms`: what was offered then; when that changes, all goes out anew."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0, help_text="of the last journal line dealt with")
    forms = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="publishing_has_one_mark")]

    def __str__(self) -> str:
        return f"to line {self.number}"


class SavedSet(models.Model):
    """A set of records that a query names, `query:<slug>` to harvesters."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    text = models.TextField(help_text="in the language of the search box")
    created_at = models.DateTimeField()
    refreshed_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title


class SavedSetMember(models.Model):
    """A record that the set's query found when it was last asked."""

    saved_set = models.ForeignKey(SavedSet, on_delete=models.CASCADE, related_name="members")
    key = models.CharField(max_length=9)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["saved_set", "key"], name="member_of_set_once")]
        indexes = [models.Index(fields=["key"], name="sets_of_record")]

    def __str__(self) -> str:
        return f"{self.key} in {self.saved_set_id}"
