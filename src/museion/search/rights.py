"""What may be asked for in this room beside what its kinds of record bring: words for each action."""

from django.utils.translation import gettext_lazy as _

from museion.core.access.catalogue import Action

RIGHTS = (
    Action("saved_search.create", _("save searches"), is_personal=True),
    Action("saved_search.update", _("change this saved search"), is_personal=True),
    Action("saved_search.withdraw", _("withdraw this saved search"), is_personal=True),
)
