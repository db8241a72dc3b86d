"""Bodies of every kind and the mandates in them (W3C ORG: Organization, Post, Membership).

Do not overwrite a mandate when somebody leaves: end it, so that "who chaired this in 2004" keeps its answer.
"""

from datetime import date
from typing import ClassVar

from django.db import models

from museion.core.fields import LanguageMapField
from museion.core.models.records import Record, RecordManager, RecordQuerySet
from museion.network.terms import Appointment, BodyKind, CommitteeBasis, MandateRole


class Body(Record):
    """An organ, committee, alliance or affiliated organisation of the network."""

    LETTER = "b"

    kind = models.CharField(max_length=24, choices=BodyKind.choices, db_index=True)
    basis = models.CharField(max_length=10, choices=CommitteeBasis.choices, blank=True)
    names = LanguageMapField()
    acronym = models.CharField(max_length=32, blank=True)
    missions = LanguageMapField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    alliances = models.ManyToManyField(
        "self",
        symmetrical=False,
        related_name="member_committees",
        blank=True,
        help_text="regional alliances joined",
    )
    country = models.CharField(max_length=2, blank=True, db_index=True, help_text="ISO 3166-1 alpha-2")
    website = models.URLField(max_length=500, blank=True)
    email = models.EmailField(blank=True)
    founded_date = models.DateField(null=True, blank=True)
    dissolved_date = models.DateField(null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name_plural = "bodies"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="body_is_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.acronym or self.names.pick("en").text or self.key

    def scope_keys(self) -> tuple[str, ...]:
        """Itself, what it belongs to, up to the top; alliances reach the committees that joined them."""
        keys = [self.key, *(alliance.key for alliance in self.alliances.all())]
        above, seen = self.parent, {self.id}
        while above and above.id not in seen:
            keys.append(above.key)
            seen.add(above.id)
            above = above.parent
        return tuple(keys)


class BodyBranch(models.Model):
    """Where the index shows a body: keys from the top down, empty for one that it does not show. Only `branches` writes it."""

    body = models.OneToOneField(Body, on_delete=models.CASCADE, related_name="branch")
    path = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.path


class MandateManager(RecordManager["Mandate"]):
    def on(self, day: date) -> RecordQuerySet["Mandate"]:
        """Mandates held on that day."""
        return self.get_queryset().filter(
            models.Q(to_date__isnull=True) | models.Q(to_date__gte=day), from_date__lte=day
        )


class Mandate(Record):
    """One person in one role of one body, from a day to a day (both included)."""

    LETTER = "t"

    person = models.ForeignKey("network.Person", on_delete=models.PROTECT, related_name="mandates")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="mandates")
    role = models.CharField(max_length=20, choices=MandateRole.choices)
    appointment = models.CharField(max_length=12, choices=Appointment.choices, default=Appointment.ELECTED)
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)

    objects: ClassVar[MandateManager] = MandateManager()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["person", "body", "role", "from_date"], name="mandate_once"),
            models.CheckConstraint(
                condition=models.Q(to_date__isnull=True) | models.Q(to_date__gte=models.F("from_date")),
                name="mandate_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.from_date}–{self.to_date or ''}"
