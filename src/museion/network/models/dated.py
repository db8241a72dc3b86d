"""Facts with two times: the days for which they hold, and the moments between which the register said so.

Do not change a row: a correction supersedes it and writes another, so that "as known then" keeps its answer.
"""

from datetime import date, datetime
from typing import ClassVar, Self, TypeVar

from django.db import models

M = TypeVar("M", bound="DatedFact")


class DatedFactQuerySet(models.QuerySet[M]):
    def known(self, at: datetime | None = None) -> Self:
        """What the register said at that moment; without one, what it says now."""
        if at is None:
            return self.filter(superseded_at__isnull=True)
        return self.filter(recorded_at__lte=at).filter(
            models.Q(superseded_at__isnull=True) | models.Q(superseded_at__gt=at)
        )

    def on(self, day: date) -> Self:
        """Facts that hold on the day; both ends are included."""
        return self.filter(from_date__lte=day).filter(models.Q(to_date__isnull=True) | models.Q(to_date__gte=day))


class DatedFactManager(models.Manager[M]):
    def get_queryset(self) -> DatedFactQuerySet[M]:
        return DatedFactQuerySet(self.model, using=self._db)

    def known(self, at: datetime | None = None) -> DatedFactQuerySet[M]:
        return self.get_queryset().known(at)


class DatedFact(models.Model):
    """`superseded_at` is empty while the register still says so."""

    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[DatedFactManager[Self]] = DatedFactManager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(superseded_at__isnull=True) | models.Q(superseded_at__gte=models.F("recorded_at")),
                name="%(class)s_superseded_after_recorded",
            )
        ]


class SpanFact(DatedFact):
    """A fact that holds from a day to a day, both included; without an end it goes on."""

    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)

    class Meta(DatedFact.Meta):
        abstract = True
        constraints = [
            *DatedFact.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(to_date__isnull=True) | models.Q(to_date__gte=models.F("from_date")),
                name="%(class)s_ends_after_it_begins",
            ),
        ]
