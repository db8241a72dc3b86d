"""What is found under a body of the network moves with it in the tree of bodies: museums, bodies below, events."""

from datetime import datetime

import pytest

from museion.core.access import Actor
from museion.core.models import OutboxEntry
from museion.core.outbox import announce, drain
from museion.core.saving import Draft, save_drafts
from museion.events.models import Event
from museion.network.actions import create_body, create_museum, update_body
from museion.network.branches import TOPIC as BRANCHES
from museion.network.found.museums import load_museums
from museion.network.models import Body, BodyBranch
from museion.network.terms import BodyKind
from museion.search.actions import TOPIC as INDEX

pytestmark = pytest.mark.django_db


def test_all_that_is_found_under_a_body_moves_with_it(committee: Body, operator: Actor, now: datetime) -> None:
    """By any door: here a raw change, as a merge makes it, and its announcement."""
    told = {"actor": operator, "at": now}
    top = create_body({"kind": BodyKind.GENERAL_ASSEMBLY, "names": {"en": "Top"}}, **told)
    below = create_body({"kind": BodyKind.WORKING_GROUP, "names": {"en": "Below"}, "parent_id": committee.id}, **told)
    museum = create_museum({"names": {"en": "Sherds"}, "national_committee_id": committee.id}, **told)
    begins = {"begins_at": now, "ends_at": now, "time_zone": "Africa/Dakar", "type": "conference"}
    event = Event.objects.get(
        key=save_drafts(Event, [Draft({"titles": {"en": "Meeting"}, **begins})], kind="event", **told).keys[0]
    )
    event.bodies.add(below)
    _settle()
    assert drain(BRANCHES) == 0
    Body.objects.filter(id=committee.id).update(parent=top)
    announce("body", [committee.key])
    OutboxEntry.objects.filter(topic=INDEX).delete()
    drain(BRANCHES)
    asked = set(OutboxEntry.objects.filter(topic=INDEX).values_list("kind", "key"))
    assert asked == {("body", committee.key), ("body", below.key), ("museum", museum.key), ("event", event.key)}
    assert BodyBranch.objects.get(body=below).path == f"{top.key}/{committee.key}/{below.key}"
    (document,) = load_museums([museum.key])
    assert document.terms["body"] == [f"{top.key}/{committee.key}"]
    update_body(committee, {"acronym": "NC"}, **told)
    OutboxEntry.objects.filter(topic=INDEX).delete()
    drain(BRANCHES)
    assert not OutboxEntry.objects.filter(topic=INDEX).exists()


def _settle() -> None:
    while drain(BRANCHES):
        pass
