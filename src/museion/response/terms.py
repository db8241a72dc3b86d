"""The coded terms of the response room: states of events, incidents, calls; phases of first aid; how messages fared.

Hazards, severities and certainties keep the spelling of their standards, see `feeds/terms.py`.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from museion.response.feeds.terms import Hazard, Status

HAZARDS = [(hazard.value, hazard.value) for hazard in Hazard]
STATUSES = [(status.value, status.value) for status in Status]


class EventState(models.TextChoices):
    ACTIVE = "active", _("active")
    CLEARED = "cleared", _("all clear")
    CANCELLED = "cancelled", _("cancelled")
    EXPIRED = "expired", _("expired")
    REPORTED = "reported", _("reported on only")


class IncidentState(models.TextChoices):
    NEW = "new", _("new")
    TRIAGE = "triage", _("in triage")
    RESPONDING = "responding", _("being responded to")
    MONITORING = "monitoring", _("being watched")
    CLOSED = "closed", _("closed")


class DamagePhase(models.TextChoices):
    """Phases of first aid to cultural heritage in times of crisis."""

    SITUATION = "situation", _("situation analysis")
    ON_SITE = "on_site", _("damage and risk assessment on site")
    STABILISATION = "stabilisation", _("security and stabilisation")
    RECOVERY = "recovery", _("early recovery")


class DamageExtent(models.TextChoices):
    NONE = "none", _("none seen")
    SLIGHT = "slight", _("slight")
    PART = "part", _("part of the value")
    SEVERE = "severe", _("most of the value")
    LOST = "lost", _("lost or missing")


class CallState(models.TextChoices):
    """One expert's answer to one request."""

    WAITING = "waiting", _("next wave")
    SENT = "sent", _("asked")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    PROPOSED = "proposed", _("proposed otherwise")
    TIMED_OUT = "timed_out", _("no answer in time")
    STOOD_DOWN = "stood_down", _("stood down")


class MobilisationState(models.TextChoices):
    DRAFT = "draft", _("draft")
    CALLING = "calling", _("calling")
    FILLED = "filled", _("filled")
    EXHAUSTED = "exhausted", _("nobody left to ask")
    STOOD_DOWN = "stood_down", _("stood down")
