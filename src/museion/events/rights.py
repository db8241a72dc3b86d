"""Who organises: an event is changed by who may act for one of its bodies."""

from django.utils.translation import gettext_lazy as _

from museion.core.access import Actor, may, may_somewhere
from museion.core.access.catalogue import Action
from museion.events.models import Event

RIGHTS = (Action("contribution.judge", _("judge this proposal"), is_personal=True),)


def may_organise(actor: Actor) -> bool:
    """Whether the actor may make events for some body."""
    return may_somewhere(actor, "event.create")


def may_manage(actor: Actor, event: Event) -> bool:
    return may(actor, "event.update", event)
