"""Archives in their hierarchy, described by ISAD(G)."""

from django.db import models

from museion.core.fields import LanguageMapField
from museion.core.models.records import Record
from museion.library.terms import ArchiveLevel
from museion.network.models import Body


class ArchiveUnit(Record):
    """A unit of description, from a fonds down to an item. The numbers in the help texts are those of ISAD(G)."""

    LETTER = "x2"

    reference_code = models.CharField(max_length=100, db_index=True, help_text="3.1.1")
    titles = LanguageMapField(help_text="3.1.2")
    date_text = models.CharField(max_length=200, blank=True, help_text="3.1.3")
    date_earliest = models.BigIntegerField(null=True, blank=True)
    date_latest = models.BigIntegerField(null=True, blank=True)
    level = models.CharField(max_length=10, choices=ArchiveLevel.choices, help_text="3.1.4")
    extent = models.CharField(max_length=300, blank=True, help_text="3.1.5")
    creator = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="archives")
    creator_text = models.CharField(max_length=300, blank=True, help_text="3.2.1")
    history = LanguageMapField(help_text="3.2.3 archival history")
    scope_and_content = LanguageMapField(help_text="3.3.1")
    arrangement = LanguageMapField(help_text="3.3.4")
    access_conditions = LanguageMapField(help_text="3.4.1")
    languages = models.JSONField(default=list, blank=True, help_text="3.4.3")
    finding_aids = models.TextField(blank=True, help_text="3.4.5")
    is_reading_room_only = models.BooleanField(default=True)
    closed_until = models.DateField(null=True, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="units")
    position = models.PositiveIntegerField(default=0)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="unit_is_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.reference_code

    def scope_keys(self) -> tuple[str, ...]:
        return (self.key, *(self.creator.scope_keys() if self.creator else ()))
