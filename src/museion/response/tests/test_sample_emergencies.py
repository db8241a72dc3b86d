"""The sample's emergencies are exercises, reach museums, and are made once."""

from datetime import datetime

from museion.core.access import Actor
from museion.network import sample as network_sample
from museion.network.sample import SMALL
from museion.response.actions.exercises import run_exercise
from museion.response.models import AlertMessage, DeskAlert, Exposure, HazardEvent, RiskAssessment, RiskOption
from museion.response.queries.exercises import measure_exercise
from museion.response.sample import make_sample
from museion.response.sample.crew import make_roster_sample
from museion.response.scenarios import read_scenarios
from museion.response.terms import CallState
from museion.vocabulary import sample as vocabulary_sample


def test_the_sample_is_made_once_and_says_that_it_is_an_exercise(db: None, operator: Actor, now: datetime) -> None:
    vocabulary_sample.make_sample(1, actor=operator, at=now)
    network_sample.make_sample(1, actor=operator, at=now, size=SMALL)
    for _time in range(2):
        make_sample(1, actor=operator, at=now)
    assert sorted(HazardEvent.objects.values_list("hazard", "status")) == [
        ("EQ", "Exercise"),
        ("FL", "Exercise"),
        ("TC", "Exercise"),
    ]
    assert RiskAssessment.objects.count() == 40
    assert RiskOption.objects.count() >= 120
    assert AlertMessage.objects.count() == 3
    assert DeskAlert.objects.get().status == "Exercise"
    assert Exposure.objects.exists()


def test_each_emergency_replayed_in_the_small_demo_reaches_museums_and_experts(
    db: None, operator: Actor, now: datetime
) -> None:
    vocabulary_sample.make_sample(1, actor=operator, at=now)
    network_sample.make_sample(1, actor=operator, at=now, size=SMALL)
    make_roster_sample(1, actor=operator, at=now)
    for scenario in read_scenarios().values():
        incident = run_exercise(
            scenario, base_url="https://museion.example", language="es", actor=operator, clock=lambda: now
        )
        measured = measure_exercise(incident)
        assert measured.museums_told >= 1, scenario.slug
        mobilisation = incident.mobilisations.get()
        assert mobilisation.calls.filter(state=CallState.SENT).count() >= 2, scenario.slug
        is_short = mobilisation.calls.count() < measured.needed
        assert bool(mobilisation.answer["missing"]["seats"]) == is_short, scenario.slug
