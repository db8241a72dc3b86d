"""Searches that somebody keeps, and the records that have come in for them since.

A saved search belongs to one account and is nobody else's business: its level is `sealed`. What it finds is cut to what its owner
may read, when the record arrives and again whenever it is shown or sent. Do not store its feed's address or its webhook's secret:
both are made from the site's secret and `turn`, so that one number more makes the old ones worthless.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from museion.core.models import Record


class MailRhythm(models.TextChoices):
    """How often a digest is sent; never an empty one."""

    NEVER = "never", _("no e-mail")
    SOON = "soon", _("as it comes in, at most every quarter of an hour")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")


class SavedSearch(Record):
    """`asked`: the question as `SearchRequest` has it; `address`: the results page that shows it."""

    LETTER = "xq"

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches")
    title = models.CharField(max_length=200)
    asked = models.JSONField(default=dict)
    address = models.TextField(default="/search")
    language = models.CharField(max_length=35, default="en")
    mail_rhythm = models.CharField(max_length=6, choices=MailRhythm.choices, default=MailRhythm.NEVER)
    webhook_url = models.URLField(max_length=1000, default="", blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    mailed_id = models.BigIntegerField(default=0, help_text="the newest alert that an e-mail told of")
    hooked_id = models.BigIntegerField(default=0, help_text="the newest alert that was put into a webhook's message")
    turn = models.PositiveIntegerField(default=1)

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["account", "id"], name="saved_search_of_account")]


class SearchAlert(models.Model):
    """A record that came in for a saved search, once, however often it changes."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="alerts")
    key = models.CharField(max_length=9)
    kind = models.CharField(max_length=32)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "key"], name="search_alert_once")]
        indexes = [models.Index(fields=["search", "-found_at"], name="search_alert_newest")]

    def __str__(self) -> str:
        return f"{self.search_id}: {self.key}"


class WebhookDelivery(models.Model):
    """One message to a webhook; kept after it was sent, so that the owner sees what became of it."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="deliveries")
    url = models.URLField(max_length=1000)
    body = models.TextField()
    made_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["sent_at", "given_up_at", "retry_at"], name="webhook_delivery_due")]

    def __str__(self) -> str:
        return f"{self.search_id}: {self.made_at:%Y-%m-%d %H:%M}"
