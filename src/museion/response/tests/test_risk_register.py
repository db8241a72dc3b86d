"""The risk register: assessing through the form, who reads it, measures compared, and the order of exposed museums."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from museion.core.access import Actor
from museion.core.models import Account
from museion.network.models import Body, Museum
from museion.response.actions.risks import StatedAssessment, StatedRisk, save_assessments
from museion.response.models import Exposure, RiskAssessment, RiskStatement, ValueGroup
from museion.response.risk.vocabulary import Agent, Occurrence
from museion.response.tests.alerts_in_words import write_alert
from museion.response.tests.certain import make_certain
from museion.response.tests.conftest import Send

SignIn = Callable[[Account], Client]
FORM = {
    "water-text": "Le fleuve monte dans la réserve",
    "water-occurrence": "rare",
    "water-a-low": "2",
    "water-a-probable": "2.5",
    "water-a-high": "3",
    "water-b-probable": "5",
    "water-c-probable": "5",
    "values": "Estampes; 300; 1\nRegistres; 10; 30",
    "readiness": "40",
}


@pytest.fixture
def museum(saint_louis: Museum, committee: Body) -> Museum:
    """In the care of the committee of Senegal."""
    Museum.objects.filter(pk=saint_louis.pk).update(national_committee=committee)
    return Museum.objects.get(pk=saint_louis.pk)


def test_an_editor_assesses_the_museum_of_the_committee(
    museum: Museum, editor: Account, sign_in: SignIn, client: Client
) -> None:
    awa = sign_in(editor)
    assert "Floods, leaks, rain" in awa.get(f"/risks/assess?museum={museum.key}").content.decode()
    answer = awa.post(f"/risks/assess?museum={museum.key}", FORM)
    assessment = RiskAssessment.objects.get()
    assert answer["Location"] == assessment.url
    page = awa.get(assessment.url).content.decode()
    assert "<strong>12.5</strong>" in page
    assert "extreme" in page
    assert "treat as soon as possible" in page
    assert "27 %" in page, "of the value in 100 years"
    assert sorted(group.share for group in ValueGroup.objects.filter(assessment=assessment)) == [0.5, 0.5]
    assert client.get(assessment.url).status_code == 404
    assert "none is open to you" in client.get("/risks").content.decode()
    assert "Water" in awa.get("/risks").content.decode()


def test_years_and_percent_become_scores(museum: Museum, editor: Account, sign_in: SignIn) -> None:
    form = {"water-text": "Le toit fuit", "water-a-stated": "300", "water-b-stated": "100", "water-c-stated": "0,1"}
    answer = sign_in(editor).post(f"/risks/assess?museum={museum.key}", {**form, "water-a-low": "2"})
    assert answer.status_code == 302
    held = RiskStatement.objects.get()
    assert (held.a_low, held.a_probable, held.a_high, held.b_probable, held.c_probable) == (2.0, 2.5, 2.5, 5.0, 2.0)


@pytest.mark.parametrize(
    ("flaw", "told"),
    [
        ({"water-a-low": "4"}, "faible 4, probable 2.5"),
        ({"water-b-stated": "120"}, "120 % dépasse le tout"),
        ({"water-c-probable": "7"}, "7 n’est pas sur l’échelle"),
        ({"values": "Estampes; beaucoup"}, "Estampes ; 300 ; 1"),
    ],
)
def test_a_form_that_is_refused_says_why_in_the_readers_language_and_loses_nothing(
    museum: Museum, editor: Account, sign_in: SignIn, flaw: dict[str, str], told: str
) -> None:
    answer = sign_in(editor).post(f"/risks/assess?museum={museum.key}&lang=fr", FORM | flaw)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert told in page
    assert 'value="Le fleuve monte dans la réserve"' in page
    assert (FORM | flaw)["values"] in page


def test_the_desk_reads_what_committees_and_it_itself_assess(
    museum: Museum, editor: Account, officer: Account, member: Account, sign_in: SignIn
) -> None:
    sign_in(editor).post(f"/risks/assess?museum={museum.key}", FORM)
    noor = sign_in(officer)
    answer = noor.post(f"/risks/assess?museum={museum.key}", FORM | {"water-text": "The roof leaks"})
    assert "The roof leaks" in noor.get(answer["Location"]).content.decode()
    register = noor.get("/risks").content.decode()
    assert all(assessment.url in register for assessment in RiskAssessment.objects.all())
    outsider = sign_in(member)
    assert outsider.get(answer["Location"]).status_code == 404
    assert "none is open to you" in outsider.get("/risks").content.decode()


@pytest.mark.parametrize(
    "change",
    [
        {"water-text": ""},
        {"water-b-probable": ""},
        {"water-b-probable": "5.5"},
        {"water-a-low": "4"},
        {"water-c-probable": "viel"},
        {"values": "Estampes; beaucoup"},
        {"readiness": "nan"},
    ],
)
def test_a_form_that_cannot_be_used_writes_nothing(
    museum: Museum, editor: Account, sign_in: SignIn, change: dict[str, str]
) -> None:
    answer = sign_in(editor).post(f"/risks/assess?museum={museum.key}", {**FORM, **change})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert not RiskAssessment.objects.exists()


def test_who_may_not_edit_the_museum_may_not_assess_it(museum: Museum, member: Account, sign_in: SignIn) -> None:
    assert sign_in(member).post(f"/risks/assess?museum={museum.key}", FORM).status_code == 403


def test_measures_are_compared_by_reduction_per_cost(museum: Museum, editor: Account, sign_in: SignIn) -> None:
    awa = sign_in(editor)
    awa.post(f"/risks/assess?museum={museum.key}", FORM)
    assessment = RiskAssessment.objects.get()
    number = RiskStatement.objects.get(assessment=assessment).pk
    for text, cost, after in (
        ("Digue", "40000", "8,5"),
        ("Étagères plus hautes", "2000", "11"),
        ("Lucarne", "0", "13"),
        ("Plan affiché", "0", "12"),
    ):
        form = {"text": text, "stage": "block", "cost_eur": cost, "magnitude_after": after}
        assert awa.post(f"/risks/statements/{number}/measures", form).status_code == 302
    page = awa.get(assessment.url).content.decode()
    assert page.index("Plan affiché") < page.index("Étagères plus hautes") < page.index("Digue") < page.index("Lucarne")
    wrong = {"text": "Mur", "stage": "block", "cost_eur": "-1", "magnitude_after": "8"}
    assert 'role="alert"' in awa.post(f"/risks/statements/{number}/measures", wrong, follow=True).content.decode()


def test_the_museum_with_most_to_lose_and_least_prepared_comes_first(
    send: Send, saint_louis: Museum, dakar: Museum, operator: Actor, now: datetime
) -> None:
    def assess(museum: Museum, score: float, readiness: float) -> StatedAssessment:
        risk = StatedRisk("Inondation", Agent.WATER, Occurrence.RARE, make_certain(score, score, score))
        return StatedAssessment(museum, now.date(), (risk,), salvage_readiness=readiness)

    save_assessments([assess(saint_louis, 2.5, 0.9), assess(dakar, 4.5, 0.0)], actor=operator, at=now)
    area = {"areaDesc": "Sénégal", "circle": "15,-17 300"}
    (event,) = send(write_alert(area=area)).events
    assert [held.museum for held in Exposure.objects.filter(event=event)] == [dakar, saint_louis]
