"""Pages of the Red Lists: browsed by country and type, one sheet a category and language, records that programs read."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from museion.core.access import make_operator
from museion.screening.actions.red_lists import withdraw_red_list_types
from museion.screening.models import RedList, RedListCategory, RedListType
from museion.screening.red_lists.loading import load_red_lists

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load_red_lists(actor=make_operator(), at=NOON)


def get_type(source_id: str) -> RedListType:
    return RedListType.objects.select_related("category__red_list").get(source_id=source_id)


def test_all_lists_are_shown_with_a_word_on_what_they_are_not(client: Client) -> None:
    page = client.get("/red-lists").content.decode()
    assert all(red_list.titles["en"] in page for red_list in RedList.objects.all())
    assert "not a list of stolen objects" in page


def test_kinds_are_found_by_country_and_type_together(client: Client) -> None:
    page = client.get("/red-lists", {"country": "SY", "type": "coins"}).content.decode()
    assert get_type("syria-2013/syria-coins").url in page
    assert get_type("syria-2013/syria-pottery").url not in page
    assert get_type("libya-2015/libya-coins").url not in page


def test_a_kind_that_only_a_people_proves_counts_for_the_countries_of_its_list(client: Client) -> None:
    page = client.get("/red-lists", {"country": "NG"}).content.decode()
    assert get_type("africa-2000/nok-terracottas").url in page


def test_nothing_at_risk_does_not_mean_that_trade_is_free(client: Client) -> None:
    page = client.get("/red-lists", {"country": "NO"}).content.decode()
    assert "other law may apply" in page


def test_a_list_leads_to_its_categories_and_they_to_their_cards(client: Client) -> None:
    category = RedListCategory.objects.get(red_list__source_id="syria-2013", code="sculpture")
    address = f"/red-lists/{category.red_list.key}/sculpture"
    assert address in client.get(category.red_list.url).content.decode()
    page = client.get(address).content.decode()
    assert all(f"{address}/card/{language}" in page for language in ("en", "fr", "es", "ar"))


@pytest.mark.parametrize(
    ("language", "name", "direction"),
    [
        ("en", "Funerary busts and reliefs of Palmyra", "ltr"),
        ("fr", "Bustes et reliefs funéraires de Palmyre", "ltr"),
        ("es", "Bustos y relieves funerarios de Palmira", "ltr"),
        ("ar", "تماثيل نصفية ومنحوتات جنائزية من تدمر", "rtl"),
    ],
)
def test_a_card_speaks_its_own_language_whatever_the_readers(
    client: Client, language: str, name: str, direction: str
) -> None:
    key = RedList.objects.get(source_id="syria-2013").key
    card = client.get(f"/red-lists/{key}/sculpture/card/{language}", headers={"accept-language": "es"})
    text = card.content.decode()
    assert name in text
    assert f'<html lang="{language}" dir="{direction}">' in text
    assert "/screen" in text


def test_a_type_says_how_to_know_it_which_law_applies_and_what_that_rests_on(client: Client) -> None:
    page = client.get(get_type("syria-2013/palmyra-busts").url, {"lang": "en"}).content.decode()
    for text in ("50 BCE – 300", "limestone", "Legislative Decree No. 222", "not verified here", "Palmyra"):
        assert text in page


def test_programs_read_a_list_with_its_categories_and_a_type_with_its_list(client: Client) -> None:
    row = get_type("syria-2013/syria-seals")
    red_list = row.category.red_list
    listed = client.get(f"{red_list.url}.json").json()
    assert row.key in [each["key"] for category in listed["categories"] for each in category["types"]]
    described = client.get(f"{row.url}.json").json()
    assert (described["red_list"]["key"], described["most_side"]) == (red_list.key, 100)


def test_a_withdrawn_type_leaves_every_page_but_its_own(client: Client) -> None:
    row = get_type("syria-2013/syria-seals")
    withdraw_red_list_types([row.key], actor=make_operator(), at=NOON, reason="wrongly described")
    assert row.url not in client.get("/red-lists", {"country": "SY"}).content.decode()
    assert row.url not in client.get(f"/red-lists/{row.category.red_list.key}/seals").content.decode()


@pytest.mark.parametrize(
    "address", ["/red-lists/r0000000/writing", "/red-lists/{key}/nothing", "/red-lists/{key}/writing/card/xx"]
)
def test_what_there_is_not_is_a_missing_page(client: Client, address: str) -> None:
    key = RedList.objects.get(source_id="syria-2013").key
    assert client.get(address.format(key=key)).status_code == 404
