"""The kinds of record that the room holds."""

from django.utils.translation import gettext_lazy as _

from museion.core.kinds import Kind
from museion.vocabulary import views
from museion.vocabulary.actions import withdraw_concept
from museion.vocabulary.models import Concept, Scheme
from museion.vocabulary.representations import REPRESENTATIONS

KINDS = (
    Kind(
        name="concept",
        model=Concept,
        label=_("concept"),
        label_plural=_("concepts"),
        page=views.show_concept,
        representations=REPRESENTATIONS.get("concept", ()),
        in_navigation=True,
        withdraw=withdraw_concept,
    ),
    Kind(
        name="scheme",
        model=Scheme,
        label=_("thesaurus"),
        label_plural=_("thesauri"),
        page=views.show_scheme,
        representations=REPRESENTATIONS.get("scheme", ()),
        in_navigation=False,
    ),
)
