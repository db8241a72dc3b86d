"""What may be asked for in this room beside what its kinds of record bring: words for each action."""

from django.utils.translation import gettext_lazy as _

from museion.core.access import AccessLevel
from museion.core.access.catalogue import Action, make_actions

RIGHTS = (
    *make_actions("risk", _("assessments of risk"), ("update",)),
    Action("alert.read", _("read the alerts of the desk"), needs_level=AccessLevel.DESK, is_reading=True),
    Action("alert.follow", _("follow sources of alerts")),
    Action("alert.issue", _("issue alerts")),
    Action("alert.receive", _("take in alerts")),
    Action("alert.resolve", _("resolve alerts that could not be read")),
    Action("alert.tell", _("tell museums of an alert")),
    Action("incident.read", _("read the incidents of the desk"), needs_level=AccessLevel.DESK, is_reading=True),
    Action("incident.assess", _("assess damage")),
    Action("incident.comment", _("comment on incidents")),
    Action("incident.exercise", _("hold exercises")),
    Action("incident.keep_roster", _("keep the roster of experts")),
    Action("incident.mobilise", _("call people up")),
    Action("incident.plan_rota", _("plan who is on duty")),
    Action("incident.send_again", _("send calls once more")),
)
