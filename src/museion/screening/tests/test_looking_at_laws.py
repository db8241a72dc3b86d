"""A run tells which law of the country of origin speaks of such an object, and what it leaves open."""

from datetime import datetime

import pytest

from museion.core.access import Actor
from museion.core.languages import LanguageMap
from museion.heritage import laws as registry
from museion.heritage.laws import LawAnswer, LawQuestion
from museion.screening.actions.runs import make_screening
from museion.screening.models import LossRecord
from museion.screening.runs.looks import Subject
from museion.screening.runs.national_laws import forget_laws, look_at_national_laws
from museion.screening.runs.questions import Question

pytestmark = pytest.mark.django_db
ASKED: list[LawQuestion] = []


def find(question: LawQuestion) -> list[LawAnswer]:
    ASKED.append(question)
    if (question.country, question.object_class) != ("EG", "archaeological"):
        return []
    titles, texts = LanguageMap({"en": "Antiquities law"}), LanguageMap({"en": "No antiquity leaves the country."})
    sure = LawAnswer("z9a5yj8n5", titles, "Law 117 of 1983", "export_forbidden", "art. 9", texts, None, None,
                     "verified", "Official Journal", "")  # fmt: skip
    other = LawAnswer("z9a5yj8n5", titles, "Law 117 of 1983", "export_licence", "art. 10", texts, None, None,
                      "verified", "Official Journal", "", ("age",))  # fmt: skip
    trade = LawAnswer("z9a5yj8n5", titles, "Law 117 of 1983", "trade", "art. 7", texts, None, None,
                      "verified", "Official Journal", "")  # fmt: skip
    return [sure, other, trade]


@pytest.fixture(autouse=True)
def _base_of_laws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "LAW_FINDERS", [find])
    forget_laws()
    ASKED.clear()


def _ask(place: str, text: str = "Excavated shabti of faience, Late Period, 600 BCE") -> list[dict[str, object]]:
    row = LossRecord(object_type=LanguageMap({"en": "shabti"}), place_of_discovery=LanguageMap({"en": place}))
    return look_at_national_laws(Subject(row, text))


def test_the_law_of_the_country_of_origin_is_told_with_its_source_and_what_would_decide() -> None:
    entries = _ask("Saqqara, Egypt")
    assert [(entry["title"], entry["answer"], bool(entry["ask"])) for entry in entries] == [
        ("Antiquities law · art. 9", "falls", False),
        ("Antiquities law · art. 10", "may_fall", True),
    ]
    assert entries[0]["source"] == "Egypt · Official Journal"
    assert entries[0]["duties"] == "No antiquity leaves the country."
    assert all(question.country == "EG" and (question.age or 0) > 2000 for question in ASKED)


def test_an_object_from_nowhere_in_particular_and_one_of_half_the_world_ask_no_law() -> None:
    assert not _ask("", "A shabti")
    assert not _ask("", "Roman provincial, Roman Empire")
    assert not ASKED


def test_an_installation_without_laws_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "LAW_FINDERS", [])
    assert not _ask("Egypt")


def test_the_run_keeps_the_law_beside_the_conventions(operator: Actor, now: datetime) -> None:
    fields = {
        "object_type": "shabti",
        "place_of_origin_discovery": "Egypt",
        "description": "Excavated, faience, 600 BCE",
    }
    screening = make_screening(Question(fields), actor=operator, at=now)
    assert {entry["instrument"] for entry in screening.legal} >= {"unesco-1970", "national"}
