"""Museums, bodies and people as vCard 4: what address books read, names in several languages, nothing that the reader may not see."""

from datetime import datetime

import pytest
from django.test import Client
from icalendar.parser import Contentline, Contentlines

from museion.core.access import Actor
from museion.network.actions import create_museum, create_person
from museion.network.models import Body

pytestmark = pytest.mark.django_db


def read_card(client: Client, address: str) -> dict[str, list[tuple[str, str]]]:
    """By property: (language, value as written). Every line of the card is read; folds are undone."""
    response = client.get(address)
    assert (response.status_code, response["Content-Type"].partition(";")[0]) == (200, "text/vcard")
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    held: dict[str, list[tuple[str, str]]] = {}
    for line in Contentlines.from_ical(response.content.decode()):  # type: ignore[no-untyped-call]
        if line:
            name, parameters, _value = Contentline(line).parts()  # type: ignore[no-untyped-call]
            held.setdefault(name, []).append((parameters.get("LANGUAGE", ""), line.partition(":")[2]))
    assert [held["BEGIN"], held["VERSION"], held["END"]] == [[("", "VCARD")], [("", "4.0")], [("", "VCARD")]]
    return held


def test_a_museum_is_one_card_in_all_its_languages(client: Client, operator: Actor, now: datetime) -> None:
    museum = create_museum(
        {
            "names": {
                "fr": "Musée de la mer, Gorée; réserve",
                "ar": "متحف البحر في جزيرة غوريه قبالة مدينة داكار عاصمة السنغال",
            },
            "address": "12, rue des Dongons",
            "city": "Dakar",
            "country": "SN",
            "latitude": 14.667,
            "longitude": -17.398,
            "email": "accueil@example.org",
            "emergency_contact": "gardien, bâtiment 3",
        },
        actor=operator,
        at=now,
    )
    card = read_card(client, f"/id/{museum.key}.vcf")
    assert card["KIND"] == [("", "org")]
    assert sorted(card["FN"]) == [  # PostgreSQL keeps languages in an order of its own
        ("ar", "متحف البحر في جزيرة غوريه قبالة مدينة داكار عاصمة السنغال"),
        ("fr", r"Musée de la mer\, Gorée\; réserve"),
    ]
    assert card["ADR"] == [("", r";;12\, rue des Dongons;Dakar;;;Senegal")]
    assert (card["GEO"], card["EMAIL"]) == ([("", "geo:14.667,-17.398")], [("", "accueil@example.org")])
    assert "gardien" not in client.get(f"/id/{museum.key}.vcf").content.decode()
    assert client.get(f"/id/{museum.key}", headers={"accept": "text/vcard"})["Content-Type"] == "text/vcard"


def test_a_person_keeps_back_what_they_did_not_open(client: Client, operator: Actor, now: datetime) -> None:
    person = create_person(
        {
            "name": "太田ゾエ",
            "sort_name": "太田, ゾエ",
            "country": "JP",
            "email": "zoe@example.org",
            "telephone": "+81 00 000 000",
            "languages": [{"tag": "ja", "level": "native"}, {"tag": "fr", "level": "C1"}],
        },
        actor=operator,
        at=now,
    )
    card = read_card(client, f"/id/{person.key}.vcf")
    assert (card["KIND"], card["FN"], card["N"]) == ([("", "individual")], [("", "太田ゾエ")], [("", "太田;ゾエ;;;")])
    assert not {"EMAIL", "TEL"} & set(card)
    assert card["UID"] == [("", f"http://testserver/id/{person.key}")]


def test_a_committee_is_an_organisation(client: Client, committee: Body) -> None:
    card = read_card(client, f"/id/{committee.key}.vcf")
    assert card["KIND"] == [("", "org")]
    assert len(card["FN"]) == len(committee.names)
