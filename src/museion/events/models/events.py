"""Events, and series whose events recur.

Design: moments are kept in UTC beside the IANA zone of the place, so that "nine o'clock" stays nine o'clock there. An event
of a series is a row of its own: people register for one meeting, and one meeting is cancelled, not a rule.

Do not delete an event that was announced: cancel it, so that calendars which hold it hear of it (RFC 5545, SEQUENCE).
"""

from django.db import models

from museion.core.fields import LanguageMapField
from museion.core.models.records import Record
from museion.events.terms import EventFormat, EventState, EventType
from museion.network.models import Body
from museion.vocabulary.models import Concept


class EventSeries(Record):
    """A meeting that recurs. `rule`: an RRULE without DTSTART (RFC 5545, 3.3.10); `made_until`: how far its events exist."""

    LETTER = "xe"

    names = LanguageMapField()
    rule = models.CharField(max_length=500)
    time_zone = models.CharField(max_length=64)
    first_begins_at = models.DateTimeField()
    minutes = models.PositiveIntegerField()
    made_until = models.DateTimeField(null=True, blank=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="event_series")

    class Meta(Record.Meta):
        verbose_name_plural = "event series"

    def scope_keys(self) -> tuple[str, ...]:
        return self.body.scope_keys() if self.body else super().scope_keys()


class Event(Record):
    """`languages`: BCP 47 tags that are spoken; `interpretation`: those that one may listen in; `text_languages`: those that
    its texts are promised in. `fees`: member category (empty: everybody else) to amount in `currency`. `ends_at` is the first
    moment after; an all-day event begins and ends at midnight of its zone. `sequence`: how often it changed for calendars."""

    LETTER = "v"

    type = models.CharField(max_length=24, choices=EventType.choices, db_index=True)
    state = models.CharField(max_length=9, choices=EventState.choices, default=EventState.CONFIRMED)
    format = models.CharField(max_length=7, choices=EventFormat.choices, default=EventFormat.ON_SITE)
    titles = LanguageMapField()
    descriptions = LanguageMapField()
    accessibility = LanguageMapField(help_text="how people who move, hear, see or read otherwise take part")
    text_languages = models.JSONField(default=list, blank=True)
    begins_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField(db_index=True)
    time_zone = models.CharField(max_length=64)
    is_all_day = models.BooleanField(default=False)
    venues = LanguageMapField()
    address = models.CharField(max_length=500, blank=True)
    city = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2, blank=True, db_index=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    online_url = models.URLField(max_length=500, blank=True, help_text="shown to who is registered, and to nobody else")
    website = models.URLField(max_length=500, blank=True)
    email = models.EmailField(blank=True)
    languages = models.JSONField(default=list, blank=True)
    interpretation = models.JSONField(default=list, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    fees = models.JSONField(default=dict, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    cancelled_for = LanguageMapField()
    sequence = models.PositiveIntegerField(default=0)
    bodies = models.ManyToManyField(Body, related_name="events", blank=True)
    themes = models.ManyToManyField(Concept, related_name="events", blank=True)
    series = models.ForeignKey(EventSeries, on_delete=models.PROTECT, null=True, blank=True, related_name="events")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(ends_at__gte=models.F("begins_at")), name="event_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["access", "begins_at"], name="event_by_access")]

    def __str__(self) -> str:
        return self.titles.pick("en").text or self.key

    def scope_keys(self) -> tuple[str, ...]:
        """Of every body that organises it."""
        keys = [key for body in self.bodies.all() for key in body.scope_keys()]
        return tuple(dict.fromkeys([*keys, *super().scope_keys()]))

    @property
    def is_cancelled(self) -> bool:
        return self.state == EventState.CANCELLED
