"""The fields that objects and elements share with each other and with the register."""

from django.utils.translation import gettext_lazy as _

from museion.search.documents import Field, FieldKind
from museion.search.sources import label_country
from museion.vocabulary.bridge import CONCEPT_FIELD
from museion.vocabulary.queries import label_concept

TITLE = Field("title", FieldKind.TEXT, _("title or name"), weight=4.0, is_sortable=True, is_name=True, is_heard=True)
DESCRIPTION = Field("description", FieldKind.TEXT, _("description"))
PLACE = Field("place", FieldKind.TEXT, _("place"), weight=1.5, is_heard=True)
COUNTRY = Field("country", FieldKind.TERM, _("country"), is_facet=True, is_suggested=True, label_of=label_country)
SOURCE = Field("source", FieldKind.TERM, _("source"), is_facet=True)
LOCATION = Field("location", FieldKind.POINT, _("place on the map"))
CONCEPT = Field(CONCEPT_FIELD, FieldKind.TERM, _("concept"), is_open=True, label_of=label_concept)
