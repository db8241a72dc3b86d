"""People, museums and bodies are found by what everybody may read of them, and by no more."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from museion.core.access import Actor
from museion.core.outbox import drain
from museion.network.actions import create_museum, create_person, update_person, withdraw_museum
from museion.network.models import Person
from museion.search import setup
from museion.search.actions import TOPIC, rebuild_index
from museion.search.documents import SOURCES, get_cards
from museion.search.queries import search, suggest
from museion.search.requests import SearchRequest, SearchUnavailableError

pytestmark = pytest.mark.django_db

EVERYBODY, MEMBERS = ("public",), ("member", "public")
SECRETS = ("fatou.private@example.org", "221338210000", "Saint-Louis", "Wolof")


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


def _index() -> None:
    while drain(TOPIC):
        pass


def _find(text: str, tokens: tuple[str, ...] = EVERYBODY) -> list[str]:
    setup._make_engine.cache_clear()
    return [hit.key for hit in search(SearchRequest(text=text, tokens=tokens)).hits]


def _make_fatou(operator: Actor, now: datetime, **values: object) -> str:
    person = create_person(
        {
            "name": "Fatou Sow",
            "other_names": [{"text": "فاتو سو", "language": "ar", "kind": "script"}],
            "member_number": "SN-0042",
            "email": SECRETS[0],
            "telephone": SECRETS[1],
            "city": SECRETS[2],
            "languages": [{"tag": "wo", "level": "native"}],
            **values,
        },
        actor=operator,
        at=now,
    )
    _index()
    return person.key


def test_a_person_is_found_by_name_in_every_script(operator: Actor, now: datetime) -> None:
    key = _make_fatou(operator, now)
    assert _find("sow fatou") == [key]
    assert _find("فاتو") == [key]


@pytest.mark.parametrize("secret", [*SECRETS, "city:Saint-Louis", "language:wo", "SN-0042"])
def test_what_a_person_keeps_from_the_public_finds_nobody(operator: Actor, now: datetime, secret: str) -> None:
    key = _make_fatou(operator, now)
    assert key not in _find(secret)
    document = next(iter(SOURCES["person"].load([key])))
    assert not any(secret in repr(document) for secret in SECRETS)


def test_what_a_person_shows_is_found(operator: Actor, now: datetime) -> None:
    key = _make_fatou(operator, now, visibility={"city": "public"})
    assert _find("city:Saint-Louis") == [key]


def test_a_contact_for_emergencies_is_in_no_document(operator: Actor, now: datetime) -> None:
    museum = create_museum(
        {"names": {"fr": "Musée du fleuve"}, "emergency_contact": "Ousmane, night gate", "email": "gate@example.org"},
        actor=operator,
        at=now,
    )
    _index()
    assert _find("fleuve") == [museum.key]
    assert _find("ousmane") == _find("gate") == []


def test_an_edit_and_a_withdrawal_reach_the_index(operator: Actor, now: datetime) -> None:
    museum = create_museum({"names": {"fr": "Musée du fleuve"}, "country": "SN"}, actor=operator, at=now)
    fatou = _make_fatou(operator, now)
    withdraw_museum(museum, actor=operator, at=now, reason="entered twice")
    update_person(Person.objects.get(key=fatou), {"name": "Fatou Sow Ndiaye"}, actor=operator, at=now)
    _index()
    assert _find("fleuve") == []
    assert _find("ndiaye") == [fatou]
    assert get_cards([(fatou, "person")], "fr")[fatou].title == {"und": "Fatou Sow Ndiaye"}


def test_a_record_for_members_is_found_by_members(operator: Actor, now: datetime) -> None:
    key = _make_fatou(operator, now, access="member")
    assert _find("fatou") == []
    assert _find("fatou", MEMBERS) == [key]
    assert suggest("fat", tokens=EVERYBODY) == []


def test_a_rebuild_holds_the_same_as_the_steps_before_it(operator: Actor, now: datetime) -> None:
    key = _make_fatou(operator, now)
    before = _find("fatou")
    assert rebuild_index() == 1
    assert _find("fatou") == before == [key]


def test_records_without_an_index_are_an_outage(operator: Actor, now: datetime) -> None:
    assert _find("fatou") == []
    create_person({"name": "Fatou Sow"}, actor=operator, at=now)
    with pytest.raises(SearchUnavailableError, match="museion reindex"):
        _find("fatou")
