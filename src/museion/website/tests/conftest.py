"""A small invented network in several scripts, indexed: what the site's tests look at."""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from museion.core.access import AccessLevel, Actor
from museion.core.saving import Draft
from museion.heritage.actions import NewPhotograph, attach_photographs, create_element, save_objects
from museion.heritage.models import CulturalObject, IntangibleElement
from museion.heritage.pictures import keep_picture
from museion.network.actions import create_mandate, create_museum, create_person
from museion.network.models import Body, Mandate, Museum, Person
from museion.search.actions import rebuild_index
from museion.vocabulary.actions import create_concept, create_scheme
from museion.vocabulary.models import Concept, Scheme


@dataclass(frozen=True, slots=True)
class Network:
    committee: Body
    museum: Museum
    person: Person
    mandate: Mandate
    object: CulturalObject
    element: IntangibleElement
    scheme: Scheme
    concept: Concept

    def __iter__(self):
        return (getattr(self, name) for name in self.__slots__)


@pytest.fixture
def network(committee: Body, operator: Actor, now: datetime) -> Network:
    return make_network(committee, operator, now)


def make_network(committee: Body, operator: Actor, now: datetime) -> Network:
    """One record of each kind, around an invented museum in Saint-Louis."""
    told = {"actor": operator, "at": now}
    scheme = create_scheme(
        {"uri": "urn:example:kinds", "slug": "kinds", "titles": {"en": "Kinds", "fr": "Genres"}}, **told
    )
    concept = create_concept(
        {
            "uri": "urn:example:weaving",
            "scheme_id": scheme.id,
            "pref_labels": {"en": "weaving", "fr": "tissage", "ar": "نسيج", "ja": "織物"},
        },
        **told,
    )
    museum = create_museum(
        {
            "names": {"en": "River Museum", "fr": "Musée du fleuve", "ar": "متحف النهر"},
            "descriptions": {"en": "Boats <b>and</b> nets."},
            "country": "SN",
            "city": "Saint-Louis",
            "latitude": 16.02,
            "longitude": -16.5,
            "collection_types": ["maritime"],
            "emergency_contact": "night porter",
            "national_committee_id": committee.id,
        },
        **told,
    )
    person = create_person(
        {
            "name": "Aïssatou Fall",
            "member_number": "SN-17",
            "country": "SN",
            "email": "aissatou@example.org",
            "position": "conservatrice",
            "institution_id": museum.id,
            "visibility": {"position": "public", "institution": "public"},
            "other_names": [{"text": "アイサトゥ・ファル", "language": "ja", "kind": "script"}],
        },
        **told,
    )
    mandate = create_mandate(
        {"person_id": person.id, "body_id": committee.id, "role": "chair", "from_date": date(2024, 1, 1)}, **told
    )
    record = make_objects([make_object_values(museum)], operator, now)[0]
    picture = keep_picture(draw_square())
    attach_photographs([NewPhotograph(record_id=record.id, picture=picture)], actor=operator, at=now)
    element = create_element(
        {
            "names": {"en": "Regatta songs", "fr": "Chants de régate"},
            "countries": ["SN"],
            "domains": ["performing_arts"],
        },
        **told,
    )
    rebuild_index()
    return Network(committee, museum, person, mandate, record, element, scheme, concept)


@pytest.fixture
def lost_index(network: Network) -> Path:
    """Records there are, but the index has gone."""
    folder = Path(settings.HOME) / "index"
    shutil.rmtree(folder)
    # A reader looks at the folder five times a second, so until then it answers from what it holds.
    time.sleep(0.3)
    return folder


@pytest.fixture
def more_objects(network: Network, operator: Actor, now: datetime) -> Callable[[int], None]:
    def add(count: int) -> None:
        drafts = [{**make_object_values(network.museum), "inventory_number": f"B.{number}"} for number in range(count)]
        make_objects(drafts, operator, now)
        rebuild_index()

    return add


def make_object_values(museum: Museum) -> dict[str, object]:
    return {
        "title": {"en": "Loom weight", "fr": "Peson de métier à tisser"},
        "object_type": {"en": "weight"},
        "materials_techniques": {"en": "fired clay"},
        "date_text": "19th c.",
        "date_edtf": "18XX",
        "date_earliest": 18000101,
        "date_latest": 18991231,
        "measurements": [
            {"dimension": "height", "value": 9, "unit": "cm", "normalised": 90},
            {"dimension": "width", "value": 4, "unit": "cm", "normalised": 40},
        ],
        "store_location": "shelf 12",
        "museum_id": museum.id,
        "access": AccessLevel.PUBLIC,
    }


def make_objects(values: list[dict[str, object]], operator: Actor, now: datetime) -> list[CulturalObject]:
    saved = save_objects([Draft(held) for held in values], actor=operator, at=now)
    return list(CulturalObject.objects.filter(key__in=saved.keys).order_by("id"))


def draw_square() -> bytes:
    content = BytesIO()
    Image.new("RGB", (640, 480), (150, 90, 60)).save(content, "PNG")
    return content.getvalue()
