"""The coded terms of screening: what became of an object, what a person judged, where a case stands.

Statuses after INTERPOL's separation of stolen, discovered and recovered objects; verdicts never accuse.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class LossStatus(models.TextChoices):
    STOLEN = "stolen", _("stolen")
    LOOTED_UNREGISTERED = "looted_unregistered", _("looted, never inventoried")
    MISSING = "missing", _("missing")
    RECOVERED = "recovered", _("recovered")
    RESTITUTED = "restituted", _("restituted")
    FOUND_OWNER_UNKNOWN = "found_owner_unknown", _("found, owner unknown")
    FAKE = "fake", _("fake")


# Of these the register says that somebody looks for them.
SOUGHT = frozenset({LossStatus.STOLEN, LossStatus.LOOTED_UNREGISTERED, LossStatus.MISSING})


class Certainty(models.TextChoices):
    """How sure the network is of a fact that it states itself."""

    VERIFIED = "verified", _("verified in a public source")
    REPORTED = "reported", _("general knowledge, not verified here")


class Verdict(models.TextChoices):
    """What a machine may say of a match: information, never an accusation. Text alone says no more than `possible`."""

    URGENT = "urgent", _("same image or object: have a person check at once")
    PROBABLE = "probable", _("probably the same")
    POSSIBLE = "possible", _("possibly the same")
    LOOKALIKE = "lookalike", _("looks alike")


class Decision(models.TextChoices):
    """What a person decided about a match."""

    MATCH = "match", _("the same object")
    NO_MATCH = "no_match", _("another object")
    UNSURE = "unsure", _("cannot be told yet")


class Falling(models.TextChoices):
    """Three-valued answer of a Red List type or a legal class."""

    FALLS = "falls", _("falls under")
    MAY_FALL = "may_fall", _("may fall under")
    NO = "no", _("does not fall under")


# What a looted site is expected to yield is no list that anything falls under.
SITE_LABELS = {Falling.FALLS: _("agrees with what is expected"), Falling.MAY_FALL: _("may agree")}


class CatalogueState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("being screened")
    DONE = "done", _("screened")
    FAILED = "failed", _("failed")


class CaseState(models.TextChoices):
    NEW = "new", _("new")
    TRIAGE = "triage", _("in triage")
    OPEN = "open", _("open")
    REFERRED = "referred", _("referred")
    CLOSED = "closed", _("closed")


class CaseOutcome(models.TextChoices):
    NONE = "", _("none yet")
    NOT_THE_OBJECT = "not_the_object", _("not the object sought")
    SEIZED = "seized", _("seized")
    RECOVERED = "recovered", _("recovered")
    RESTITUTED = "restituted", _("restituted")
    WITHDRAWN_FROM_SALE = "withdrawn_from_sale", _("withdrawn from sale")
    NO_ACTION = "no_action", _("no action possible")


# What a comparison looked at.
FEATURE_LABELS: dict[str, Any] = {
    "photo": _("photo"),
    "photo_unmatched": _("photos of both, which do not agree"),
    "judgement": _("judged by people before"),
    "title": _("title"),
    "words": _("words of the description"),
    "maker": _("maker"),
    "type": _("type of object"),
    "material": _("materials and techniques"),
    "size": _("measurements"),
    "year": _("date or period"),
    "marks": _("inscriptions and markings"),
    "number": _("numbers in the title"),
    "inventory": _("inventory number"),
    "retrieval": _("rank among all that is similar"),
    "threshold": _("how rarely an object that is asked about is registered"),
    "rivals": _("other registered objects that fit too"),
    "bound": _("limit of what words may say"),
}


# Answers of Object ID by the names that a question may give them; several names are one question.
FIELD_LABELS: dict[str, Any] = {
    "object_type": _("type of object"),
    "type": _("type of object"),
    "materials": _("materials and techniques"),
    "material": _("materials and techniques"),
    "materials_techniques": _("materials and techniques"),
    "techniques": _("materials and techniques"),
    "technique": _("materials and techniques"),
    "measurements": _("measurements"),
    "measurements_text": _("measurements"),
    "dimensions": _("measurements"),
    "inscriptions_markings": _("inscriptions and markings"),
    "inscriptions": _("inscriptions and markings"),
    "distinguishing_features": _("distinguishing features"),
    "title": _("title"),
    "maker": _("maker"),
    "makers": _("maker"),
    "maker_name": _("maker"),
    "date_period": _("date or period"),
    "date_text": _("date or period"),
    "date": _("date or period"),
    "period": _("date or period"),
    "inventory_number": _("inventory number"),
    "place_of_origin_discovery": _("place of origin or discovery"),
    "place_of_origin": _("place of origin or discovery"),
    "place_of_discovery": _("place of origin or discovery"),
    "subject": _("subject"),
    "description": _("description"),
    "short_description": _("description"),
    "value_eur": _("value in euros"),
}


def name_field(name: str) -> str:
    return str(FIELD_LABELS.get(name, name.replace("_", " ")))
