"""The room's pages in the menus at the head of every page."""

from django.utils.translation import gettext_lazy as _

from museion.core.access import AccessLevel
from museion.core.navigation import Link

LINKS = {
    "know": (
        Link("/library", _("library")),
        Link("/laws", _("laws")),
        Link("/library/sets", _("collections of publications")),
        Link("/library/missing", _("missing issues")),
        Link("/library/duplicates", _("look-alikes"), AccessLevel.DESK),
        Link("/library/desk", _("desk of the reading room"), AccessLevel.DESK),
    )
}
