"""The kinds of record that the room holds."""

from django.utils.translation import gettext_lazy as _

from museion.core.kinds import Kind
from museion.heritage.models import CulturalObject, IntangibleElement
from museion.heritage.representations import REPRESENTATIONS
from museion.heritage.views.catalogue import show_element, show_object

KINDS = (
    Kind(
        name="object",
        model=CulturalObject,
        label=_("object"),
        label_plural=_("objects"),
        page=show_object,
        representations=REPRESENTATIONS.get("object", ()),
        in_navigation=True,
    ),
    Kind(
        name="element",
        model=IntangibleElement,
        label=_("intangible element"),
        label_plural=_("intangible elements"),
        page=show_element,
        representations=REPRESENTATIONS.get("element", ()),
        in_navigation=True,
    ),
)
