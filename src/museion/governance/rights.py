"""What may be asked for in this room beside what its kinds of record bring: words for each action."""

from django.utils.translation import gettext_lazy as _

from museion.core.access import AccessLevel
from museion.core.access.catalogue import Action, make_actions

RIGHTS = (
    *make_actions("delegate", _("delegates of a body"), ("create", "withdraw")),
    *make_actions("proxy", _("proxies"), ("create",)),
    *make_actions("statute", _("statutes"), ("create", "update")),
    Action("ballot.vote", _("vote in this ballot"), is_personal=True),
    Action("assembly.read_list", _("read the list of voters"), needs_level=AccessLevel.MEMBER, is_reading=True),
)
