"""Where the room's pages stand in the menus."""

from django.utils.translation import gettext_lazy as _

from museion.core.access import AccessLevel
from museion.core.navigation import Link

LINKS = {
    "belong": (
        Link("/membership", _("your membership")),
        Link("/membership/apply", _("become a member")),
        Link("/membership/museums", _("museums that take the card")),
        Link("/membership/fees", _("fees")),
        Link("/mandates", _("mandates")),
        Link("/doubles", _("doubles"), AccessLevel.DESK),
    )
}
