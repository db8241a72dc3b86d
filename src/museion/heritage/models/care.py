"""How objects fare: condition checks, movements, inventory rounds, and the other procedures of collections management."""

from django.db import models

from museion.core.models.records import Record
from museion.heritage import care_terms as terms
from museion.heritage.models.description import PictureOfObject
from museion.heritage.models.objects import CulturalObject
from museion.network.models import Museum


class Survey(Record):
    """Objects that somebody goes through to check their condition, on a device that may have no line."""

    LETTER = "xw"

    museum = models.ForeignKey(Museum, on_delete=models.PROTECT, related_name="surveys")
    title = models.CharField(max_length=200)
    begun_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    listed = models.ManyToManyField(CulturalObject, related_name="surveys", blank=True)

    def __str__(self) -> str:
        return self.title

    def scope_keys(self) -> tuple[str, ...]:
        return self.museum.scope_keys()


class ConditionCheck(Record):
    """`marks`: list of `{"file_name", "x", "y", "text"}`, places on a photograph as shares of its width and height.

    `recommendations`: texts by what they are for (display, handling, packing, storage, environment, security).
    """

    LETTER = "xn"

    object = models.ForeignKey(CulturalObject, on_delete=models.PROTECT, related_name="condition_checks")
    reference = models.CharField(max_length=100, blank=True)
    checked_date = models.DateField(db_index=True)
    checker = models.CharField(max_length=200)
    method = models.CharField(max_length=12, choices=terms.CheckMethod.choices, default=terms.CheckMethod.OBSERVED)
    reason = models.CharField(max_length=20, choices=terms.CheckReason.choices, default=terms.CheckReason.ROUTINE)
    completeness = models.CharField(
        max_length=10, choices=terms.Completeness.choices, default=terms.Completeness.COMPLETE
    )
    condition = models.CharField(max_length=16, choices=terms.Condition.choices)
    hazard = models.CharField(max_length=12, choices=terms.CheckHazard.choices, blank=True)
    salvage_priority = models.CharField(max_length=6, choices=terms.Priority.choices, blank=True)
    treatment_priority = models.CharField(max_length=6, choices=terms.Priority.choices, blank=True)
    next_check_date = models.DateField(null=True, blank=True, db_index=True)
    note = models.TextField(blank=True)
    recommendations = models.JSONField(default=dict, blank=True)
    legal_requirements = models.TextField(blank=True)
    marks = models.JSONField(default=list, blank=True)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, null=True, blank=True, related_name="checks")
    client_token = models.CharField(
        max_length=64, null=True, blank=True, unique=True, help_text="made by the device that wrote it without a line"
    )

    def scope_keys(self) -> tuple[str, ...]:
        return self.object.scope_keys()


class CheckPhotograph(PictureOfObject):
    """What was seen at a check. It stays with the check and is no picture of the catalogue, which others read."""

    check_of = models.ForeignKey(ConditionCheck, on_delete=models.CASCADE, related_name="photographs")

    class Meta(PictureOfObject.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["check_of", "file_name"], name="check_photograph_once")]

    def __str__(self) -> str:
        return self.file_name


class Movement(models.Model):
    """From one place to another. The object's `store_location` says where it is now."""

    object = models.ForeignKey(CulturalObject, on_delete=models.PROTECT, related_name="movements")
    place_before = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200)
    moved_at = models.DateTimeField(db_index=True)
    mover = models.CharField(max_length=200)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-moved_at", "-id"]

    def __str__(self) -> str:
        return f"{self.place_before} → {self.place}"


class InventoryRound(Record):
    """A walk through one place with a list of what ought to be there. Expected: objects stored there when it began."""

    LETTER = "xt"

    museum = models.ForeignKey(Museum, on_delete=models.PROTECT, related_name="inventory_rounds")
    place = models.CharField(max_length=200)
    begun_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    expected = models.ManyToManyField(CulturalObject, related_name="inventory_rounds", blank=True)

    def scope_keys(self) -> tuple[str, ...]:
        return self.museum.scope_keys()


class InventoryScan(models.Model):
    """A code that was read. Without an object, nobody here knows what it means: it stays to be looked into."""

    round = models.ForeignKey(InventoryRound, on_delete=models.CASCADE, related_name="scans")
    code = models.CharField(max_length=300)
    object = models.ForeignKey(CulturalObject, on_delete=models.PROTECT, null=True, blank=True, related_name="scans")
    seen_at = models.DateTimeField()
    seen_by = models.CharField(max_length=200)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-seen_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["round", "code"], name="inventory_code_once")]

    def __str__(self) -> str:
        return self.code


class Procedure(Record):
    """One dated act: entry, acquisition, exit, valuation… `kind` says which, `values` holds what that kind asks for.

    The fields of each kind are in `procedures.toml`. Values and insurance are read by who acts for the museum alone.
    """

    LETTER = "xv"

    kind = models.CharField(max_length=12, choices=terms.ProcedureKind.choices, db_index=True)
    museum = models.ForeignKey(Museum, on_delete=models.PROTECT, related_name="procedures")
    object = models.ForeignKey(
        CulturalObject, on_delete=models.PROTECT, null=True, blank=True, related_name="procedures"
    )
    reference = models.CharField(max_length=100, blank=True)
    done_date = models.DateField()
    due_date = models.DateField(null=True, blank=True, db_index=True, help_text="when something must follow")
    closed_date = models.DateField(null=True, blank=True)
    party = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)
    values = models.JSONField(default=dict, blank=True)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(kind=terms.ProcedureKind.DEACCESSION) | ~models.Q(reason=""),
                name="no_deaccession_without_a_reason",
            ),
        ]

    def scope_keys(self) -> tuple[str, ...]:
        return self.museum.scope_keys()
