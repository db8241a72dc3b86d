"""Where the room's pages stand in the menus."""

from django.utils.translation import gettext_lazy as _

from museion.core.navigation import Link

LINKS = {
    "belong": (
        Link("/assemblies", _("assemblies")),
        Link("/vote", _("your votes")),
        Link("/statutes", _("statutes")),
        Link("/advice", _("advice taken")),
    )
}
