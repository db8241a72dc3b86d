"""What may be asked for in this room beside what its kinds of record bring: words for each action."""

from django.utils.translation import gettext_lazy as _

from museion.core.access import AccessLevel
from museion.core.access.catalogue import Action, make_actions

RIGHTS = (
    *make_actions("saved_set", _("sets for harvesting"), ("create", "withdraw")),
    Action("harvest_source.read", _("read the sources of harvests"), needs_level=AccessLevel.DESK, is_reading=True),
    Action("harvest_source.import", _("take in what a source offers")),
    Action("package.receive", _("receive packages of partners")),
    Action("sheet.read", _("edit a register as a table"), is_personal=True),
)
