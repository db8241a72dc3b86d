"""What may be asked for in this room beside what its kinds of record bring: words for each action."""

from django.utils.translation import gettext_lazy as _

from museion.core.access import AccessLevel
from museion.core.access.catalogue import Action

RIGHTS = (
    Action("case.read", _("read the cases of the desk"), needs_level=AccessLevel.DESK, is_reading=True),
    Action("case.comment", _("comment on cases")),
    Action("case.publish", _("publish cases")),
    Action("case.refer", _("hand cases over to partners")),
    Action("loss.judge", _("judge what a screening found")),
    Action("loss.propose", _("report a loss")),
    Action("loss.publish", _("publish losses")),
    Action("loss.screen", _("screen whole catalogues")),
)
