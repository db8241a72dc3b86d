"""Alerts that the desk issues itself. A row is one message and never changes: an update or a cancel is another row."""

from django.db import models

from museion.core.fields import LanguageMapField
from museion.core.models.records import Record
from museion.response.feeds.terms import Category, Certainty, MessageType, ResponseType, Severity, Status, Urgency
from museion.response.models.alerts import HazardEvent
from museion.response.terms import HAZARDS, STATUSES


def _choose(
    terms: type[Category | Certainty | MessageType | ResponseType | Severity | Urgency],
) -> list[tuple[str, str]]:
    return [(term.value, term.value) for term in terms]


class DeskAlert(Record):
    """`document`: the signed CAP 1.2 message as it went out. `areas`: a FeatureCollection, as that of an event."""

    LETTER = "a"

    identifier = models.CharField(max_length=80, unique=True, help_text="as the message says")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    event = models.ForeignKey(HazardEvent, on_delete=models.PROTECT, null=True, blank=True, related_name="desk_alerts")
    message_type = models.CharField(max_length=6, choices=_choose(MessageType))
    status = models.CharField(max_length=8, choices=STATUSES, default=Status.ACTUAL)
    sent_at = models.DateTimeField(db_index=True)
    hazard = models.CharField(max_length=2, choices=HAZARDS, help_text="GLIDE")
    category = models.CharField(max_length=9, choices=_choose(Category))
    urgency = models.CharField(max_length=9, choices=_choose(Urgency))
    severity = models.CharField(max_length=8, choices=_choose(Severity))
    certainty = models.CharField(max_length=8, choices=_choose(Certainty))
    response_type = models.CharField(max_length=8, choices=_choose(ResponseType), blank=True)
    expires_at = models.DateTimeField(db_index=True)
    headlines = LanguageMapField()
    descriptions = LanguageMapField()
    instructions = LanguageMapField()
    area_descriptions = LanguageMapField()
    areas = models.JSONField(default=dict)
    note = models.TextField(blank=True, help_text="why it was updated or cancelled")
    document = models.TextField()

    def __str__(self) -> str:
        return self.headlines.pick("en").text or self.identifier
