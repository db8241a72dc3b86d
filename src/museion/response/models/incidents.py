"""The incident desk, open at any hour to anyone: what was reported, what was done, who is on duty.

Do not make an account a condition of reporting, and do not show a reporter's contact below level desk.
"""

from django.db import models

from museion.core.models.records import Record
from museion.network.models import Museum, Person
from museion.response.feeds.terms import Status
from museion.response.models.alerts import HazardEvent
from museion.response.terms import HAZARDS, STATUSES, IncidentState


class Incident(Record):
    """`client_token`: made in the reporter's browser, so that a form sent twice is one incident."""

    LETTER = "n"

    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=IncidentState.choices, default=IncidentState.NEW, db_index=True)
    status = models.CharField(max_length=8, choices=STATUSES, default=Status.ACTUAL)
    hazard = models.CharField(max_length=2, choices=HAZARDS, blank=True)
    urgency = models.PositiveSmallIntegerField(default=2, help_text="1 now, 2 today, 3 this week")
    museum = models.ForeignKey(Museum, on_delete=models.PROTECT, null=True, blank=True, related_name="incidents")
    events = models.ManyToManyField(HazardEvent, related_name="incidents", blank=True)
    place = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    language = models.CharField(max_length=35, default="en")
    reporter = models.TextField(blank=True, help_text="read at level desk only")
    photos = models.JSONField(default=list, blank=True)
    client_token = models.CharField(max_length=64, unique=True)
    status_token = models.CharField(max_length=64, unique=True)
    assigned_to = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField()
    stood_down_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    lessons = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title


class IncidentLine(models.Model):
    """A line of the incident's log."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="lines")
    text = models.TextField()
    is_for_reporter = models.BooleanField(default=False)
    written_by = models.CharField(max_length=200)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class IncidentTask(models.Model):
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="tasks")
    text = models.CharField(max_length=500)
    assigned_to = models.CharField(max_length=200, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_at", "id"]

    def __str__(self) -> str:
        return self.text


class SituationReport(models.Model):
    """A numbered report, kept as it was issued."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="reports")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    issued_by = models.CharField(max_length=200)
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["incident", "number"], name="situation_report_once")]

    def __str__(self) -> str:
        return f"report {self.number}"


class RotaShift(models.Model):
    """Who is on duty, and the note for whoever comes next."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="shifts")
    begins_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    handover_note = models.TextField(blank=True)

    class Meta:
        ordering = ["begins_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("begins_at")), name="shift_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} from {self.begins_at:%Y-%m-%d %H:%M}"
