"""The room's pages in the menus."""

from django.utils.translation import gettext_lazy as _

from museion.core.access import AccessLevel
from museion.core.navigation import Link

LINKS = {
    "respond": (
        Link("/alerts", _("alerts")),
        Link("/alerts/issued", _("alerts of the desk")),
        Link("/incidents/report", _("report an emergency")),
        Link("/risks", _("risks of the network")),
        Link("/incidents", _("incident desk"), AccessLevel.DESK),
        Link("/mobilisations", _("calls for people"), AccessLevel.DESK),
        Link("/roster", _("roster"), AccessLevel.DESK),
        Link("/roster/mine", _("your place on the roster"), AccessLevel.MEMBER),
        Link("/exercises", _("exercises"), AccessLevel.DESK),
    ),
}
