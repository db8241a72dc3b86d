"""The room's pages in the menus."""

from django.utils.translation import gettext_lazy as _

from museion.core.access import AccessLevel
from museion.core.navigation import Link

LINKS = {
    "exchange": (
        Link("/data", _("open data")),
        Link("/exchange", _("how data is exchanged")),
        Link("/exchange/sheets", _("tables to edit"), AccessLevel.MEMBER),
        Link("/exchange/sources", _("harvest sources"), AccessLevel.DESK),
        Link("/exchange/partners", _("partners"), AccessLevel.DESK),
        Link("/api/v1/docs", _("data for programs")),
    ),
}
