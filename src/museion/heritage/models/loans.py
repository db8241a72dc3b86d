"""Loans in and out. A loan without a due date does not exist: the column refuses it.

Access: who acts for the museum, and the desk; the insurance value is theirs alone.
"""

from django.db import models

from museion.core.models.records import Record
from museion.heritage.care_terms import Condition, LoanDirection, LoanHandOver, LoanPurpose, LoanStatus
from museion.heritage.models.objects import CulturalObject
from museion.network.models import Museum


class Loan(Record):
    """`museum` keeps this record; `partner` is the other side, by its record or by name alone.

    `venues`: list of `{"name", "place", "from", "to"}`, days ISO 8601. `papers`: codes of `custody.windows.Paper`.
    """

    LETTER = "xh"

    direction = models.CharField(max_length=3, choices=LoanDirection.choices)
    status = models.CharField(max_length=10, choices=LoanStatus.choices, default=LoanStatus.REQUESTED, db_index=True)
    museum = models.ForeignKey(Museum, on_delete=models.PROTECT, related_name="loans")
    partner = models.ForeignKey(Museum, on_delete=models.PROTECT, null=True, blank=True, related_name="loans_shared")
    partner_name = models.CharField(max_length=300, blank=True)
    partner_country = models.CharField(
        max_length=2, blank=True, help_text="ISO 3166-1, where the other side has no record"
    )
    contact_name = models.CharField(max_length=200, blank=True)
    contact_email = models.EmailField(blank=True)
    registrar_email = models.EmailField(blank=True, help_text="gets a copy of each reminder")
    reference = models.CharField(max_length=100, blank=True, help_text="the museum's own loan number")
    purpose = models.CharField(max_length=12, choices=LoanPurpose.choices, default=LoanPurpose.EXHIBITION)
    begins_date = models.DateField()
    due_date = models.DateField(db_index=True)
    returned_date = models.DateField(null=True, blank=True)
    lender_authorizer = models.CharField(max_length=200, blank=True)
    lender_authorized_date = models.DateField(null=True, blank=True)
    borrower_authorizer = models.CharField(max_length=200, blank=True)
    borrower_authorized_date = models.DateField(null=True, blank=True)
    venues = models.JSONField(default=list, blank=True)
    insurance_eur = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    insured_by = models.CharField(max_length=200, blank=True)
    facility_report = models.TextField(
        blank=True, help_text="what the borrower's rooms offer, and when it was looked at"
    )
    courier = models.CharField(max_length=200, blank=True)
    immunity = models.TextField(blank=True, help_text="immunity from seizure: law and reference")
    papers = models.JSONField(default=list, blank=True)
    conditions = models.TextField(blank=True)
    credit_line = models.CharField(max_length=300, blank=True)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(due_date__gte=models.F("begins_date")), name="loan_is_due_after_it_begins"
            ),
            models.CheckConstraint(
                condition=models.Q(partner__isnull=False) | ~models.Q(partner_name=""), name="loan_has_a_partner"
            ),
        ]

    def scope_keys(self) -> tuple[str, ...]:
        return self.museum.scope_keys()


class LoanItem(models.Model):
    """An object of a loan; `text` names one that is in no catalogue here."""

    loan = models.ForeignKey(Loan, on_delete=models.CASCADE, related_name="items")
    object = models.ForeignKey(
        CulturalObject, on_delete=models.PROTECT, null=True, blank=True, related_name="loan_items"
    )
    text = models.CharField(max_length=300, blank=True)
    returned_date = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text or str(self.object_id)


class LoanCondition(models.Model):
    """How an object was at one hand-over of a loan, as whoever was there saw it."""

    item = models.ForeignKey(LoanItem, on_delete=models.CASCADE, related_name="conditions")
    point = models.CharField(max_length=8, choices=LoanHandOver.choices)
    condition = models.CharField(max_length=16, choices=Condition.choices)
    note = models.CharField(max_length=2000, blank=True)
    place = models.CharField(max_length=200, blank=True)
    noted_by = models.CharField(max_length=200)
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["noted_at", "id"]

    def __str__(self) -> str:
        return f"{self.point}: {self.condition}"


class LoanStep(models.Model):
    """What became of a loan, one line a step: a change of status, a renewal, an authorization."""

    loan = models.ForeignKey(Loan, on_delete=models.CASCADE, related_name="steps")
    status = models.CharField(max_length=10, choices=LoanStatus.choices)
    group = models.CharField(max_length=100, blank=True, help_text="committee, registrar, director…")
    person = models.CharField(max_length=200)
    taken_at = models.DateTimeField()
    due_before = models.DateField(null=True, blank=True, help_text="of a renewal: the due date until then")
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["taken_at", "id"]

    def __str__(self) -> str:
        return f"{self.status} {self.taken_at:%Y-%m-%d}"
