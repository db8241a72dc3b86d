"""The room's pages in the menus."""

from django.utils.translation import gettext_lazy as _

from museion.core.access import AccessLevel
from museion.core.navigation import Link

LINKS = {
    "protect": (
        Link("/screen", _("check an object")),
        Link("/catalogues", _("check a catalogue")),
        Link("/red-lists", _("kinds of object at risk")),
        Link("/losses/report", _("report a loss"), AccessLevel.MEMBER),
        Link("/looted-sites/report", _("report a looted site"), AccessLevel.MEMBER),
        Link("/cases/report", _("report a case")),
        Link("/cases", _("case desk"), AccessLevel.DESK),
        Link("/losses/desk", _("losses to read"), AccessLevel.DESK),
    ),
}
