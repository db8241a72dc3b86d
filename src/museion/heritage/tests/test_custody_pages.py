"""The chain of custody on an object's page, and its correction by who may edit the object."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from museion.core.access import AccessLevel, Role, make_operator
from museion.core.models import Account, Grant, JournalLine
from museion.heritage.actions import create_object
from museion.heritage.custody.windows import CountryRule, Window
from museion.heritage.models import CulturalObject, CustodyLine
from museion.heritage.tests.care_cast import make_museum

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CHAIN = "Žofie Nováková, Brno, 1901 until 1938; Galerie Würthle, Wien, 1939. Museo de Arte, Lima, 1955."


@pytest.fixture(name="jar")
def _jar() -> CulturalObject:
    values = {"title": {"es": "Cántaro"}, "provenance": CHAIN, "date_earliest": 1890_01_01, "date_latest": 1890_12_31}
    return create_object(values, actor=make_operator(), at=NOON)


@pytest.fixture(name="registrar")
def _registrar(client: Client) -> Client:
    account = Account.objects.create_user("ana@example.org", "a long sentence nobody guesses")
    Grant.objects.create(account=account, role=Role.REGISTRAR, level=AccessLevel.MEMBER)
    client.force_login(account)
    return client


def test_the_page_draws_the_chain_and_asks_what_it_leaves_open(client: Client, jar: CulturalObject) -> None:
    page = client.get(jar.url).content.decode()
    assert "Žofie Nováková, Brno" in page
    assert 'class="definite"' in page
    assert "Europe, 1933 to 1945" in page
    assert "nobody has confirmed it" in page
    assert page.count('class="lane"') == page.count('class="band"') == 1
    assert "/custody" not in page


def test_a_registrar_sees_what_is_understood_before_saving(registrar: Client, jar: CulturalObject) -> None:
    address = f"/objects/{jar.key}/custody"
    form = {"provenance": CHAIN.replace("1939", "in 1939"), "step": "look", "paper-2": "title_document"}
    shown = registrar.post(address, form).content.decode()
    assert "not saved yet" in shown
    assert 'value="title_document" checked' in shown
    assert not CustodyLine.objects.exists()
    saved = registrar.post(address, form | {"step": "save"})
    assert saved.headers["Location"] == f"{jar.url}#custody"
    line = CustodyLine.objects.get(object=jar, position=1)
    assert (line.party, line.begin_latest, line.end_earliest, line.papers) == (
        "Galerie Würthle",
        1939_12_31,
        1939_01_01,
        ["title_document"],
    )
    assert "nobody has confirmed" not in registrar.get(jar.url).content.decode()
    assert JournalLine.objects.filter(key=jar.key, action="object.set_custody").count() == 1


def test_a_visitor_corrects_nothing(client: Client, jar: CulturalObject) -> None:
    assert client.post(f"/objects/{jar.key}/custody", {"provenance": "X", "step": "save"}).status_code == 403
    jar.refresh_from_db()
    assert jar.provenance == CHAIN


def test_a_paragraph_without_end_is_refused_with_the_reason(registrar: Client, jar: CulturalObject) -> None:
    answer = registrar.post(f"/objects/{jar.key}/custody", {"provenance": "A; " * 20_000, "step": "save"})
    assert answer.status_code == 400
    assert "at most" in answer.content.decode()


def test_programs_read_the_chain_with_what_follows(client: Client, jar: CulturalObject) -> None:
    told = client.get(f"/api/v1/objects/{jar.key}/custody").json()
    assert [holder["party"] for holder in told["holders"]] == ["Žofie Nováková", "Galerie Würthle", "Museo de Arte"]
    assert told["holders"][0]["definite"] == [1901_12_31, 1938_01_01]
    assert told["windows"][0]["window"] == "persecution"
    assert {part["knowledge"] for part in told["segments"]} == {"definite", "possible", "unknown"}


def test_cycles_future_events_unknown_methods_and_200_owners_are_shown_not_hidden(
    client: Client, registrar: Client, jar: CulturalObject
) -> None:
    owners = "; ".join(f"Owner {chr(65 + number % 26)}{number}, Paris, {1700 + number}" for number in range(200))
    chains = {
        "Ada, Paris, 1900; Ben, Paris, 1910; Ada, Paris, 1920; Ben, Paris, 1930; Ada, Paris, 1940": "Ada",
        "Ada, Paris, 1900; Ben, Paris, 2090": "In the future",
        "Ada, Paris, 1900; teleported across the ocean by unheard means; Ben, Paris, 1950": "not fully understood",
        owners: "Owner R199",
    }
    for chain, told in chains.items():
        address = f"/objects/{jar.key}/custody"
        looked = registrar.post(address, {"provenance": chain, "step": "look"})
        assert (looked.status_code, told in looked.content.decode()) == (200, True)
        assert registrar.post(address, {"provenance": chain, "step": "save"}).status_code == 302
        assert client.get(jar.url).status_code == 200
        assert client.get(f"/api/v1/objects/{jar.key}/custody").status_code == 200
    CustodyLine.objects.filter(object=jar, position=3).update(method="teleportation")
    assert client.get(jar.url).status_code == 200


def test_each_window_has_a_line_of_its_own_and_the_years_reach_back_to_the_first(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = [
        CountryRule(Window.COUNTRY_LAW, "IQ", 1936, "Law 59 of 1936"),
        CountryRule(Window.AREA_AT_RISK, "IQ", 2003),
    ]
    monkeypatch.setattr("museion.heritage.rules.COUNTRY_RULES", [lambda country: rules if country == "IQ" else []])
    told = "Private collection, Baghdad, by 1960 until 1985. Jane Roe, London, 2004; museum, 2005"
    made = {"date_earliest": 1800_01_01, "date_latest": 1899_12_31}
    values = {**made, "title": {"en": "Seal"}, "place_of_origin": {"en": "Iraq"}, "provenance": told}
    seal = create_object({**values, "museum_id": make_museum("Museum", "GB").id}, actor=make_operator(), at=NOON)
    line = client.get(seal.url).context["custody"].timeline
    assert [lane.label for lane in line.lanes] == [
        "1933–1945",
        "1970 Convention",
        "law of its country · Law 59 of 1936",
        "emergency",
    ]
    assert len({lane.y for lane in line.lanes}) == 4
    assert min(year for _x, year in line.ticks) <= 1940
    assert line.rows[0].y > line.lanes[-1].y


def test_what_was_misread_is_corrected_without_changing_a_word_and_stays_so(
    registrar: Client, jar: CulturalObject
) -> None:
    address = f"/objects/{jar.key}/custody"
    corrected = {
        "line-1-text": "Žofie Nováková, Brno, 1901 until 1938",
        "line-1-party": "Žofie Nováková and heirs",
        "line-1-place": "Wien",
        "line-1-method": "forced_sale",
        "line-1-begin_latest": "1901",
        "line-1-end_earliest": "1938-03",
        "line-1-is_direct": "on",
    }
    inserted = f"Jan Novák, Brno, 1895; {CHAIN}"
    shown = registrar.post(address, {"provenance": inserted, "step": "look", **corrected}).content.decode()
    assert 'name="line-2-party" value="Žofie Nováková and heirs"' in shown
    assert 'name="line-1-party" value="Jan Novák"' in shown
    registrar.post(address, {"provenance": CHAIN, "step": "save", **corrected})
    line = CustodyLine.objects.get(object=jar, position=0)
    assert (line.party, line.place, line.country, line.method) == (
        "Žofie Nováková and heirs",
        "Wien",
        "AT",
        "forced_sale",
    )
    assert (line.begin_earliest, line.begin_latest, line.end_earliest) == (None, 1901_12_31, 1938_03_01)
    assert (line.is_certain, line.text) == (False, corrected["line-1-text"])
    jar.refresh_from_db()
    assert jar.provenance == CHAIN
    assert 'value="1938-03-01"' in registrar.get(address).content.decode()


def test_a_day_that_cannot_be_read_is_told_and_nothing_typed_is_lost(registrar: Client, jar: CulturalObject) -> None:
    sent = {"line-1-text": "Žofie Nováková, Brno, 1901 until 1938", "line-1-party": "Corrected name"}
    days = {"line-1-begin_earliest": "whenever", "line-1-end_earliest": "1950", "line-1-end_latest": "1940"}
    answer = registrar.post(f"/objects/{jar.key}/custody", {"provenance": CHAIN, "step": "save", **sent, **days})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "“whenever” is no day" in page
    assert "lies before the day above it" in page
    assert "Corrected name" in page
    assert 'value="whenever"' in page
    assert not CustodyLine.objects.exists()


def test_a_paper_stays_with_its_statement_when_another_is_put_in_before_it(
    registrar: Client, jar: CulturalObject
) -> None:
    sent = {
        "line-1-text": "Žofie Nováková, Brno, 1901 until 1938",
        "paper-1": "title_document",
        "line-1-is_direct": "on",
    }
    more = {"provenance": f"Jan Novák, Brno, 1895; {CHAIN}", "step": "save", "line-1-is_certain": "on"}
    registrar.post(f"/objects/{jar.key}/custody", sent | more)
    held = CustodyLine.objects.filter(object=jar).order_by("position").values_list("papers", flat=True)
    assert list(held)[:2] == [[], ["title_document"]]
