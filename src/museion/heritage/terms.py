"""The coded terms of the catalogue: views of a photograph, dimensions, kinds of mark, domains of intangible heritage."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from museion.heritage.formats.makers import UNKNOWN_NAMES


class PhotographView(models.TextChoices):
    """What a photograph shows, after Object ID."""

    OVERALL = "overall", _("overall view")
    DETAIL = "detail", _("detail")
    INSCRIPTION = "inscription", _("inscription")
    MARKING = "marking", _("marking")
    DAMAGE = "damage", _("damage")
    REPAIR = "repair", _("repair")
    WITH_SCALE = "with_scale", _("with a scale")


class Dimension(models.TextChoices):
    HEIGHT = "height", _("height")
    WIDTH = "width", _("width")
    DEPTH = "depth", _("depth")
    LENGTH = "length", _("length")
    DIAMETER = "diameter", _("diameter")
    CIRCUMFERENCE = "circumference", _("circumference")
    THICKNESS = "thickness", _("thickness")
    WEIGHT = "weight", _("weight")
    DURATION = "duration", _("duration")
    OTHER = "other", _("other dimension")


class MarkKind(models.TextChoices):
    INSCRIPTION = "inscription", _("inscription")
    SIGNATURE = "signature", _("signature")
    STAMP = "stamp", _("stamp")
    HALLMARK = "hallmark", _("hallmark")
    LABEL = "label", _("label")
    MARKING = "marking", _("marking")


class MakerKind(models.TextChoices):
    PERSON = "person", _("person")
    COMPANY = "company", _("company")
    CULTURAL_GROUP = "cultural_group", _("cultural group")
    UNKNOWN = "unknown", _("unknown maker")


def name_maker(name: str) -> str:
    """As a reader sees it: a source's “okänd” stays in the record as written, and is shown in the reader's language."""
    return str(MakerKind.UNKNOWN.label) if UNKNOWN_NAMES.fullmatch(name) else name


class IntangibleDomain(models.TextChoices):
    """Article 2.2 of the 2003 Convention for the Safeguarding of the Intangible Cultural Heritage."""

    ORAL_TRADITIONS = "oral_traditions", _("oral traditions and expressions")
    PERFORMING_ARTS = "performing_arts", _("performing arts")
    SOCIAL_PRACTICES = "social_practices", _("social practices, rituals and festive events")
    NATURE_KNOWLEDGE = "nature_knowledge", _("knowledge and practices concerning nature and the universe")
    CRAFTSMANSHIP = "craftsmanship", _("traditional craftsmanship")


class Viability(models.TextChoices):
    """How likely an element is to be handed on."""

    STRONG = "strong", _("strong")
    STABLE = "stable", _("stable")
    VULNERABLE = "vulnerable", _("vulnerable")
    ENDANGERED = "endangered", _("endangered")
    DORMANT = "dormant", _("no longer practised")
