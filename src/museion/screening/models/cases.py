"""The case desk: from a report by anyone to an outcome, with every step and who took it.

Do not publish a field of a case unless `published_fields` names it: a case is a desk matter.
"""

from django.db import models

from museion.core.models.records import Record
from museion.network.models import Body, Person
from museion.screening.models.losses import LossRecord
from museion.screening.models.runs import Screening
from museion.screening.terms import CaseOutcome, CaseState


class Case(Record):
    """One matter. `published_fields`: which of title, summary, country, outcome the public may read."""

    LETTER = "k"

    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=CaseState.choices, default=CaseState.NEW, db_index=True)
    outcome = models.CharField(max_length=20, choices=CaseOutcome.choices, default=CaseOutcome.NONE, blank=True)
    country = models.CharField(max_length=2, blank=True)
    language = models.CharField(max_length=35, default="en")
    reporter = models.TextField(blank=True, help_text="how to reach who reported it; read at level desk only")
    status_token = models.CharField(max_length=64, unique=True, help_text="opens the reporter's own status page")
    urgency = models.PositiveSmallIntegerField(default=2, help_text="1 now, 2 today, 3 this week")
    assigned_to = models.CharField(max_length=200, blank=True)
    photos = models.JSONField(default=list, blank=True)
    published_fields = models.JSONField(default=list, blank=True)
    screenings = models.ManyToManyField(Screening, related_name="cases", blank=True)
    losses = models.ManyToManyField(LossRecord, related_name="cases", blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class CaseNote(models.Model):
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    is_for_reporter = models.BooleanField(default=False, help_text="shown on the reporter's status page")
    written_by = models.CharField(max_length=200)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class CaseTask(models.Model):
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    text = models.CharField(max_length=500)
    assigned_to = models.CharField(max_length=200, blank=True)
    due_date = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_date", "id"]

    def __str__(self) -> str:
        return self.text


class CaseOpinion(models.Model):
    """An expert asked for an opinion, by a signed link; and the answer."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="opinions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="opinions")
    question = models.TextField()
    asked_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="opinion_asked_once")]

    def __str__(self) -> str:
        return f"opinion of {self.person_id}"


class CaseReferral(models.Model):
    """A package handed to a partner: what, to whom, why, and its SHA-256."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="referrals")
    partner = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals")
    partner_name = models.CharField(max_length=200)
    purpose = models.TextField()
    file_name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"to {self.partner_name}"
