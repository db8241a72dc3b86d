"""The fields that objects and elements share with each other and with the register."""

from django.utils.translation import gettext_lazy as _

from museion.search.documents import TREE_SEPARATOR, Field, FieldKind
from museion.search.sources import label_country

# A name may hold what parts the branches of a tree; this looks like it and does not.
_SLASH = "\N{DIVISION SLASH}"


def make_type_path(broad: str, narrow: str) -> str:
    """Broad type, then type; one alone where the other is not stated or the same."""
    parts = (part.replace(TREE_SEPARATOR, _SLASH) for part in dict.fromkeys((broad, narrow)) if part)
    return TREE_SEPARATOR.join(parts)


def label_type(path: str, _language: str) -> str:
    return path.rpartition(TREE_SEPARATOR)[2].replace(_SLASH, TREE_SEPARATOR)


TITLE = Field("title", FieldKind.TEXT, _("title or name"), weight=4.0, is_sortable=True, is_name=True, is_heard=True)
DESCRIPTION = Field("description", FieldKind.TEXT, _("description"))
PLACE = Field("place", FieldKind.TEXT, _("place"), weight=1.5, is_heard=True)
COUNTRY = Field("country", FieldKind.TERM, _("country"), is_facet=True, is_suggested=True, label_of=label_country)
SOURCE = Field("source", FieldKind.TERM, _("source"), is_facet=True)
LOCATION = Field("location", FieldKind.POINT, _("place on the map"))
TYPE_TREE = Field("type_tree", FieldKind.TERM, _("type of object"), is_facet=True, is_tree=True, label_of=label_type)
