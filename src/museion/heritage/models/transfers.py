"""Transfers that two institutions share: one record, boxes, and hand-overs that both sides sign.

Do not change what was signed: a hand-over holds the statement as it was, with both signatures under it.
"""

from django.db import models

from museion.core.access import AccessLevel, Viewer
from museion.core.models.records import Record
from museion.heritage.care_terms import TransferKind, TransferLeg
from museion.heritage.models.objects import CulturalObject
from museion.network.models import Museum


class Transfer(Record):
    """`papers`: list of `{"paper", "reference", "is_needed"}`. `ended_at`: everything is where it shall stay."""

    LETTER = "xk"

    kind = models.CharField(max_length=11, choices=TransferKind.choices)
    giver = models.ForeignKey(Museum, on_delete=models.PROTECT, related_name="transfers_given")
    taker = models.ForeignKey(Museum, on_delete=models.PROTECT, related_name="transfers_taken")
    terms_text = models.TextField(blank=True)
    begins_date = models.DateField()
    due_date = models.DateField(null=True, blank=True)
    papers = models.JSONField(default=list, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=~models.Q(giver=models.F("taker")), name="transfer_between_two"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[TransferKind.RESTITUTION, TransferKind.TRANSFER])
                | models.Q(due_date__isnull=False),
                name="transfer_comes_back_by_a_day",
            ),
        ]

    @property
    def url(self) -> str:
        """Both sides read it, so it has a page that asks for either of two scopes."""
        return f"/transfers/{self.key}"

    def is_seen_by(self, viewer: Viewer) -> bool:
        return viewer.sees(AccessLevel.COMMITTEE) or bool(viewer.scopes & {self.giver.key, self.taker.key})

    def scope_keys(self) -> tuple[str, ...]:
        return (*self.giver.scope_keys(), *self.taker.scope_keys())


class TransferBox(models.Model):
    """A box of the manifest. `needs`: what it cannot travel or be opened without."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="boxes")
    label = models.CharField(max_length=60)
    needs = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["label"]
        constraints = [models.UniqueConstraint(fields=["transfer", "label"], name="box_label_once")]

    def __str__(self) -> str:
        return self.label


class TransferItem(models.Model):
    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="items")
    object = models.ForeignKey(CulturalObject, on_delete=models.PROTECT, related_name="transfer_items")
    box = models.ForeignKey(TransferBox, on_delete=models.PROTECT, null=True, blank=True, related_name="items")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["transfer", "object"], name="transfer_object_once")]

    def __str__(self) -> str:
        return str(self.object_id)


class HandOver(models.Model):
    """`statement`: what both sides sign, as JSON. Signatures: JSON Web Signatures of the site's key over statement and person."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="hand_overs")
    number = models.PositiveSmallIntegerField()
    leg = models.CharField(max_length=4, choices=TransferLeg.choices)
    statement = models.JSONField()
    made_at = models.DateTimeField()
    giver_signature = models.TextField(blank=True)
    giver_name = models.CharField(max_length=200, blank=True)
    giver_signed_at = models.DateTimeField(null=True, blank=True)
    taker_signature = models.TextField(blank=True)
    taker_name = models.CharField(max_length=200, blank=True)
    taker_signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["transfer", "number"], name="hand_over_number_once")]

    def __str__(self) -> str:
        return f"{self.leg} {self.number}"

    @property
    def is_signed(self) -> bool:
        return bool(self.giver_signature and self.taker_signature)
