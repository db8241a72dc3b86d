"""An editor of a national committee keeps its own museums, and only what is theirs to say."""

from datetime import datetime

import pytest

from museion.core.access import Actor, NotAllowedError
from museion.core.http.asking import make_actor
from museion.core.models import Account, JournalLine
from museion.network.actions import (
    create_museum,
    create_person,
    update_body,
    update_museum,
    update_person,
    withdraw_museum,
)
from museion.network.actions.membership import create_membership
from museion.network.models import Body, Museum
from museion.network.terms import MemberCategory

pytestmark = pytest.mark.django_db


@pytest.fixture
def goree(committee: Body, operator: Actor, now: datetime) -> Museum:
    """A museum of Senegal's committee."""
    values = {"names": {"fr": "Musée historique de Gorée"}, "country": "SN", "national_committee_id": committee.id}
    return create_museum(values, actor=operator, at=now)


@pytest.fixture
def mali(operator: Actor, now: datetime) -> Museum:
    """A museum of nobody's committee."""
    return create_museum({"names": {"fr": "Musée national du Mali"}, "country": "ML"}, actor=operator, at=now)


def test_an_editor_keeps_the_facts_of_the_committee_s_museums(goree: Museum, editor: Account, now: datetime) -> None:
    update_museum(goree, {"city": "Gorée", "director": "Eloi Coly"}, actor=make_actor(editor), at=now)
    goree.refresh_from_db()
    assert (goree.city, goree.director) == ("Gorée", "Eloi Coly")
    line = JournalLine.objects.filter(key=goree.key).latest("number")
    assert (line.actor, line.before, line.after) == (
        "Awa Diop",
        {"city": "", "director": ""},
        {"city": "Gorée", "director": "Eloi Coly"},
    )


def test_an_editor_cannot_touch_another_museum(mali: Museum, editor: Account, now: datetime) -> None:
    with pytest.raises(NotAllowedError, match=r"Awa Diop may not museum\.update"):
        update_museum(mali, {"city": "Bamako"}, actor=make_actor(editor), at=now)
    mali.refresh_from_db()
    assert mali.city == ""


@pytest.mark.parametrize(
    "values",
    [
        {"category": "zoo_aquarium"},
        {"national_committee_id": None},
        {"source": "elsewhere", "source_id": "1"},
        {"access": "sealed"},
        {"city": "Gorée", "governing_status": "private"},
    ],
)
def test_an_editor_cannot_say_where_a_museum_belongs(
    goree: Museum, editor: Account, now: datetime, values: dict[str, object]
) -> None:
    with pytest.raises(NotAllowedError, match=r"museum\.create"):
        update_museum(goree, values, actor=make_actor(editor), at=now)
    goree.refresh_from_db()
    assert goree.city == ""


def test_a_form_may_send_protected_fields_back_unchanged(goree: Museum, editor: Account, now: datetime) -> None:
    values = {"city": "Gorée", "category": goree.category, "national_committee_id": goree.national_committee_id}
    update_museum(goree, values, actor=make_actor(editor), at=now)
    goree.refresh_from_db()
    assert goree.city == "Gorée"


def test_a_registrar_may_classify_but_not_give_a_museum_away(
    goree: Museum, registrar: Account, operator: Actor, now: datetime
) -> None:
    actor = make_actor(registrar)
    update_museum(goree, {"category": "cultural_centre"}, actor=actor, at=now)
    others = Body.objects.create(kind="national_committee", names={"en": "Another"}, created_at=now, changed_at=now)
    with pytest.raises(NotAllowedError):
        update_museum(goree, {"national_committee_id": others.id}, actor=actor, at=now)


def test_a_registrar_creates_and_withdraws_in_the_committee_s_name_only(
    committee: Body, registrar: Account, mali: Museum, now: datetime
) -> None:
    actor = make_actor(registrar)
    made = create_museum({"names": {"fr": "Maison"}, "national_committee_id": committee.id}, actor=actor, at=now)
    withdraw_museum(made, actor=actor, at=now, reason="closed")
    with pytest.raises(NotAllowedError):
        create_museum({"names": {"fr": "Sans comité"}}, actor=actor, at=now)
    with pytest.raises(NotAllowedError):
        withdraw_museum(mali, actor=actor, at=now, reason="no reason")


def test_an_editor_writes_the_mission_of_the_committee_but_not_its_place(
    committee: Body, editor: Account, now: datetime
) -> None:
    actor = make_actor(editor)
    update_body(committee, {"missions": {"fr": "Réunir les musées"}}, actor=actor, at=now)
    with pytest.raises(NotAllowedError):
        update_body(committee, {"kind": "regional_alliance"}, actor=actor, at=now)


def test_visitors_and_members_write_nothing(goree: Museum, visitor: Actor, member: Account, now: datetime) -> None:
    for actor in (visitor, make_actor(member)):
        with pytest.raises(NotAllowedError):
            update_museum(goree, {"city": "Gorée"}, actor=actor, at=now)


def test_a_committee_keeps_its_own_members_wherever_they_work(
    committee: Body, editor: Account, operator: Actor, now: datetime
) -> None:
    told = {"actor": operator, "at": now}
    own, other = (create_person({"name": name, "country": "SN"}, **told) for name in ("Awa Ndiaye", "Oumar Sy"))
    create_membership(own, MemberCategory.INDIVIDUAL, from_date=now.date(), committee=committee, **told)
    update_person(own, {"position": "Conservatrice"}, actor=make_actor(editor), at=now)
    own.refresh_from_db()
    assert own.position == "Conservatrice"
    with pytest.raises(NotAllowedError):
        update_person(other, {"position": "Conservateur"}, actor=make_actor(editor), at=now)
