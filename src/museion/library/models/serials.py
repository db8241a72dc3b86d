"""Series by their issues: the pattern that predicts them, the ones received or called for, and the calls."""

from django.db import models

from museion.library.models.works import Work
from museion.library.numbering.prediction import Frequency, Pattern
from museion.library.terms import FREQUENCIES, IssueState


class NumberingPattern(models.Model):
    """How often a series appears and how its issues are counted."""

    work = models.OneToOneField(Work, on_delete=models.CASCADE, related_name="numbering")
    frequency = models.CharField(max_length=20, choices=FREQUENCIES)
    begins_date = models.DateField()
    ends_date = models.DateField(null=True, blank=True)
    first_volume = models.PositiveIntegerField(null=True, blank=True)
    first_number = models.PositiveIntegerField(default=1)
    numbers_per_volume = models.PositiveIntegerField(null=True, blank=True)
    is_continuous = models.BooleanField(default=False)
    grace_days = models.PositiveIntegerField(default=60)

    def __str__(self) -> str:
        return f"{self.frequency} from {self.begins_date}"

    def read(self) -> Pattern:
        return Pattern(
            frequency=Frequency(self.frequency),
            begins=self.begins_date,
            ends=self.ends_date,
            first_volume=self.first_volume,
            first_number=self.first_number,
            numbers_per_volume=self.numbers_per_volume,
            is_continuous=self.is_continuous,
            grace_days=self.grace_days,
        )


class Issue(models.Model):
    """One issue of a series of which something is known."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="issues")
    volume = models.PositiveIntegerField(default=0, help_text="0 where issues are counted without volumes")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=100, blank=True, help_text="as printed, such as Spring 2004")
    state = models.CharField(max_length=16, choices=IssueState.choices, default=IssueState.RECEIVED)
    received_date = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["volume", "number"]
        constraints = [
            models.UniqueConstraint(fields=["work", "volume", "number"], name="issue_once"),
        ]

    def __str__(self) -> str:
        return f"{self.volume} ({self.number})" if self.volume else str(self.number)


class IssueCall(models.Model):
    """A letter to the body that issued a series, for what is missing."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="calls")
    recipient = models.EmailField()
    issues_text = models.TextField()
    letter = models.TextField()
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.recipient} {self.sent_at:%Y-%m-%d}"
