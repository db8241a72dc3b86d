"""Objects and elements are found by every word of Object ID, counted by what they are, and shown as cards."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from museion.core.access import Actor
from museion.core.outbox import drain
from museion.core.saving import Draft
from museion.heritage.actions import save_objects
from museion.network.actions import create_museum
from museion.network.models import Museum
from museion.search import setup
from museion.search.actions import TOPIC
from museion.search.documents import SOURCES, get_cards
from museion.search.queries import search
from museion.search.requests import SearchRequest, SearchResult

pytestmark = pytest.mark.django_db


@pytest.fixture
def museum(settings: Any, tmp_path: Path, operator: Actor, now: datetime) -> Museum:
    settings.HOME = tmp_path
    values = {"names": {"fr": "Musée des Masques"}, "country": "CI", "latitude": 5.3, "longitude": -4.0}
    return create_museum(values, actor=operator, at=now)


def _save(museum: Museum, operator: Actor, now: datetime, **values: Any) -> str:
    mask = {
        "title": {"fr": "Masque kifwebe"},
        "object_type": {"en": "Mask", "fr": "Masque"},
        "materials_techniques": {"fr": "bois polychrome, fibres"},
        "materials": ["wood", "fibre"],
        "date_text": "vers 1900",
        "date_earliest": 18950101,
        "date_latest": 19051231,
        "makers": [{"name": "Songye", "kind": "cultural_group"}],
        "inventory_number": "MM 77/3",
        "store_location": "Réserve Nord, étagère Quetzalcoatl",
        "museum_id": museum.id,
        **values,
    }
    saved = save_objects([Draft(mask)], actor=operator, at=now)
    while drain(TOPIC):
        pass
    return saved.keys[0]


def _ask(text: str, **asked: Any) -> SearchResult:
    setup._make_engine.cache_clear()
    return search(SearchRequest(text=text, **asked))


@pytest.mark.parametrize(
    "text",
    ["kifwebe", "masques", "mask", "bois fibres", "maker:songye", "MM 77/3", "number:77/3", "1904..1910", "holder:masques",
     "country:CI kind:object", "materials:wood"],
)  # fmt: skip
def test_an_object_is_found_by_what_is_known_of_it(museum: Museum, operator: Actor, now: datetime, text: str) -> None:
    key = _save(museum, operator, now)
    assert key in {hit.key for hit in _ask(text, language="fr").hits}


def test_where_it_is_kept_finds_nothing(museum: Museum, operator: Actor, now: datetime) -> None:
    key = _save(museum, operator, now)
    assert _ask("quetzalcoatl").total == 0
    assert "Quetzalcoatl" not in repr(list(SOURCES["object"].load([key])))


def test_facets_count_holders_by_name_and_makers(museum: Museum, operator: Actor, now: datetime) -> None:
    _save(museum, operator, now)
    facets = _ask("", facets=("museum", "makers", "object_type")).facets
    assert [(value.code, value.count) for value in facets["museum"]] == [(museum.key, 1)]
    assert [value.code for value in facets["makers"]] == ["Songye"]
    label_of = next(field.label_of for field in SOURCES["object"].fields if field.name == "museum")
    assert label_of is not None
    assert label_of(museum.key, "fr") == "Musée des Masques"


def test_a_card_has_the_facts_in_the_readers_language(museum: Museum, operator: Actor, now: datetime) -> None:
    key = _save(museum, operator, now)
    card = get_cards([(key, "object")], "fr")[key]
    assert card.title.pick("fr").text == "Masque kifwebe"
    assert card.facts == ("Songye", "vers 1900", "bois polychrome, fibres", "Musée des Masques")
    assert card.point == (5.3, -4.0)


@pytest.mark.parametrize("written", ["Okänd", "Unknown maker", "[Unidentified artist]"])
def test_an_unknown_maker_is_told_in_the_readers_language(
    museum: Museum, operator: Actor, now: datetime, written: str
) -> None:
    key = _save(museum, operator, now, makers=[{"name": written, "kind": "unknown"}])
    assert get_cards([(key, "object")], "fr")[key].facts[0] == "auteur inconnu"
    label_of = next(field.label_of for field in SOURCES["object"].fields if field.name == "makers")
    assert label_of is not None
    assert label_of(written, "es") == "autor desconocido"
    assert label_of("Songye", "es") == "Songye"


def test_reads_do_not_grow_with_the_number_of_objects(museum: Museum, operator: Actor, now: datetime) -> None:
    keys = [_save(museum, operator, now, inventory_number=f"MM {number}") for number in range(6)]
    for read in (SOURCES["object"].load, lambda asked: SOURCES["object"].present(asked, "fr")):
        counts = []
        for asked in (keys[:1], keys):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                list(read(asked))
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 3
