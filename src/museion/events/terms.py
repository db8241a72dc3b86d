"""The coded terms of meetings. Types of event: section 5.3 of the mission; states follow iCalendar's STATUS (RFC 5545, 3.8.1.11)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventType(models.TextChoices):
    GENERAL_CONFERENCE = "general_conference", _("general conference")
    GENERAL_ASSEMBLY = "general_assembly", _("general assembly")
    ANNUAL_CONFERENCE = "annual_conference", _("annual conference")
    CONFERENCE = "conference", _("conference")
    MEETING = "meeting", _("meeting")
    WORKSHOP = "workshop", _("workshop")
    TRAINING = "training", _("training")
    WEBINAR = "webinar", _("webinar")
    EXHIBITION_EXCHANGE = "exhibition_exchange", _("exhibition or exchange")
    INTERNATIONAL_MUSEUM_DAY = "international_museum_day", _("International Museum Day")


class EventState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("event", "draft")
    TENTATIVE = "tentative", pgettext_lazy("event", "not certain yet")
    CONFIRMED = "confirmed", pgettext_lazy("event", "takes place")
    CANCELLED = "cancelled", pgettext_lazy("event", "cancelled")


class EventFormat(models.TextChoices):
    ON_SITE = "on_site", _("on site")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("on site and online")


class RegistrationState(models.TextChoices):
    """`WAITING`: in the queue for a place. `ASKED`: an organiser has to approve it first."""

    ASKED = "asked", _("waits for approval")
    CONFIRMED = "confirmed", _("confirmed")
    WAITING = "waiting", _("on the waiting list")
    REFUSED = "refused", _("refused")
    CANCELLED = "cancelled", pgettext_lazy("registration", "cancelled")


OPEN_STATES = (RegistrationState.ASKED, RegistrationState.CONFIRMED, RegistrationState.WAITING)


class FieldKind(models.TextChoices):
    """What a question of a registration form or a survey is answered with."""

    LINE = "line", _("one line")
    TEXT = "text", _("several lines")
    CHOICE = "choice", _("one of several")
    CHOICES = "choices", _("any of several")
    NUMBER = "number", _("a number")
    RATING = "rating", _("one to five")
    CHECK = "check", _("a box to tick")


class SessionKind(models.TextChoices):
    PLENARY = "plenary", _("plenary")
    PARALLEL = "parallel", _("parallel session")
    WORKSHOP = "workshop", _("workshop")
    POSTERS = "posters", _("poster session")
    BUSINESS = "business", _("business meeting")
    SOCIAL = "social", _("social programme")
    BREAK = "break", _("break")


class ContributionKind(models.TextChoices):
    PAPER = "paper", _("paper")
    POSTER = "poster", _("poster")
    WORKSHOP = "workshop", _("workshop")
    PANEL = "panel", _("panel")
    KEYNOTE = "keynote", _("keynote")


class ContributionState(models.TextChoices):
    SUBMITTED = "submitted", _("submitted")
    ACCEPTED = "accepted", _("accepted")
    REVISE = "revise", _("to be revised")
    REJECTED = "rejected", _("not accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("contribution", "withdrawn")


class Recommendation(models.TextChoices):
    ACCEPT = "accept", _("accept")
    REVISE = "revise", _("revise")
    REJECT = "reject", _("reject")
    UNSURE = "unsure", _("unsure")


class CertificateKind(models.TextChoices):
    ATTENDANCE = "attendance", _("certificate of attendance")
    TRAINING = "training", _("certificate of training")
    SPEAKER = "speaker", _("certificate of contribution")


class MaterialKind(models.TextChoices):
    SLIDES = "slides", _("slides")
    PAPER = "paper", _("paper")
    POSTER = "poster", _("poster")
    RECORDING = "recording", _("recording")
    OTHER = "other", _("other material")
