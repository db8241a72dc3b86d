"""The fields that several kinds of the register share."""

from django.utils.translation import gettext_lazy as _

from museion.search.documents import Field, FieldKind
from museion.search.sources import label_country

TITLE = Field("title", FieldKind.TEXT, _("title or name"), weight=4.0, is_sortable=True, is_name=True, is_heard=True)
DESCRIPTION = Field("description", FieldKind.TEXT, _("description"))
NUMBER = Field("number", FieldKind.TEXT, _("number or identifier"), weight=2.0, is_name=True, is_said=False)
TYPE = Field("type", FieldKind.TEXT, _("type"), weight=2.0, is_list=True)
PLACE = Field("place", FieldKind.TEXT, _("place"), weight=1.5, is_heard=True)
COUNTRY = Field("country", FieldKind.TERM, _("country"), is_facet=True, is_suggested=True, label_of=label_country)
CITY = Field("city", FieldKind.TERM, _("city"), is_facet=True, is_open=True, is_suggested=True)
SOURCE = Field("source", FieldKind.TERM, _("source"), is_facet=True)
DATE = Field("date", FieldKind.YEARS, _("date"), is_sortable=True)
LOCATION = Field("location", FieldKind.POINT, _("place on the map"))
