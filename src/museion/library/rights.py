"""What may be asked for in this room beside what its kinds of record bring: words for each action."""

from django.utils.translation import gettext_lazy as _

from museion.core.access.catalogue import Action, make_actions

RIGHTS = (
    *make_actions("work_set", _("sets of works"), ("update",)),
    Action("reading_list.create", _("keep reading lists"), is_personal=True),
    Action("reading_list.update", _("change this reading list"), is_personal=True),
)
