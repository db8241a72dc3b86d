"""Tags of the pages of thesauri."""

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

_RELATIONS: dict[str, Any] = {
    "exactMatch": _("same concept"),
    "closeMatch": _("nearly the same"),
    "broadMatch": _("broader there"),
    "narrowMatch": _("narrower there"),
    "relatedMatch": _("related there"),
}


@register.filter
def relation(name: str) -> str:
    """A SKOS mapping property in the reader's words."""
    return str(_RELATIONS.get(name, name))
