"""A handful of invented records in several scripts, for every test of the API."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from museion.core.access import AccessLevel, Actor
from museion.core.saving import Draft
from museion.heritage.actions import create_element, create_object
from museion.heritage.models import CulturalObject, IntangibleElement
from museion.network.actions import create_mandate, create_museum, create_person, save_people
from museion.network.models import Body, Mandate, Museum, Person
from museion.vocabulary.actions import create_concept, create_scheme
from museion.vocabulary.models import Concept


@dataclass
class World:
    museum: Museum
    hidden: Museum
    person: Person
    mandate: Mandate
    object: CulturalObject
    element: IntangibleElement
    concept: Concept


@pytest.fixture
def world(committee: Body, operator: Actor, now: datetime) -> World:
    by = {"actor": operator, "at": now}
    scheme = create_scheme({"uri": "https://example.org/crafts", "slug": "crafts"}, **by)
    labels = {"en": "glass", "ar": "زجاج"}
    concept = create_concept(
        {"scheme_id": scheme.id, "uri": "https://example.org/crafts/glass", "pref_labels": labels}, **by
    )
    museum = create_museum(
        {
            "names": {"fr": "Musée de la mer, Gorée", "wo": "Kër géej gi"},
            "country": "SN",
            "city": "Dakar",
            "emergency_contact": "gardien, bâtiment 3",
            "national_committee_id": committee.id,
        },
        **by,
    )
    hidden = create_museum({"names": {"fr": "Réserve"}, "country": "SN", "access": AccessLevel.MEMBER}, **by)
    person = Draft(
        {
            "name": "Nadia Haddad",
            "member_number": "4711",
            "email": "nadia.haddad@example.org",
            "telephone": "+216 00 000 000",
            "city": "Sfax",
            "institution_id": museum.id,
            "visibility": {"city": "public", "telephone": "sealed"},
        },
        links={"specialities": [concept.id]},
    )
    nadia = Person.objects.get(key=save_people([person], **by).keys[0])
    mandate = create_mandate(
        {"person_id": nadia.id, "body_id": committee.id, "role": "chair", "from_date": date(2024, 1, 1)}, **by
    )
    jar = create_object(
        {
            "title": {"ja": "信楽大壺", "en": "Jar, Shigaraki ware"},
            "museum_id": museum.id,
            "store_location": "store 2, shelf 14",
            "date_earliest": 14_000_101,
            "date_latest": 14_991_231,
        },
        **by,
    )
    element = create_element({"names": {"es": "Canto a tenore"}, "viability": "vulnerable"}, **by)
    return World(museum, hidden, nadia, mandate, jar, element, concept)


@pytest.fixture
def make_people(operator: Actor, now: datetime, world: World) -> None:
    """Sixty more people, so that lists have pages."""
    for number in range(60):
        create_person({"name": f"Member {number}", "institution_id": world.museum.id}, actor=operator, at=now)
