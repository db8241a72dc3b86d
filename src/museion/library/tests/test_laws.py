"""Which law spoke of a class of object, in a country, on a day: and what is not known is said."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from museion.core.access import make_operator
from museion.heritage import laws as registry
from museion.heritage.laws import LawQuestion
from museion.heritage.rules import get_country_rules
from museion.library.laws.loading import load_laws
from museion.library.models import Law, LawParty, LawRule
from museion.library.queries.laws import find_laws, is_eu_member, list_custody_rules
from museion.library.terms import Certainty, LawRuleKind, ObjectClass
from museion.library.tests.test_importing_publications import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _laws(db: None) -> None:
    load_laws(actor=make_operator(), at=NOON)


def ask(country: str, day: str, object_class: str = "", **more: object) -> set[tuple[str, str]]:
    question = LawQuestion(country, date.fromisoformat(day), object_class, **more)  # type: ignore[arg-type]
    return {(answer.citation.split(",")[0], answer.rule_kind) for answer in find_laws(question)}


def test_a_law_that_was_replaced_still_answers_for_its_time() -> None:
    assert ("Law 215 of 1951", "export_licence") in ask("EG", "1975-01-01", "archaeological")
    assert ("Law 117 of 1983", "export_forbidden") not in ask("EG", "1975-01-01", "archaeological")
    assert ("Law 117 of 1983", "export_forbidden") in ask("EG", "1990-01-01", "archaeological")
    assert ("Law 215 of 1951", "export_licence") not in ask("EG", "1990-01-01", "archaeological")


def test_a_convention_binds_a_state_from_its_own_day() -> None:
    kinds = [
        {kind for citation, kind in ask("FR", day) if citation == "UNESCO"} for day in ("1990-01-01", "1998-01-01")
    ]
    assert kinds == [set(), {"export_licence", "import_forbidden", "restitution"}]


def test_the_regulation_asks_for_a_licence_only_for_what_is_old_enough_and_from_its_day() -> None:
    licence = ("OJ L 151", "import_licence")
    assert licence in ask("FR", "2025-06-28", "archaeological", age=300)
    assert licence not in ask("FR", "2025-06-27", "archaeological", age=300)
    assert licence not in ask("FR", "2025-06-28", "archaeological", age=250)
    assert licence not in ask("FR", "2025-06-28", "fine_art", age=300)
    statement = ("OJ L 151", "importer_statement")
    assert statement in ask("FR", "2025-06-28", "fine_art", age=201, value=Decimal(18000))
    assert statement not in ask("FR", "2025-06-28", "fine_art", age=201, value=Decimal("17999.99"))
    assert statement not in ask("CH", "2025-06-28", "fine_art", age=201, value=Decimal(18000))


def test_what_the_question_leaves_open_is_told() -> None:
    answers = find_laws(LawQuestion("FR", date(2025, 7, 1), "archaeological"))
    licence = next(answer for answer in answers if answer.rule_kind == LawRuleKind.IMPORT_LICENCE)
    assert licence.unsure == ("age",)
    assert all(answer.source_text and answer.certainty in Certainty.values for answer in answers)


@pytest.mark.parametrize(
    ("country", "day", "told"), [("GB", "2020-12-31", True), ("GB", "2021-01-01", False), ("HR", "2013-06-30", False)]
)
def test_membership_of_the_union_has_its_days(country: str, day: str, *, told: bool) -> None:
    assert is_eu_member(country, date.fromisoformat(day)) == told


def test_other_rooms_ask_through_the_registry_and_an_empty_one_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    question = LawQuestion("PE", date(2010, 1, 1), "archaeological")
    answers: Sequence[registry.LawAnswer] = registry.find_laws(question)
    assert {answer.rule_kind for answer in answers} >= {"export_forbidden", "state_ownership"}
    monkeypatch.setattr(registry, "LAW_FINDERS", [])
    with pytest.raises(registry.NoLawBaseError):
        registry.find_laws(question)


def test_the_shipped_facts_name_their_sources_and_load_twice_without_a_change() -> None:
    counts = [model.objects.count() for model in (Law, LawRule, LawParty)]
    assert load_laws(actor=make_operator(), at=NOON).unchanged == counts[0]
    assert [model.objects.count() for model in (Law, LawRule, LawParty)] == counts
    assert not Law.objects.filter(source_text="").exists()
    codes = {code for rule in LawRule.objects.all() for code in rule.object_classes}
    assert codes <= set(ObjectClass.values)


def test_the_page_answers_and_names_bad_questions(client: Client) -> None:
    page = client.get("/laws?country=IT&day=1990-05-05&class=archaeological").content.decode()
    assert "Legge 1 giugno 1939" in page
    assert "never legal advice" in client.get(Law.objects.first().url).content.decode()  # type: ignore[union-attr]
    assert "is no day" in client.get("/laws?country=IT&day=yesterday").content.decode()
    none = client.get("/laws?country=IS&day=1900-01-01").content.decode()
    assert "That is not to say that there was none" in none


def test_days_read_alike_on_both_sides_of_an_ocean(client: Client) -> None:
    """The UNIDROIT Convention came into force on the first of July 1998."""
    assert "1 Jul 1998" in client.get("/laws").content.decode()


def test_programs_ask_too(client: Client) -> None:
    answers = client.get("/api/v1/laws/applied?country=de&day=2017-01-01").json()
    assert any(answer["citation"].startswith("KGSG") for answer in answers)
    assert client.get("/api/v1/laws/applied?country=de&day=2017-01-01&clas=coin").status_code == 400


def test_chains_of_custody_are_asked_about_the_laws_of_the_country_that_the_object_comes_from() -> None:
    years = {rule.title.split(",")[0]: rule.year for code in ("EG", "IQ") for rule in list_custody_rules(code)}
    assert (years["Law 117 of 1983"], years["Law 59 of 1936"]) == (1983, 1936)
    assert "Law 215 of 1951" not in years, "nobody states its first day, so none is made up"
    assert [rule for rule in get_country_rules("EG") if rule.year == 1983]
    assert list_custody_rules("ZZ") == []
