"""What is kept of an event: who was there, minutes, certificates, what participants thought of it.

A certificate is found by its own long token, never by its key: keys follow a pattern that anybody can count through.
"""

from django.db import models

from museion.core.fields import LanguageMapField
from museion.core.models.records import Record
from museion.events.models.events import Event
from museion.events.models.programme import Session
from museion.events.models.registrations import Registration
from museion.events.terms import CertificateKind
from museion.vocabulary.models import Concept


class Attendance(models.Model):
    """Somebody came to the event (`session` empty) or to one session. Told twice, by two doors or two devices, it is one row."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="attendances")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, null=True, blank=True, related_name="attendances")
    at = models.DateTimeField()
    device = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "session"], name="attended_session_once"),
            models.UniqueConstraint(
                fields=["registration"], condition=models.Q(session__isnull=True), name="attended_event_once"
            ),
        ]

    def __str__(self) -> str:
        return f"registration {self.registration_id} at {self.at:%Y-%m-%d %H:%M}"


class Minutes(models.Model):
    """What was said and decided. `attendance`: as counted when they were approved."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="minutes")
    texts = LanguageMapField()
    attendance = models.JSONField(default=dict, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "minutes"

    def __str__(self) -> str:
        return f"minutes of {self.event_id}"


class AdoptedResolution(models.Model):
    """A resolution as the meeting adopted it; `taken_key` is the record that governance made of it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="resolutions")
    number = models.CharField(max_length=40)
    titles = LanguageMapField()
    texts = LanguageMapField()
    votes_for = models.PositiveIntegerField(null=True, blank=True)
    votes_against = models.PositiveIntegerField(null=True, blank=True)
    abstentions = models.PositiveIntegerField(null=True, blank=True)
    taken_key = models.CharField(max_length=9, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="resolution_once")]

    def __str__(self) -> str:
        return self.number


class CertificateRule(models.Model):
    """What earns a certificate: a share of the sessions that count, or having come at all; for training also what is learnt."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="certificate_rule")
    kind = models.CharField(max_length=10, choices=CertificateKind.choices, default=CertificateKind.ATTENDANCE)
    least_percent = models.PositiveSmallIntegerField(default=0, help_text="of the minutes of sessions that count")
    hours = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)
    competence = models.ForeignKey(Concept, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    valid_years = models.PositiveSmallIntegerField(null=True, blank=True)
    signatory = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(least_percent__lte=100), name="certificate_percent_is_a_share")
        ]

    def __str__(self) -> str:
        return f"certificates of {self.event_id}"


class Certificate(Record):
    """`statement`: signed (RFC 7515), so the paper proves itself; `token`: what the public link checks."""

    LETTER = "xc"

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="certificates")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="certificates")
    kind = models.CharField(max_length=10, choices=CertificateKind.choices)
    name = models.CharField(max_length=300)
    token = models.CharField(max_length=32, unique=True)
    statement = models.TextField()
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_for = models.CharField(max_length=500, blank=True)
    competence_number = models.BigIntegerField(null=True, blank=True, help_text="of the network's competence")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["registration", "kind"],
                condition=models.Q(revoked_at__isnull=True),
                name="certificate_once",
            ),
        ]

    def scope_keys(self) -> tuple[str, ...]:
        return self.event.scope_keys()


class Survey(models.Model):
    """What participants are asked after the event. `questions`: list of `forms.Question` as JSON."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="survey")
    questions = models.JSONField(default=list)
    is_open = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"survey of {self.event_id}"


class SurveyAnswer(models.Model):
    """`voice`: a keyed hash of the registration, so that nobody answers twice and nobody reads who answered what."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="answers")
    voice = models.CharField(max_length=64)
    answers = models.JSONField()
    language = models.CharField(max_length=35, default="en")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "voice"], name="answered_once")]

    def __str__(self) -> str:
        return f"answer to survey {self.survey_id}"
