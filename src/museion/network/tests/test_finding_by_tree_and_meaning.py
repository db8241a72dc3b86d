"""Museums, people and bodies are found by what they mean, and by the branch of the network that they belong to."""

from datetime import datetime

import pytest

from museion.core.access import AccessLevel, Actor
from museion.network.actions import create_body, create_museum, create_person
from museion.network.found.bodies import load_bodies
from museion.network.found.museums import load_museums
from museion.network.found.people import load_people
from museion.network.models import Body
from museion.network.terms import BodyKind
from museion.vocabulary.actions import create_concept, create_scheme
from museion.vocabulary.models import Concept
from museion.vocabulary.queries import forget_forms
from museion.vocabulary.stating import forget_labels

pytestmark = pytest.mark.django_db


@pytest.fixture
def archaeology(operator: Actor, now: datetime) -> Concept:
    told = {"actor": operator, "at": now}
    scheme = create_scheme({"uri": "urn:example:types", "slug": "types", "titles": {"en": "Types"}}, **told)
    labels = {"en": "archaeology", "ja": "考古学"}
    concept = create_concept({"uri": "urn:example:1", "scheme_id": scheme.id, "pref_labels": labels}, **told)
    forget_forms()
    forget_labels()
    return concept


def test_a_museum_states_its_kind_of_collection_as_a_concept(
    archaeology: Concept, committee: Body, operator: Actor, now: datetime
) -> None:
    values = {"names": {"en": "Sherds"}, "collection_types": ["archaeology"], "national_committee_id": committee.id}
    museum = create_museum(values, actor=operator, at=now)
    (document,) = load_museums([museum.key])
    assert document.terms["concept"] == [archaeology.key]
    assert document.terms["body"] == [committee.key]


def test_a_person_states_specialities_as_concepts(archaeology: Concept, operator: Actor, now: datetime) -> None:
    person = create_person({"name": "森 花子"}, actor=operator, at=now)
    person.specialities.add(archaeology)
    (document,) = load_people([person.key])
    assert document.terms["concept"] == [archaeology.key]


def test_the_tree_of_bodies_names_none_that_is_shut(operator: Actor, now: datetime) -> None:
    told = {"actor": operator, "at": now}
    top = create_body({"kind": BodyKind.GENERAL_ASSEMBLY, "names": {"en": "Top"}}, **told)
    shut = create_body(
        {"kind": BodyKind.STANDING_COMMITTEE, "names": {"en": "Shut"}, "parent_id": top.id, "access": AccessLevel.DESK},
        **told,
    )
    below = create_body({"kind": BodyKind.WORKING_GROUP, "names": {"en": "Below"}, "parent_id": shut.id}, **told)
    beside = create_body({"kind": BodyKind.WORKING_GROUP, "names": {"en": "Beside"}, "parent_id": top.id}, **told)
    held = {document.key: document.terms.get("body") for document in load_bodies([shut.key, below.key, beside.key])}
    assert held == {shut.key: None, below.key: [below.key], beside.key: [f"{top.key}/{beside.key}"]}
