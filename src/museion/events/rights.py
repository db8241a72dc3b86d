"""Who organises: an event is changed by who may act for one of its bodies."""

from museion.core.access import Actor, may
from museion.events.models import Event


def may_organise(actor: Actor) -> bool:
    """Whether the actor may make events for some body."""
    return any(may(actor, "event.create", [right.scope_key]) for right in actor.rights)


def may_manage(actor: Actor, event: Event) -> bool:
    return may(actor, "event.update", event.scope_keys())
