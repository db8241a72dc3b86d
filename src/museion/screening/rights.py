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

# In the histories of cases, losses and catalogues.
DEEDS = {
    "case.add_note": _("note written"),
    "case.add_task": _("task added"),
    "case.finish_task": _("task done"),
    "case.reopen_task": _("task taken up again"),
    "case.ask_opinion": _("opinion asked for"),
    "case.answer_opinion": _("opinion given"),
    "case.decline_opinion": _("opinion declined"),
    "case.refer": _("package made for a partner"),
    "case.acknowledge": _("package acknowledged"),
    "case.note_reporter": _("reporter's address kept"),
    "case.forget_reporter": _("reporter's address erased"),
    "loss.attach_photograph": _("photograph added"),
    "loss.detach_photograph": _("photograph taken away"),
    "catalogue.screen": _("screening asked for"),
}
