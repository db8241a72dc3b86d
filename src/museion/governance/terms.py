"""The coded terms of deciding."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subject(models.TextChoices):
    """What a rule of the statutes is about."""

    VOTE = "vote", _("who votes")
    PROXY = "proxy", _("voting for another")
    CANDIDACY = "candidacy", _("who may stand")
    SETTING = "setting", _("numbers and delays")


class AssemblyState(models.TextChoices):
    PREPARED = "prepared", _("in preparation")
    LIST_CLOSED = "list_closed", _("voter list closed")
    IN_SESSION = "in_session", _("in session")
    ENDED = "ended", _("ended")


class MotionState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    AT_VOTE = "at_vote", _("at the vote")
    CARRIED = "carried", _("carried")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Method(models.TextChoices):
    """How a ballot is counted; `counting` has one function each."""

    SIMPLE = "simple", _("simple majority")
    QUALIFIED = "qualified", _("qualified majority")
    APPROVAL = "approval", _("approval vote")
    RANKED = "ranked", _("ranked choice, one seat")
    STV = "stv", _("single transferable vote")


class BallotState(models.TextChoices):
    DRAFT = "draft", _("in preparation")
    OPEN = "open", _("open")
    COUNTED = "counted", _("closed and counted")


class AdviceState(models.TextChoices):
    ASKED = "asked", _("asked")
    GIVEN = "given", _("given")
    USED = "used", _("used in a decision")
    PUBLISHED = "published", _("published")
