"""The pages of the room that every page links to."""

from django.utils.translation import gettext_lazy as _

from museion.core.access import AccessLevel
from museion.core.navigation import Link

LINKS: dict[str, tuple[Link, ...]] = {
    "meet": (
        Link("/events", _("events")),
        Link("/calls", _("open calls")),
        Link("/events/coverage", _("where events take place")),
        Link("/certificates/check", _("check a certificate")),
        Link("/events/clashes", _("clashes"), AccessLevel.MEMBER),
        Link("/events/translations", _("missing translations"), AccessLevel.MEMBER),
        Link("/reviews", _("your reviews"), AccessLevel.MEMBER),
    ),
}
