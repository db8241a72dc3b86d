"""What may be asked for in this room beside what its kinds of record bring: words for each action."""

from django.utils.translation import gettext_lazy as _

from museion.core.access.catalogue import make_actions

RIGHTS = (
    *make_actions("condition_check", _("checks of condition"), ("create",)),
    *make_actions("inventory_round", _("rounds of inventory"), ("create", "update")),
    *make_actions("loan", _("loans"), ("create", "update")),
    *make_actions("procedure", _("procedures"), ("create", "update")),
    *make_actions("survey", _("surveys of condition"), ("create", "update")),
    *make_actions("transfer", _("transfers"), ("create", "update")),
)
