"""The coded terms of care: loans, condition, movement, procedures, transfers, consent."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoanDirection(models.TextChoices):
    OUT = "out", _("lent")
    IN = "in", _("borrowed")


class LoanStatus(models.TextChoices):
    REQUESTED = "requested", _("requested")
    AGREED = "agreed", _("agreed")
    REFUSED = "refused", _("refused")
    OUT = "out", _("with the borrower")
    RETURNED = "returned", _("returned")
    CANCELLED = "cancelled", _("cancelled")


class LoanPurpose(models.TextChoices):
    EXHIBITION = "exhibition", _("exhibition")
    RESEARCH = "research", _("research")
    CONSERVATION = "conservation", _("conservation")
    PHOTOGRAPHY = "photography", _("photography")
    TEACHING = "teaching", _("teaching")
    LONG_TERM = "long_term", _("long-term display")


class CheckMethod(models.TextChoices):
    OBSERVED = "observed", _("looked at")
    MAGNIFIED = "magnified", _("under magnification")
    ULTRAVIOLET = "ultraviolet", _("under ultraviolet light")
    X_RAYED = "x_rayed", _("x-rayed")


class CheckReason(models.TextChoices):
    CONSERVATION = "conservation", _("conservation")
    DAMAGED_IN_TRANSIT = "damaged_in_transit", _("damaged in transit")
    EXHIBITION = "exhibition", _("exhibition")
    LOAN_OUT = "loan_out", _("lending")
    LOAN_IN = "loan_in", _("borrowing")
    NEW_ACQUISITION = "new_acquisition", _("new acquisition")
    ROUTINE = "routine", _("routine")


class Completeness(models.TextChoices):
    COMPLETE = "complete", _("complete")
    INCOMPLETE = "incomplete", _("incomplete")
    FRAGMENTED = "fragmented", _("in fragments")


class Condition(models.TextChoices):
    """From the best to the worst."""

    NO_WORK = "no_work", _("needs no work")
    NEEDS_WORK = "needs_work", _("can be shown, needs work")
    NOT_EXHIBITABLE = "not_exhibitable", _("cannot be shown, stable")
    IN_JEOPARDY = "in_jeopardy", _("in jeopardy")


class CheckHazard(models.TextChoices):
    POISONOUS = "poisonous", _("poisonous")
    RADIOACTIVE = "radioactive", _("radioactive")
    BIOLOGICAL = "biological", _("mould or pests")
    OTHER = "other", _("other hazard")


class Priority(models.TextChoices):
    LOW = "low", _("low")
    MEDIUM = "medium", _("medium")
    HIGH = "high", _("high")


class ProcedureKind(models.TextChoices):
    """Procedures of collections management that are one dated act of one institution; the others have tables of their own."""

    ENTRY = "entry", _("object entry")
    ACQUISITION = "acquisition", _("acquisition and accessioning")
    EXIT = "exit", _("object exit")
    PLANNING = "planning", _("documentation planning")
    VALUATION = "valuation", _("valuation")
    INSURANCE = "insurance", _("insurance and indemnity")
    TREATMENT = "treatment", _("treatment")
    DAMAGE = "damage", _("damage or loss")
    DEACCESSION = "deaccession", _("deaccessioning and disposal")
    AUDIT = "audit", _("audit")


class TransferKind(models.TextChoices):
    LOAN = "loan", _("loan")
    DEPOSIT = "deposit", _("deposit")
    RESTITUTION = "restitution", _("restitution")
    TRANSFER = "transfer", _("transfer of ownership")
    REFUGE = "refuge", _("refuge in danger")


class TransferLeg(models.TextChoices):
    OUT = "out", _("handed over")
    BACK = "back", _("brought back")


class LoanHandOver(models.TextChoices):
    """The points of a loan at which somebody else becomes answerable for the object."""

    PACKED = "packed", _("packed at the lender")
    ARRIVED = "arrived", _("unpacked at the venue")
    LEAVING = "leaving", _("packed at the venue")
    BACK = "back", _("unpacked at the lender")


class PaperState(models.TextChoices):
    OPEN = "open", _("to be asked for")
    ASKED = "asked", _("asked for")
    AT_HAND = "at_hand", _("at hand")
    NOT_NEEDED = "not_needed", _("not needed")


class LetterReaders(models.TextChoices):
    GIVER = "giver", _("the giving side alone")
    TAKER = "taker", _("the receiving side alone")
    BOTH = "both", _("both sides")


class KnowledgeLimit(models.TextChoices):
    """What a community asks of whoever meets its knowledge. The first two keep recordings to who cares for the element."""

    SACRED = "sacred", _("secret or sacred")
    COMMUNITY_ONLY = "community_only", _("for the community alone")
    INITIATED = "initiated", _("for the initiated")
    WOMEN = "women", _("for women")
    MEN = "men", _("for men")
    SEASONAL = "seasonal", _("in its season")
    NO_TRADE = "no_trade", _("not for trade")
    ATTRIBUTION = "attribution", _("name the community")


CLOSING_LIMITS = frozenset({KnowledgeLimit.SACRED.value, KnowledgeLimit.COMMUNITY_ONLY.value})


class ConsentState(models.TextChoices):
    """What the community of an element has said; only `NOT_RECORDED` and `GIVEN` let it be shown."""

    NOT_RECORDED = "not_recorded", _("not recorded")
    GIVEN = "given", _("given")
    WITHDRAWN = "withdrawn", _("withdrawn")


class SafeguardingKind(models.TextChoices):
    """Measures of article 2.3 of the 2003 Convention."""

    IDENTIFICATION = "identification", _("identification, documentation, research")
    PROTECTION = "protection", _("preservation, protection")
    PROMOTION = "promotion", _("promotion, enhancement")
    TRANSMISSION = "transmission", _("transmission, education")
    REVITALIZATION = "revitalization", _("revitalization")
