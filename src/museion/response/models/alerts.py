"""Feeds, the messages that came from them, the events that messages tell of, and the museums in reach.

Do not merge two events by hand: an event is what `feeds.timeline` makes of its messages, and is made anew from them.
"""

from django.db import models

from museion.core.fields import LanguageMapField
from museion.core.models.records import Record
from museion.core.wording import read_wording
from museion.heritage.models import IntangibleElement
from museion.network.models import Museum
from museion.response.feeds.terms import Status
from museion.response.terms import HAZARDS, STATUSES, EventState


class Feed(models.Model):
    """An address that the worker polls. `certificates`: PEM, for feeds that sign."""

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=1000)
    poll_seconds = models.PositiveIntegerField(default=300)
    is_active = models.BooleanField(default=True)
    certificates = models.TextField(blank=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    polled_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, help_text="last good answer")
    failures = models.PositiveIntegerField(default=0, help_text="in a row")
    problem = models.TextField(blank=True)
    next_poll_at = models.DateTimeField(null=True, blank=True, db_index=True)

    def __str__(self) -> str:
        return self.title


class HazardEvent(Record):
    """One happening, whatever number of messages tell of it. `areas`: GeoJSON FeatureCollection of what is in force."""

    LETTER = "h"

    event_key = models.CharField(max_length=300, unique=True, help_text="as `timeline` names it")
    source_name = models.CharField(max_length=200, blank=True)
    titles = LanguageMapField()
    descriptions = LanguageMapField()
    hazard = models.CharField(max_length=2, choices=HAZARDS, blank=True, db_index=True, help_text="GLIDE")
    status = models.CharField(max_length=8, choices=STATUSES, default=Status.ACTUAL)
    state = models.CharField(max_length=9, choices=EventState.choices, default=EventState.ACTIVE, db_index=True)
    severity = models.CharField(max_length=8, blank=True)
    certainty = models.CharField(max_length=8, blank=True)
    urgency = models.CharField(max_length=9, blank=True)
    magnitude = models.FloatField(null=True, blank=True)
    begins_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    areas = models.JSONField(default=dict)
    countries = models.JSONField(default=list)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    exposed_count = models.PositiveIntegerField(default=0)
    exposed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.titles.pick("en").text or self.event_key


class AlertMessage(models.Model):
    """One message as it came. `identity`: sender and identifier; `parsed`: the typed alert as JSON."""

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, null=True, blank=True, related_name="messages")
    event = models.ForeignKey(HazardEvent, on_delete=models.PROTECT, null=True, related_name="messages")
    source = models.CharField(max_length=30, help_text="cap, gdacs, usgs, shapes")
    identity = models.CharField(max_length=500, unique=True)
    message_type = models.CharField(max_length=6)
    status = models.CharField(max_length=8)
    sent_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    signature = models.CharField(max_length=10, blank=True)
    parsed = models.JSONField()
    raw = models.TextField()
    notes = models.JSONField(default=list, help_text="departures from the standard that were forgiven")

    class Meta:
        ordering = ["sent_at", "id"]

    def __str__(self) -> str:
        return self.identity


class AlertName(models.Model):
    """A name that a message bears or refers to, hashed: messages that share one may be of one event, whichever came first."""

    message = models.ForeignKey(AlertMessage, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=32, db_index=True)

    def __str__(self) -> str:
        return self.name


class QuarantinedAlert(models.Model):
    """What came in and could not be used, with the reason, until a person uses it or lays it aside."""

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, null=True, blank=True, related_name="quarantine")
    file_name = models.CharField(max_length=300, blank=True)
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the content and the reason")
    name = models.CharField(
        max_length=300, blank=True, db_index=True, help_text="what it calls itself, where that shows"
    )
    reason = models.TextField()
    wording = models.JSONField(default=dict, help_text="what the reason was made of, to say it in another language")
    raw = models.TextField()
    received_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.CharField(max_length=200, blank=True)
    resolution = models.TextField(blank=True)
    event = models.ForeignKey(HazardEvent, on_delete=models.PROTECT, null=True, blank=True, related_name="quarantine")

    def __str__(self) -> str:
        return self.reason[:80]

    @property
    def told(self) -> str:
        return read_wording(self.wording, self.reason)


class Exposure(models.Model):
    """A museum in reach of an event, and where it stands in the order of urgency. `reasons`: as `risk.ordering` gave."""

    event = models.ForeignKey(HazardEvent, on_delete=models.CASCADE, related_name="exposures")
    museum = models.ForeignKey(Museum, on_delete=models.CASCADE, related_name="exposures")
    is_inside = models.BooleanField()
    distance_km = models.FloatField(null=True)
    priority = models.FloatField(db_index=True)
    reasons = models.JSONField(default=list)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-priority"]
        constraints = [models.UniqueConstraint(fields=["event", "museum"], name="exposure_once")]

    def __str__(self) -> str:
        return f"{self.museum_id} in reach of {self.event_id}"


class ElementExposure(models.Model):
    """An element of living heritage in reach of an event: its community, its places and what they need may be."""

    event = models.ForeignKey(HazardEvent, on_delete=models.CASCADE, related_name="element_exposures")
    element = models.ForeignKey(IntangibleElement, on_delete=models.CASCADE, related_name="exposures")
    is_inside = models.BooleanField()
    distance_km = models.FloatField(null=True)
    rule = models.CharField(max_length=60, help_text="how it is reached, as `alerting.reaching` says")

    class Meta:
        ordering = ["distance_km", "id"]
        constraints = [models.UniqueConstraint(fields=["event", "element"], name="element_exposure_once")]

    def __str__(self) -> str:
        return f"{self.element_id} in reach of {self.event_id}"
