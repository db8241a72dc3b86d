"""What every record has: number, key, access level, source, identifiers, dates of change.

Design: `id` is the number inside `key`, so both are known before a row is written and a batch needs no round trip.
Do not reuse a number, and do not delete a row that was public: withdraw it, so that its address can say so.
"""

from typing import Any, ClassVar, Self, TypeVar

from django.db import models, transaction

from museion.core.access import AccessLevel, Viewer
from museion.core.keys import get_number, make_key


class KeyCounter(models.Model):
    """The next free number of each kind of record."""

    letter = models.CharField(max_length=2, primary_key=True)
    next_number = models.BigIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.letter}: {self.next_number}"


def take_numbers(letter: str, count: int) -> range:
    """`count` numbers that nobody else gets. Holds the counter's row until the transaction ends."""
    with transaction.atomic():
        KeyCounter.objects.get_or_create(letter=letter)
        KeyCounter.objects.filter(letter=letter).update(next_number=models.F("next_number") + count)
        after = KeyCounter.objects.values_list("next_number", flat=True).get(letter=letter)
    return range(after - count, after)


class KeyAlias(models.Model):
    """A key that was merged into another one and keeps resolving."""

    old_key = models.CharField(max_length=9, primary_key=True)
    key = models.CharField(max_length=9, db_index=True)
    merged_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.old_key} → {self.key}"


R = TypeVar("R", bound="Record")


class RecordQuerySet(models.QuerySet[R]):
    """Reads that chain: `Museum.objects.current().visible_to(viewer)`."""

    def current(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)

    def visible_to(self, viewer: Viewer) -> Self:
        visible = models.Q(access__in=viewer.levels)
        if viewer.scopes:
            visible |= models.Q(access=AccessLevel.COMMITTEE, scope_key__in=viewer.scopes)
        if viewer.released:
            visible |= models.Q(access=AccessLevel.SEALED, key__in=viewer.released)
        if self.model.DESK_READS and AccessLevel.DESK in viewer.levels:
            visible |= models.Q(access=AccessLevel.COMMITTEE)
        return self.filter(visible)


class RecordManager(models.Manager[R]):
    """Begins every read; the methods are those of `RecordQuerySet`."""

    def get_queryset(self) -> RecordQuerySet[R]:
        return RecordQuerySet(self.model, using=self._db)

    def current(self) -> RecordQuerySet[R]:
        return self.get_queryset().current()

    def visible_to(self, viewer: Viewer) -> RecordQuerySet[R]:
        return self.get_queryset().visible_to(viewer)


class Record(models.Model):
    """Base of museums, people, objects, concepts and whatever else has a key and an address."""

    LETTER: str
    DESK_READS: ClassVar[bool] = False

    id = models.BigIntegerField(primary_key=True)
    key = models.CharField(max_length=9, unique=True, editable=False)
    access = models.CharField(max_length=9, choices=AccessLevel.choices, default=AccessLevel.PUBLIC)
    scope_key = models.CharField(
        max_length=9, default="", blank=True, help_text="the body whose committee sees it, at level committee"
    )
    source = models.CharField(max_length=64, default="", blank=True)
    source_id = models.CharField(max_length=255, null=True, blank=True)
    source_digest = models.BinaryField(max_length=16, default=b"", editable=False)
    identifiers = models.JSONField(default=dict, blank=True, help_text="identifiers elsewhere, by scheme")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(db_index=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[RecordManager[Self]] = RecordManager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["source", "source_id"], name="%(class)s_source_once"),
        ]

    def __str__(self) -> str:
        return self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only for admin tools and fixtures; rooms write through `core.saving`, which journals."""
        if not self.id:
            self.id = take_numbers(self.LETTER, 1)[0]
        self.key = make_key(self.LETTER, self.id)
        super().save(*args, **kwargs)

    @property
    def number(self) -> int:
        return get_number(self.key)

    @property
    def url(self) -> str:
        return f"/id/{self.key}"

    def is_seen_by(self, viewer: Viewer) -> bool:
        """Kinds that two institutions share are seen by both."""
        return viewer.sees_record(self)

    def scope_keys(self) -> tuple[str, ...]:
        """The keys of the bodies and institutions in whose name a person may edit this record, nearest first."""
        return (self.scope_key,) if self.scope_key else ()
