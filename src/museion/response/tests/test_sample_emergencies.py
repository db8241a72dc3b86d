"""The sample's emergencies are exercises, reach museums, and are made once."""

from datetime import datetime

from museion.core.access import Actor
from museion.network import sample as network_sample
from museion.network.sample import SMALL
from museion.response.models import AlertMessage, DeskAlert, Exposure, HazardEvent, RiskAssessment, RiskOption
from museion.response.sample import make_sample
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
