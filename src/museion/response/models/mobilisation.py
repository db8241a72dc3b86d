"""The roster, the requests for people, and the calls that went out.

Do not send from inside a transaction: an `OutgoingMessage` (core) is written with the change, and its unique `send_key` is what
keeps a restart from sending twice.
"""

from django.db import models

from museion.core.models.records import Record
from museion.network.models import Person
from museion.response.models.incidents import Incident
from museion.response.terms import CallState, MobilisationState


class RosterEntry(models.Model):
    """What the desk needs to know of a person beside the register. `hazards`: GLIDE code to number of missions."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="roster_entry")
    hazards = models.JSONField(default=dict, blank=True)
    conflicts = models.JSONField(default=list, blank=True, help_text="keys of museums and bodies, or country codes")
    last_mission_date = models.DateField(null=True, blank=True)
    in_good_standing = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "roster entries"

    def __str__(self) -> str:
        return f"roster entry of {self.person_id}"


class AvailabilityPeriod(models.Model):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="availability")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "begins_at"], name="availability_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("begins_at")), name="availability_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} from {self.begins_at:%Y-%m-%d}"


class Mobilisation(Record):
    """A request for people. `request`: as `mobilisation.requests.Request`; `answer`: teams with reasons, what is missing."""

    LETTER = "j"

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="mobilisations"
    )
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=MobilisationState.choices, default=MobilisationState.DRAFT)
    request = models.JSONField()
    answer = models.JSONField(default=dict)
    answer_minutes = models.PositiveIntegerField(default=60, help_text="how long a person has to answer")
    wave = models.PositiveSmallIntegerField(default=0)
    next_wave_at = models.DateTimeField(null=True, blank=True, db_index=True)

    def __str__(self) -> str:
        return self.title


class Call(models.Model):
    """One person asked for one seat; nobody is asked twice for one mobilisation. `token_hash`: of the one-tap link."""

    mobilisation = models.ForeignKey(Mobilisation, on_delete=models.CASCADE, related_name="calls")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="calls")
    seat = models.CharField(max_length=100)
    wave = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=CallState.choices, default=CallState.WAITING, db_index=True)
    reasons = models.JSONField(default=list)
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mobilisation", "person"], name="called_once")]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.seat}"


class Mission(models.Model):
    """A person sent out; ends with stand-down."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="missions")
    mobilisation = models.ForeignKey(
        Mobilisation, on_delete=models.PROTECT, null=True, blank=True, related_name="missions"
    )
    role = models.CharField(max_length=100)
    country = models.CharField(max_length=2, blank=True)
    hazard = models.CharField(max_length=2, blank=True)
    begins_date = models.DateField()
    ends_date = models.DateField(null=True, blank=True)
    report = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.person_id} as {self.role}"
