"""What members owe for a year, and what they paid.

A due's amount never changes: a wrong one is superseded and asked anew. Nor does a payment: it is superseded by the right one.
"""

from decimal import Decimal

from django.db import models

from museion.core.fields import LanguageMapField
from museion.network.models.dated import DatedFact
from museion.network.models.membership import Holder, one_holder
from museion.network.terms import MemberCategory, PaymentMeans, Unclear

_KNOWN = models.Q(superseded_at__isnull=True)


class FeeBand(models.Model):
    """A class of institutions by yearly operating budget in euros; the upper end is not included, empty has no end."""

    code = models.CharField(max_length=16)
    names = LanguageMapField()
    least_budget = models.BigIntegerField(null=True, blank=True)
    most_budget = models.BigIntegerField(null=True, blank=True)
    is_voting = models.BooleanField(default=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["least_budget", "code"]
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="fee_band_once")]

    def __str__(self) -> str:
        return self.code


class FeeRate(models.Model):
    """What a category (and band) pays in countries of a group, for years that begin in the period."""

    category = models.CharField(max_length=14, choices=MemberCategory.choices)
    band = models.CharField(max_length=16, blank=True)
    country_group = models.PositiveSmallIntegerField(help_text="1 pays most; 0: every country")
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    currency = models.CharField(max_length=3, default="EUR")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["category", "band", "country_group", "valid_from"], name="fee_rate_once")
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.band} {self.amount}"


class CountryGroup(models.Model):
    """In which group of fees a country is; a country without one is in the first."""

    country = models.CharField(max_length=2)
    group = models.PositiveSmallIntegerField()
    valid_from = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["country", "valid_from"], name="country_group_once")]

    def __str__(self) -> str:
        return f"{self.country}: {self.group}"


class Due(Holder, DatedFact):
    """What is asked of a member for a calendar year. `number` is the invoice's, without gaps."""

    year = models.PositiveSmallIntegerField()
    category = models.CharField(max_length=14, choices=MemberCategory.choices)
    band = models.CharField(max_length=16, blank=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    currency = models.CharField(max_length=3, default="EUR")
    number = models.BigIntegerField(unique=True)
    issued_date = models.DateField()
    due_date = models.DateField()

    class Meta(DatedFact.Meta):
        constraints = [
            *DatedFact.Meta.constraints,
            one_holder("due_of_one_holder"),
            models.UniqueConstraint(fields=["person", "year"], condition=_KNOWN, name="one_due_of_a_person"),
            models.UniqueConstraint(fields=["museum", "year"], condition=_KNOWN, name="one_due_of_a_museum"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="due_is_not_negative"),
        ]
        indexes = [models.Index(fields=["year", "person"], name="dues_of_year")]

    def __str__(self) -> str:
        return self.invoice_number

    @property
    def invoice_number(self) -> str:
        return f"{self.year}-{self.number:06d}"

    @property
    def paid(self) -> Decimal:
        known = (payment.amount for payment in self.payments.all() if payment.superseded_at is None)
        return sum(known, Decimal())

    @property
    def is_settled(self) -> bool:
        return self.paid >= self.amount


class Payment(DatedFact):
    """Money that came in for a due. `reference`: as the bank or the payer names it; one reference is booked once."""

    due = models.ForeignKey(Due, on_delete=models.PROTECT, related_name="payments")
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    paid_date = models.DateField()
    means = models.CharField(max_length=12, choices=PaymentMeans.choices)
    reference = models.CharField(max_length=140, blank=True)
    number = models.BigIntegerField(unique=True, help_text="of the receipt")

    class Meta(DatedFact.Meta):
        ordering = ["paid_date", "id"]
        constraints = [
            *DatedFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["means", "reference"], condition=_KNOWN & ~models.Q(reference=""), name="payment_booked_once"
            ),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="payment_is_positive"),
        ]

    def __str__(self) -> str:
        return self.receipt_number

    @property
    def receipt_number(self) -> str:
        return f"R{self.number:07d}"


class WaitingEntry(models.Model):
    """An entry of a bank's statement that no rule could book: kept until a person books it or lays it aside with a note.

    `digest`: of what the entry says, so that a file that is taken in twice leaves one row.
    """

    digest = models.CharField(max_length=64, unique=True)
    reason = models.CharField(max_length=12, choices=Unclear.choices)
    reference = models.CharField(max_length=140, blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    booked_date = models.DateField(null=True, blank=True)
    payer = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    line = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True, db_index=True)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "waiting entries"
        ordering = ["booked_date", "id"]

    def __str__(self) -> str:
        return f"{self.reason} {self.reference}"


class Reminder(models.Model):
    """A letter about a due that was not paid in time; `step` counts from 1."""

    due = models.ForeignKey(Due, on_delete=models.CASCADE, related_name="reminders")
    step = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["due", "step"], name="reminder_once")]

    def __str__(self) -> str:
        return f"reminder {self.step}"
