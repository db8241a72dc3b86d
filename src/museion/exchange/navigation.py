"""The room's pages in the menus."""

from django.utils.translation import gettext_lazy as _

from museion.core.navigation import Link

LINKS = {
    "exchange": (
        Link("/exchange", _("how data is exchanged")),
        Link("/api/v1/docs", _("data for programs")),
    ),
}
